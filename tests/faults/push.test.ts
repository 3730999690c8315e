import { afterEach, expect, test } from 'vitest';
import { createChance } from '../support/chance.ts';
import { startPostgres, type TestPostgres } from '../support/postgres.ts';
import { PushService } from '../support/push-service.ts';
import { startServer, type ServerProcess } from '../support/server-process.ts';
import { PushScene, type PushLoad } from './run-pushes.ts';

const LOAD: PushLoad =
  process.env['LONG'] === '1'
    ? { people: 20, devicesEach: 10, messages: 1_000, kills: 20 }
    : { people: 3, devicesEach: 2, messages: 100, kills: 2 };

let postgres: TestPostgres | undefined;
let server: ServerProcess | undefined;
let service: PushService | undefined;

afterEach(async () => {
  await server?.stop();
  await service?.stop();
  await postgres?.remove();
});

test(`[S6] [S15] over ${LOAD.kills} kills each of ${LOAD.people * LOAD.devicesEach} devices is told of the newest message, of none that was read or erased before, and in one notification for each conversation`, async () => {
  const chance = createChance();
  postgres = await startPostgres();
  const databaseUrl = await postgres.createDatabase();
  service = await new PushService().start();
  server = await startServer({ databaseUrl, env: { PUSH_ORIGINS: service.origin } });
  const scene = await PushScene.set(server, service, { ...LOAD, chance });
  await scene.run(LOAD);
  const { pushes, ...findings } = await scene.judge(databaseUrl);
  expect(findings, `seed ${chance.seed}`).toEqual({ missed: [], late: [], apart: [] });
  expect(pushes).toBeGreaterThan(LOAD.people * LOAD.devicesEach);
}, 600_000);
