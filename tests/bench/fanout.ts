/**
 * CPU for each delivery of a message, over what a stock Hocuspocus takes that stores nothing and refuses nothing: once
 * with all that a message costs before it is delivered, which is a transaction here, and once without. Measured
 * (2026-11): 2.1 with it and 0.96 without. The 3 ms of a message are the gate, fourteen statements in four round
 * trips, of which each costs 0.2 ms to wake Postgres up, and the ledger entry; the reference spends 0.8 ms on a message
 * that a crash of it would lose. At more messages a second they share transactions, and the first figure falls.
 */
import { groupDocument } from '#domain/document-names.ts';
import { createChance, type Chance } from '../support/chance.ts';
import { makeGroup } from '../support/device.ts';
import type { TestPerson } from '../support/people.ts';
import { startPostgres } from '../support/postgres.ts';
import { startServer } from '../support/server-process.ts';
import { median, rounded, type Benchmark } from './benchmark.ts';
import { startCompanion } from './companion.ts';
import { History, updateOf } from './history.ts';
import { Listener } from './listener.ts';
import { makeMembers } from './members.ts';
import { pace } from './pace.ts';
import { cpuMs } from './process-usage.ts';

const SOCKETS = 100;
const PER_SECOND = 50;
const SECONDS = 8;
/**
 * What runs once for a message is compiled only after some hundreds of them (2026-11: a seventh of all CPU of the first
 * 500 went into compiling). With the rounds it is 1,950 messages: at 2,000 a volume closes, and the next one opens.
 */
const WARM_UP_SECONDS = 15;
const ROUNDS = 3;
/** One writer's messages are committed one after the other, which a busy machine draws out. */
const ARRIVAL_LIMIT_MS = 60_000;
const TEXT = 'Hole 14 is at 62 metres, the core box is on site';

export const fanout: Benchmark = {
  figures: ['fanout_cpu_ratio', 'fanout_delivery_ratio', 'fanout_message_us'],
  async run(seed) {
    const chance = createChance(seed);
    const postgres = await startPostgres({ fsync: true });
    const server = await startServer({ databaseUrl: await postgres.createDatabase() });
    const stock = await startCompanion('stock-hocuspocus.ts');
    const people = await makeMembers(server.url, 2);
    const document = groupDocument(await makeGroup(people), 1);
    const quiet = groupDocument(await makeGroup(people), 1);
    const atStock = people.map((person) => ({ ...person, url: stock.url }));
    const open = (sockets: number, name: string) => ({
      ours: Hall.open(server.pid, { document: name, people, sockets }, chance),
      theirs: Hall.open(stock.pid, { document: name, people: atStock, sockets }, chance),
    });
    const full = await opened(open(SOCKETS, document));
    const alone = await opened(open(1, quiet));
    for (const hall of [full.ours, full.theirs, alone.ours, alone.theirs])
      await hall.cpuUsPerMessage(WARM_UP_SECONDS);
    const rounds: { full: Sides<number>; alone: Sides<number> }[] = [];
    for (let at = 0; at < ROUNDS; at++)
      rounds.push({ full: await measure(full), alone: await measure(alone) });
    for (const hall of [full.ours, full.theirs, alone.ours, alone.theirs]) hall.close();
    stock.stop();
    await server.stop();
    await postgres.remove();

    const all = (side: keyof Sides<number>) => rounds.map((round) => round.full[side] / SOCKETS);
    const first = (side: keyof Sides<number>) => rounds.map((round) => round.alone[side]);
    const further = (side: keyof Sides<number>) =>
      rounds.map((round) => (round.full[side] - round.alone[side]) / (SOCKETS - 1));
    const ratio = (of: typeof all) => median(of('ours').map((ours, at) => ours / of('theirs')[at]!));
    const parts = (of: typeof all) => ({
      us: rounded(median(of('ours'))),
      stock_us: rounded(median(of('theirs'))),
    });
    return [
      { name: 'fanout_cpu_ratio', value: ratio(all), goal: 1.2, parts: parts(all) },
      { name: 'fanout_delivery_ratio', value: ratio(further), goal: 1.2, parts: parts(further) },
      { name: 'fanout_message_us', value: rounded(median(first('ours'))), parts: parts(first) },
    ];
  },
};

/** The same with this server and with the reference. */
interface Sides<T> {
  readonly ours: T;
  readonly theirs: T;
}

const opened = async ({ ours, theirs }: Sides<Promise<Hall>>): Promise<Sides<Hall>> => ({
  ours: await ours,
  theirs: await theirs,
});

/** Microseconds for a message, one side after the other. */
const measure = async ({ ours, theirs }: Sides<Hall>): Promise<Sides<number>> => ({
  ours: await ours.cpuUsPerMessage(SECONDS),
  theirs: await theirs.cpuUsPerMessage(SECONDS),
});

/** Sockets in one document of one server, and somebody who writes there. */
class Hall {
  readonly #pid: number;
  readonly #url: string;
  readonly #sockets: number;
  readonly #sender: TestPerson;
  readonly #history: History;
  #listeners: Listener[] = [];
  #received = 0;
  #noticed = () => {};

  private constructor(pid: number, sockets: number, sender: TestPerson, chance: Chance) {
    this.#pid = pid;
    this.#sockets = sockets;
    this.#url = sender.url;
    this.#sender = sender;
    this.#history = new History(chance);
  }

  static async open(
    pid: number,
    { document, people, sockets }: { document: string; people: readonly TestPerson[]; sockets: number },
    chance: Chance,
  ): Promise<Hall> {
    const hall = new Hall(pid, sockets, people[0]!, chance);
    for (let at = 0; at < sockets; at++)
      hall.#listeners.push(
        await Listener.open(people[at % people.length]!, document, (frame) => hall.#count(frame)),
      );
    return hall;
  }

  async cpuUsPerMessage(seconds: number): Promise<number> {
    const begun = cpuMs(this.#pid);
    const messages = PER_SECOND * seconds;
    const before = this.#received;
    await pace({ perSecond: PER_SECOND, seconds }, () => {
      this.#listeners[0]!.send(updateOf(this.#history.append(this.#sender, TEXT)));
    });
    await this.#untilReceived(before + messages * this.#sockets);
    return ((cpuMs(this.#pid) - begun) * 1_000) / messages;
  }

  close(): void {
    for (const listener of this.#listeners) listener.close();
  }

  /** A server that is busy puts several messages into one frame. */
  #count(frame: Buffer): void {
    for (let at = frame.indexOf(TEXT); at !== -1; at = frame.indexOf(TEXT, at + 1)) this.#received++;
    this.#noticed();
  }

  #untilReceived(wanted: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const limit = setTimeout(
        () => reject(new Error(`${this.#received} of ${wanted} deliveries arrived from ${this.#url}`)),
        ARRIVAL_LIMIT_MS,
      );
      this.#noticed = () => {
        if (this.#received < wanted) return;
        clearTimeout(limit);
        resolve();
      };
      this.#noticed();
    });
  }
}
