/** Many people connected at once: what each socket keeps in memory, and how long a message takes to all of them. */
import { setTimeout as delay } from 'node:timers/promises';
import { startPostgres } from '../support/postgres.ts';
import { startServer } from '../support/server-process.ts';
import { quantile, rounded, type Benchmark, type Figure } from './benchmark.ts';
import { makeMembers } from './members.ts';
import { residentKb } from './process-usage.ts';
import { SocketHall } from './socket-hall.ts';

const GROUPS = 40;
/** Each has a socket for each group: 2,000 sockets. */
const PEOPLE = 50;
const PER_SECOND = 20;
const SECONDS = 20;
/** What runs for a message is compiled only after some hundreds of them. */
const WARM_UP_SECONDS = 10;
/** Memory is looked at when the server has had time to drop what connecting took. */
const SETTLE_MS = 3_000;

export const sockets: Benchmark = {
  figures: ['sockets_p99_ms', 'sockets_missing', 'memory_per_socket_kb'],
  async run(seed): Promise<Figure[]> {
    const postgres = await startPostgres({ fsync: true });
    const server = await startServer({ databaseUrl: await postgres.createDatabase() });
    const hall = new SocketHall();
    await hall.add(await makeMembers(server.url, PEOPLE), GROUPS, seed);
    // What the first sockets cost is code and the documents themselves.
    await hall.openSenders();
    const before = await settledKb(server.pid);
    await hall.openOthers();
    const perSocketKb = ((await settledKb(server.pid)) - before) / (hall.sockets - GROUPS);
    const { times, expected } = await hall.deliver({ perSecond: PER_SECOND, seconds: SECONDS });
    const parts = { sockets: hall.sockets };
    hall.close();
    await server.stop();
    await postgres.remove();
    return [
      { name: 'sockets_p99_ms', value: quantile(times, 0.99), goal: 100, parts },
      { name: 'sockets_missing', value: expected - times.length, goal: 0, parts: { of: expected } },
      { name: 'memory_per_socket_kb', value: perSocketKb },
    ];
  },
};

async function settledKb(pid: number): Promise<number> {
  await delay(SETTLE_MS);
  return residentKb(pid);
}

/** Twice as many sockets with twice as many messages, on one process, beside what half of both take there. */
export const twiceTheSockets: Benchmark = {
  figures: ['sockets_4000_p99_ms', 'sockets_4000_missing'],
  async run(seed): Promise<Figure[]> {
    const postgres = await startPostgres({ fsync: true });
    const server = await startServer({ databaseUrl: await postgres.createDatabase() });
    // A person may have 64 sockets: the other half is other people.
    const [owner, ...others] = await makeMembers(server.url, 2 * PEOPLE);
    const hall = new SocketHall();
    const measure = async (perSecond: number) => {
      await hall.openSenders();
      await hall.openOthers();
      await hall.deliver({ perSecond, seconds: WARM_UP_SECONDS });
      const { times, expected } = await hall.deliver({ perSecond, seconds: SECONDS });
      return { p99: quantile(times, 0.99), missing: expected - times.length, sockets: hall.sockets };
    };
    await hall.add([owner, ...others.slice(0, PEOPLE - 1)], GROUPS, seed);
    const half = await measure(PER_SECOND);
    await hall.add([others[PEOPLE - 1]!, ...others.slice(PEOPLE)], GROUPS, seed);
    const all = await measure(2 * PER_SECOND);
    hall.close();
    await server.stop();
    await postgres.remove();
    const parts = { sockets: all.sockets, ms_of_half: rounded(half.p99) };
    return [
      { name: 'sockets_4000_p99_ms', value: all.p99, goal: 200, parts },
      { name: 'sockets_4000_missing', value: all.missing + half.missing, goal: 0 },
    ];
  },
};
