/**
 * `npm run load`: what one machine carries. Simulated members, each with one real socket for all their groups, write and
 * receive at a server of its own with its own Postgres.
 * `--members N` (100), `--groups N` (20), `--rate N` messages a second (10), `--minutes N` (1), `--instances N` (1),
 * `--seed N`, `--json`. Each member is in up to four groups.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { createChance } from '../support/chance.ts';
import { makeGroup } from '../support/device.ts';
import { printFigure, printProgress, readOptions } from '../support/figures.ts';
import { foundOrganisation, join, type TestPerson } from '../support/people.ts';
import { startPostgres } from '../support/postgres.ts';
import { startServer, type ServerProcess } from '../support/server-process.ts';
import { quantile } from '../bench/benchmark.ts';
import { pace } from '../bench/pace.ts';
import { cpuMs, residentKb } from '../bench/process-usage.ts';
import { Deliveries } from './count-deliveries.ts';
import { LoadGroup } from './load-group.ts';
import { LoadMember } from './load-member.ts';

const GROUPS_PER_MEMBER = 4;
/** A late message is one that arrives within this, a missing one does not. */
const LATE_LIMIT_MS = 10_000;
/** People who join side by side: hashing passwords keeps every core busy. */
const JOINING = 4;

const options = readOptions(['members', 'groups', 'rate', 'minutes', 'instances']);
const members = atLeastOne('members', 100, 20_000);
const groupCount = atLeastOne('groups', 20, 10_000);
const rate = atLeastOne('rate', 10, 10_000);
const minutes = atLeastOne('minutes', 1, 24 * 60);
const instances = atLeastOne('instances', 1, 8);
if (groupCount > members * GROUPS_PER_MEMBER) {
  console.error(`${members} members fill at most ${members * GROUPS_PER_MEMBER} groups.`);
  process.exit(2);
}

const chance = createChance(options.seed);
const groupsOf = new Map<TestPerson, LoadGroup[]>();
const deliveries = new Deliveries();
const postgres = await startPostgres({ fsync: true });
const servers = await startServers();
const people = await makePeople();
const groups = await makeGroups();
const devices = await connect();
printProgress(`${rate} messages a second for ${minutes} min …`);
const usage = measureUsage();
await pace({ perSecond: rate, seconds: minutes * 60 }, () => {
  const group = groups[chance.integer(0, groups.length - 1)]!;
  group.write(deliveries.next(group.size));
});
const used = usage.read();
for (const end = performance.now() + LATE_LIMIT_MS; performance.now() < end; await delay(20))
  if (deliveries.delivered >= deliveries.expected) break;
print();
for (const device of devices) device.close();
for (const server of servers) await server.stop();
await postgres.remove();

function atLeastOne(name: string, otherwise: number, most: number): number {
  const value = options.number(name, otherwise);
  if (value >= 1 && value <= most) return value;
  console.error(`--${name} takes a number from 1 to ${most}.`);
  process.exit(2);
}

async function startServers(): Promise<readonly ServerProcess[]> {
  const databaseUrl = await postgres.createDatabase();
  const started: ServerProcess[] = [];
  while (started.length < instances) started.push(await startServer({ databaseUrl }));
  return started;
}

/** Each at one of the instances, in turn. */
async function makePeople(): Promise<readonly TestPerson[]> {
  const owner = await foundOrganisation(servers[0]!.url);
  const made = [owner];
  while (made.length < members) {
    const more = Array.from({ length: Math.min(JOINING, members - made.length) }, (_, at) =>
      join(owner, `member${made.length + at}`),
    );
    made.push(...(await Promise.all(more)));
    if (made.length % 100 < JOINING) printProgress(`${made.length} of ${members} have joined`);
  }
  return made.map((person, at) => ({ ...person, url: servers[at % servers.length]!.url }));
}

interface Made {
  readonly group: LoadGroup;
  readonly people: readonly TestPerson[];
}

/** Everybody gets a place in the next groups in turn, so that groups are of one size. */
async function makeGroups(): Promise<readonly LoadGroup[]> {
  const perMember = Math.min(GROUPS_PER_MEMBER, groupCount);
  const places: TestPerson[][] = Array.from({ length: groupCount }, () => []);
  people.forEach((person, at) => {
    for (let place = 0; place < perMember; place++)
      places[(at * perMember + place) % groupCount]!.push(person);
  });
  const made: Made[] = [];
  for (const [at, ofGroup] of places.entries()) {
    const id = await makeGroup(ofGroup as [TestPerson, ...TestPerson[]], `Group ${at}`);
    made.push({ group: new LoadGroup(id, chance), people: ofGroup });
  }
  for (const { group, people: inside } of made)
    for (const person of inside) groupsOf.set(person, [...(groupsOf.get(person) ?? []), group]);
  return made.map(({ group }) => group);
}

async function connect(): Promise<readonly LoadMember[]> {
  const byHead = new Map(groups.map((group) => [group.head, group]));
  const open: LoadMember[] = [];
  for (const person of people) {
    const device: LoadMember = await LoadMember.open(person, (frame, document) => {
      deliveries.hear(person, frame);
      byHead.get(document)?.hearHead(frame);
    });
    for (const group of groupsOf.get(person) ?? []) await group.enter(device);
    open.push(device);
  }
  return open;
}

function measureUsage(): { read(): { cpuPercent: number; memoryMb: number } } {
  const cpu = () => servers.reduce((sum, { pid }) => sum + cpuMs(pid), 0);
  const [before, begun] = [cpu(), performance.now()];
  return {
    read: () => ({
      cpuPercent: ((cpu() - before) / (performance.now() - begun)) * 100,
      memoryMb: servers.reduce((sum, { pid }) => sum + residentKb(pid), 0) / 1024,
    }),
  };
}

function print(): void {
  const { times, expected, delivered, messages } = deliveries;
  const missing = expected - delivered;
  const lost = devices.filter(({ closed }) => closed !== null).length;
  printFigure(options, 'members', members, { groups: groupCount, instances });
  printFigure(options, 'messages', messages, { per_second: rate, minutes });
  printFigure(options, 'delivered', delivered, { of: expected });
  printFigure(options, 'missing', missing, { goal: 0 });
  printFigure(options, 'sockets_lost', lost, { goal: 0 });
  if (times.length > 0) {
    printFigure(options, 'latency_p50_ms', quantile(times, 0.5));
    printFigure(options, 'latency_p99_ms', quantile(times, 0.99));
  }
  printFigure(options, 'cpu_percent', used.cpuPercent, { of: 'one core, all instances, without Postgres' });
  printFigure(options, 'memory_mb', used.memoryMb, { of: 'all instances, without Postgres' });
  if (missing + lost > 0) process.exitCode = 1;
}
