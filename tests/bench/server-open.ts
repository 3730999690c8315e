/**
 * How long the server takes to open a group with a long past, over one with a short past: from the question of a device
 * for head and live volume to both answers, with neither in the server's memory.
 */
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { groupDocument, headDocument } from '#domain/document-names.ts';
import type { GroupId } from '#domain/ids.ts';
import { callAs, signInAgain, type TestPerson } from '../support/people.ts';
import { startPostgres } from '../support/postgres.ts';
import { MESSAGE, RawSocket, STEP_1, STEP_2 } from '../support/raw-socket.ts';
import { freePort, startServer } from '../support/server-process.ts';
import { median, rounded, type Benchmark, type Figure } from './benchmark.ts';
import { fillGroups } from './filled-groups.ts';

/** The newest volume holds 1,000 messages in both: what differs is the past. */
const FEW = 1_000;
const MANY = 1_001_000;
const ROUNDS = 21;

export const serverOpen: Benchmark = {
  figures: ['server_open_ratio_1m'],
  async run(seed): Promise<Figure[]> {
    const postgres = await startPostgres();
    const databaseUrl = await postgres.createDatabase();
    const { employeeId, groups } = await fillGroups(databaseUrl, [FEW, MANY], seed);
    const metricsPort = await freePort();
    const server = await startServer({ databaseUrl, env: { METRICS_PORT: String(metricsPort) } });
    const person = await signInAgain({ url: server.url, name: employeeId });
    const times: number[][] = groups.map(() => []);
    for (let round = 0; round < ROUNDS; round++)
      for (const [at, { id }] of groups.entries()) {
        await untilNothingIsOpen(metricsPort);
        times[at]!.push(await openMs(person, id));
      }
    await server.stop();
    await postgres.remove();
    const [few, many] = times.map(median) as [number, number];
    const parts = { messages: MANY, ms: rounded(many), ms_of_few: rounded(few), few: FEW };
    return [{ name: 'server_open_ratio_1m', value: many / few, goal: 1.2, parts }];
  },
};

async function openMs(person: TestPerson, groupId: GroupId): Promise<number> {
  const { liveVolume } = await callAs<{ liveVolume: number }>(person, 'GET', `/api/v1/groups/${groupId}`);
  const socket = await RawSocket.open(person);
  const wanted = [headDocument(groupId), groupDocument(groupId, liveVolume)];
  const begun = performance.now();
  for (const name of wanted) {
    socket.authenticate(name);
    socket.sync(name, STEP_1, socket.knows);
  }
  await socket.until('both are answered', () =>
    wanted.every((name) =>
      socket.heard.some(
        ({ address, type, rest }) => address === name && type === MESSAGE.sync && rest[0] === STEP_2,
      ),
    ),
  );
  const ms = performance.now() - begun;
  socket.close();
  return ms;
}

/** The server forgets a document when the last device has left it. */
async function untilNothingIsOpen(metricsPort: number): Promise<void> {
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${metricsPort}/metrics`);
    if (/^cairn_open_documents 0$/m.test(await answer.text())) return;
    await delay(20);
  }
}
