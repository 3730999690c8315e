/** Many people connected at once: what each socket keeps in memory, and how long a message takes to all of them. */
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { groupDocument } from '#domain/document-names.ts';
import { createChance } from '../support/chance.ts';
import { makeGroup } from '../support/device.ts';
import { startPostgres } from '../support/postgres.ts';
import { startServer } from '../support/server-process.ts';
import { quantile, type Benchmark, type Figure } from './benchmark.ts';
import { History, updateOf } from './history.ts';
import { Listener } from './listener.ts';
import { makeMembers } from './members.ts';
import { pace } from './pace.ts';
import { residentKb } from './process-usage.ts';

const GROUPS = 40;
/** Each has a socket for each group: 2,000 sockets. */
const PEOPLE = 50;
const PER_SECOND = 20;
const SECONDS = 20;
/** A late message is one that arrives within this, a missing one does not. */
const LATE_LIMIT_MS = 5_000;
/** Memory is looked at when the server has had time to drop what connecting took. */
const SETTLE_MS = 3_000;

export const sockets: Benchmark = {
  figures: ['sockets_p99_ms', 'sockets_missing', 'memory_per_socket_kb'],
  async run(seed): Promise<Figure[]> {
    const postgres = await startPostgres({ fsync: true });
    const server = await startServer({ databaseUrl: await postgres.createDatabase() });
    const people = await makeMembers(server.url, PEOPLE);
    const groups: { document: string; history: History }[] = [];
    for (let at = 0; at < GROUPS; at++)
      groups.push({
        document: groupDocument(await makeGroup(people, `Group ${at}`), 1),
        history: new History(createChance(seed + at)),
      });

    const sentAt: number[] = [];
    const times: number[] = [];
    const receive = (frame: Buffer) => {
      const number = numberIn(frame);
      if (number !== null) times.push(performance.now() - sentAt[number]!);
    };
    // What the first sockets cost is code and the documents themselves.
    const senders: Listener[] = [];
    for (const { document } of groups) senders.push(await Listener.open(people[0], document, receive));
    const before = await settledKb(server.pid);
    const others: Listener[] = [];
    for (const { document } of groups)
      others.push(
        ...(await Promise.all(people.slice(1).map((person) => Listener.open(person, document, receive)))),
      );
    const perSocketKb = ((await settledKb(server.pid)) - before) / others.length;

    await pace({ perSecond: PER_SECOND, seconds: SECONDS }, (number) => {
      const at = number % GROUPS;
      const update = updateOf(groups[at]!.history.append(people[0], textWith(number)));
      sentAt.push(performance.now());
      senders[at]!.send(update);
    });
    const expected = PER_SECOND * SECONDS * PEOPLE;
    for (const end = performance.now() + LATE_LIMIT_MS; times.length < expected && performance.now() < end;)
      await delay(10);

    for (const listener of [...senders, ...others]) listener.close();
    await server.stop();
    await postgres.remove();
    return [
      {
        name: 'sockets_p99_ms',
        value: quantile(times, 0.99),
        goal: 100,
        parts: { sockets: GROUPS * PEOPLE },
      },
      { name: 'sockets_missing', value: expected - times.length, goal: 0, parts: { of: expected } },
      { name: 'memory_per_socket_kb', value: perSocketKb },
    ];
  },
};

const MARK = 'number ';
const DIGITS = 6;
const textWith = (number: number): string => `${MARK}${String(number).padStart(DIGITS, '0')}, said by radio`;

function numberIn(frame: Buffer): number | null {
  const at = frame.indexOf(MARK);
  return at === -1 ? null : Number(frame.toString('latin1', at + MARK.length, at + MARK.length + DIGITS));
}

async function settledKb(pid: number): Promise<number> {
  await delay(SETTLE_MS);
  return residentKb(pid);
}
