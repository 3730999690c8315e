import { afterAll, beforeAll, expect, test } from 'vitest';
import { VOLUME } from '#domain/limits.ts';
import { createChance } from '../support/chance.ts';
import { startPostgres, type TestPostgres } from '../support/postgres.ts';
import { busCut, crashed, killed, paused } from './absences.ts';
import type { Absence } from './run-away.ts';
import { runKills } from './run-kills.ts';
import { runOutage } from './run-outage.ts';
import { runRollingRestart } from './run-rolling-restart.ts';
import { setStage, type Stage } from './stage.ts';

const INSTANCES = 3;
const isLong = process.env['LONG'] === '1';
const KILLS = isLong ? 30 : 1;
const CROWD = isLong ? { people: 10, groups: 30, perSecond: 100 } : { people: 5, groups: 6, perSecond: 20 };
const HOLD_MS = 1_000;
const EQUAL_MS = 5_000;

let postgres: TestPostgres;
let databaseUrl: string;
let stage: Stage;
const { seed } = createChance();

beforeAll(async () => {
  postgres = await startPostgres({ fsync: true });
  databaseUrl = await postgres.createDatabase();
  stage = await setStage(seed, databaseUrl, INSTANCES);
});
afterAll(async () => {
  for (const server of stage?.servers ?? []) await server.stop();
  await postgres?.remove();
});

const anyInstance = () => stage.servers[stage.scene.chance.integer(0, INSTANCES - 1)]!;

test.each<[how: string, absence: () => Absence]>([
  ['one of them was killed', () => killed(anyInstance())],
  ['the database has crashed', () => crashed(postgres)],
  ['the database hung', () => paused(postgres)],
  ['they could not hear one another', () => busCut(postgres)],
])('after %s every device on every instance has the same', async (_how, absence) => {
  expect(await runOutage(stage, databaseUrl, absence(), HOLD_MS), `seed ${seed}`).toBeLessThan(EQUAL_MS);
});

test(`a rolling restart under ${CROWD.perSecond} messages a second shows nobody an error, and loses and doubles nothing`, async () => {
  const { sockets, messages, busiest, ...found } = await runRollingRestart(stage, CROWD);
  expect(sockets).toBe(CROWD.people * CROWD.groups);
  expect(messages).toBeGreaterThan(CROWD.perSecond);
  expect(found).toEqual({ errorsShown: 0, lost: 0, doubled: 0, disordered: 0 });
  expect(busiest, 'spread').toBeLessThan(0.9);
});

test(
  `[S25] of all that, and of ${KILLS} kills that the writers' devices did not survive, nothing is lost, doubled or moved`,
  async () => {
    for (let kill = 0; kill < KILLS; kill++) await runKills(stage.scene, anyInstance(), 1);
    const seqs = [...stage.scene.acknowledged.records.values()].map(({ seq }) => seq ?? 0);
    expect(Math.max(...seqs), `seed ${seed}`).toBeGreaterThan(VOLUME.messages); // One volume closed meanwhile.
    expect(await stage.judge(), `seed ${seed}`).toEqual({ lost: [], duplicates: [], order: [], tables: [] });
  },
  KILLS * 20_000 + 90_000,
);
