/**
 * How long a message takes from being posted to its author seeing it as sent: real devices in this process, the
 * server in another, Postgres with fsync in a third.
 */
import { performance } from 'node:perf_hooks';
import type { GroupId } from '#domain/ids.ts';
import { createChance } from '../support/chance.ts';
import { Device, makeGroup, type DeviceGroup } from '../support/device.ts';
import type { TestPerson } from '../support/people.ts';
import { startPostgres } from '../support/postgres.ts';
import { startServer } from '../support/server-process.ts';
import { median, quantile, type Benchmark } from './benchmark.ts';
import { makeMembers } from './members.ts';
import { pace } from './pace.ts';

/** Four groups, so that each stays within one volume. */
const GROUPS = 4;
const WRITERS = 20;
const PER_SECOND = 200;
const WARM_UP_SECONDS = 2;
const ROUND_SECONDS = 5;
const ROUNDS = 3;

export const ack: Benchmark = {
  figures: ['ack_p50_ms', 'ack_p99_ms'],
  async run(seed) {
    const postgres = await startPostgres({ fsync: true });
    const server = await startServer({ databaseUrl: await postgres.createDatabase() });
    const people = await makeMembers(server.url, WRITERS);
    const writers: Writer[] = [];
    for (let group = 0; group < GROUPS; group++) {
      const members = people.filter((_, at) => at % GROUPS === group) as [TestPerson, ...TestPerson[]];
      const groupId = await makeGroup(members);
      writers.push(...members.map((person) => new Writer(person, groupId)));
    }
    await Promise.all(writers.map((writer) => writer.untilReady()));

    const chance = createChance(seed);
    const round = async (seconds: number) => {
      await pace({ perSecond: PER_SECOND, seconds }, () => writers[chance.integer(0, WRITERS - 1)]!.post());
      await Promise.all(writers.map((writer) => writer.untilSent()));
      return writers.flatMap((writer) => writer.takeTimes());
    };
    await round(WARM_UP_SECONDS);
    const rounds: number[][] = [];
    for (let at = 0; at < ROUNDS; at++) rounds.push(await round(ROUND_SECONDS));

    await Promise.all(writers.map((writer) => writer.close()));
    await server.stop();
    await postgres.remove();
    return [
      { name: 'ack_p50_ms', value: median(rounds.map((times) => quantile(times, 0.5))), goal: 10 },
      { name: 'ack_p99_ms', value: median(rounds.map((times) => quantile(times, 0.99))), goal: 50 },
    ];
  },
};

class Writer {
  readonly #device: Device;
  readonly #group: DeviceGroup;
  readonly #postedAt = new Map<string, number>();
  #entriesRead = 0;
  #times: number[] = [];

  constructor(person: TestPerson, groupId: GroupId) {
    this.#device = new Device(person);
    this.#group = this.#device.group(groupId);
    this.#group.replica.observe(() => this.#readLedger());
  }

  untilReady(): Promise<void> {
    return this.#device.until('it is in step', () => this.#device.wire.isSynced);
  }

  post(): void {
    const begun = performance.now();
    const written = this.#group.writer.post('Hole 14 is at 62 metres, the core box is on site');
    if ('refusal' in written) throw new Error(written.refusal);
    this.#postedAt.set(written.id, begun);
  }

  untilSent(): Promise<void> {
    // A look at the volume and not at our own notes, which follow it a moment later.
    return this.#device.until('everything is sent', () => {
      this.#readLedger();
      return this.#postedAt.size === 0;
    });
  }

  /** The milliseconds that each message took since this was last asked. */
  takeTimes(): number[] {
    return this.#times.splice(0);
  }

  close(): Promise<void> {
    return this.#device.close();
  }

  #readLedger(): void {
    const { ledger } = this.#group.volume;
    if (ledger.length === this.#entriesRead) return;
    const now = performance.now();
    for (const [id] of ledger.slice(this.#entriesRead)) {
      const begun = this.#postedAt.get(id);
      if (begun !== undefined) this.#times.push(now - begun);
      this.#postedAt.delete(id);
    }
    this.#entriesRead = ledger.length;
  }
}
