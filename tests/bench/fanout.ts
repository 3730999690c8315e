/** CPU for each delivery of a message, over what a stock Hocuspocus takes that stores nothing and refuses nothing. */
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
const WARM_UP_SECONDS = 2;
const ROUNDS = 3;
/** One writer's messages are committed one after the other, which a busy machine draws out. */
const ARRIVAL_LIMIT_MS = 60_000;
const TEXT = 'Hole 14 is at 62 metres, the core box is on site';

export const fanout: Benchmark = {
  figures: ['fanout_cpu_ratio'],
  async run(seed) {
    const chance = createChance(seed);
    const postgres = await startPostgres({ fsync: true });
    const server = await startServer({ databaseUrl: await postgres.createDatabase() });
    const stock = await startCompanion('stock-hocuspocus.ts');
    const people = await makeMembers(server.url, 2);
    const groupId = await makeGroup(people);
    const document = groupDocument(groupId, 1);
    const ours = await Hall.open(server.pid, document, people, chance);
    const theirs = await Hall.open(
      stock.pid,
      document,
      people.map((person) => ({ ...person, url: stock.url })),
      chance,
    );
    for (const hall of [ours, theirs]) await hall.cpuUsPerDelivery(WARM_UP_SECONDS);
    const rounds: { ours: number; theirs: number }[] = [];
    for (let at = 0; at < ROUNDS; at++)
      rounds.push({
        ours: await ours.cpuUsPerDelivery(SECONDS),
        theirs: await theirs.cpuUsPerDelivery(SECONDS),
      });
    ours.close();
    theirs.close();
    stock.stop();
    await server.stop();
    await postgres.remove();
    return [
      {
        name: 'fanout_cpu_ratio',
        value: median(rounds.map((round) => round.ours / round.theirs)),
        goal: 1.2,
        parts: {
          us: rounded(median(rounds.map((round) => round.ours))),
          stock_us: rounded(median(rounds.map((round) => round.theirs))),
        },
      },
    ];
  },
};

/** Sockets in one document of one server, and somebody who writes there. */
class Hall {
  readonly #pid: number;
  readonly #url: string;
  readonly #sender: TestPerson;
  readonly #history: History;
  #listeners: Listener[] = [];
  #received = 0;
  #noticed = () => {};

  private constructor(pid: number, sender: TestPerson, chance: Chance) {
    this.#pid = pid;
    this.#url = sender.url;
    this.#sender = sender;
    this.#history = new History(chance);
  }

  static async open(
    pid: number,
    document: string,
    people: readonly TestPerson[],
    chance: Chance,
  ): Promise<Hall> {
    const hall = new Hall(pid, people[0]!, chance);
    for (let at = 0; at < SOCKETS; at++)
      hall.#listeners.push(
        await Listener.open(people[at % people.length]!, document, (frame) => hall.#count(frame)),
      );
    return hall;
  }

  async cpuUsPerDelivery(seconds: number): Promise<number> {
    const begun = cpuMs(this.#pid);
    const before = this.#received;
    await pace({ perSecond: PER_SECOND, seconds }, () => {
      this.#listeners[0]!.send(updateOf(this.#history.append(this.#sender, TEXT)));
    });
    await this.#untilReceived(before + PER_SECOND * seconds * SOCKETS);
    return ((cpuMs(this.#pid) - begun) * 1_000) / (this.#received - before);
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
