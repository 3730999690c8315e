import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createChance } from '../support/chance.ts';
import { Device, makeGroup } from '../support/device.ts';
import { startPostgres, type TestPostgres } from '../support/postgres.ts';
import { crashed, outOfConnections, paused } from './absences.ts';
import { runAway, runKillWhileAway } from './run-away.ts';
import { setStage, type Stage } from './stage.ts';

const HOLD_MS = 1_000;
const DELIVERED_MS = 5_000;

let postgres: TestPostgres;
let stage: Stage;

beforeAll(async () => {
  postgres = await startPostgres({ fsync: true });
  stage = await setStage(createChance().seed, await postgres.createDatabase());
});
afterAll(async () => {
  await stage?.server.stop();
  await postgres?.remove();
});

test.each([
  ['has crashed', crashed],
  ['hangs', paused],
  ['has no connection left', outOfConnections],
])(
  '[S25] while the database %s nothing is acknowledged, and all arrives afterwards',
  async (_how, absence) => {
    const { ackedWhileAway, deliveredAfterReturnMs } = await runAway(stage.scene, absence(postgres), HOLD_MS);
    expect(ackedWhileAway).toBe(0);
    expect(deliveredAfterReturnMs).toBeLessThan(DELIVERED_MS);
  },
);

test('a device that connects while the database is away comes in by itself when it is back', async () => {
  const [ada] = stage.scene.people;
  const groupId = await makeGroup([ada!]);
  const writer = new Device(ada!);
  writer.group(groupId).writer.post('waiting for you');
  await writer.group(groupId).untilSent();
  const device = new Device(ada!);
  await device.until('it is connected', () => device.wire.isSynced);
  await postgres.stop('immediate');
  const group = device.group(groupId);
  await delay(300); // The refusal has arrived; the device is between two attempts.
  expect(device.denied.size).toBe(0);
  await postgres.start();
  await group.untilTexts('waiting for you');
  await Promise.all([device.close(), writer.close()]);
});

test('[S25] of all that, and of a server killed while the database hangs, nothing is lost, doubled or moved', async () => {
  const { ackedWhileAway } = await runKillWhileAway(stage.scene, paused(postgres), stage.server, HOLD_MS);
  expect(ackedWhileAway).toBe(0);
  expect(stage.scene.acknowledged.records.size).toBeGreaterThan(0);
  expect(await stage.judge()).toEqual({ lost: [], duplicates: [], order: [], tables: [] });
});
