import { afterEach, expect, test } from 'vitest';
import { startPostgres, type TestPostgres } from '../support/postgres.ts';
import { createChance } from '../support/chance.ts';
import { runKills } from './run-kills.ts';
import { setStage, type Stage } from './stage.ts';

const KILLS = process.env['LONG'] === '1' ? 50 : 2;

let postgres: TestPostgres | undefined;
let stage: Stage | undefined;

afterEach(async () => {
  await stage?.server.stop();
  await postgres?.remove();
  stage = postgres = undefined;
});

test.each(['embedded', 'postgres'])(
  `[S25] ${KILLS} kills of the server on the %s database lose, double or reorder nothing that was shown as sent`,
  async (kind) => {
    const { seed } = createChance();
    if (kind === 'postgres') postgres = await startPostgres({ fsync: true });
    stage = await setStage(seed, await postgres?.createDatabase());
    await runKills(stage.scene, stage.server, KILLS);
    const { acknowledged } = stage.scene;
    expect(acknowledged.records.size, `seed ${seed}`).toBeGreaterThanOrEqual(KILLS * 4);
    expect(acknowledged.count('message')).toBeGreaterThan(0);
    expect(await stage.judge(), `seed ${seed}`).toEqual({ lost: [], duplicates: [], order: [], tables: [] });
  },
  KILLS * 10_000 + 60_000,
);
