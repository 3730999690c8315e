/**
 * How long it takes until 2,000 sockets that were lost at the same moment are all back in their conversations, when all
 * of them come at once. Devices do not: they spread over four seconds (`src/lib/client/socket.ts`). Beside it what one
 * socket takes alone.
 */
import { performance } from 'node:perf_hooks';
import { groupDocument } from '#domain/document-names.ts';
import { makeGroup } from '../support/device.ts';
import { startPostgres } from '../support/postgres.ts';
import { startServer } from '../support/server-process.ts';
import { median, rounded, type Benchmark, type Figure } from './benchmark.ts';
import { Listener } from './listener.ts';
import { makeMembers } from './members.ts';
import { SocketHall } from './socket-hall.ts';

const GROUPS = 40;
const PEOPLE = 50;
const ALONE_ROUNDS = 21;
/** 5 ms of two cores for each, which have the other ends of the sockets to run as well. */
const GOAL_MS = 10_000;

export const herd: Benchmark = {
  figures: ['herd_recovery_ms', 'herd_missing'],
  async run(seed): Promise<Figure[]> {
    const postgres = await startPostgres({ fsync: true });
    const server = await startServer({ databaseUrl: await postgres.createDatabase() });
    const people = await makeMembers(server.url, PEOPLE);
    const alone = groupDocument(await makeGroup(people), 1);
    const aloneMs: number[] = [];
    for (let round = 0; round < ALONE_ROUNDS; round++) {
      const begun = performance.now();
      (await Listener.open(people[0], alone, () => {})).close();
      aloneMs.push(performance.now() - begun);
    }
    const hall = new SocketHall();
    await hall.add(people, GROUPS, seed);
    await hall.openSenders();
    await hall.openOthers();
    await server.kill('SIGKILL');
    hall.close();
    await server.restart();
    const begun = performance.now();
    await hall.openAllAtOnce();
    const recoveredMs = performance.now() - begun;
    const { times, expected } = await hall.deliver({ perSecond: GROUPS, seconds: 1 });
    const parts = { sockets: hall.sockets, ms_of_one: rounded(median(aloneMs)) };
    hall.close();
    await server.stop();
    await postgres.remove();
    return [
      { name: 'herd_recovery_ms', value: recoveredMs, goal: GOAL_MS, parts },
      { name: 'herd_missing', value: expected - times.length, goal: 0, parts: { of: expected } },
    ];
  },
};
