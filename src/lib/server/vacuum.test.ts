import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { openDatabase } from './database.ts';
import { log } from './log.ts';
import { Vacuum } from './vacuum.ts';

test('what was deleted leaves room that is used again, and rows are counted', async () => {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'cairn-vacuum-'));
  const database = await openDatabase({ dataDir });
  const vacuum = new Vacuum(database, log);
  const { pool } = database;
  const fill = () =>
    pool.query(`insert into "Odd name" select repeat('x', 500) from generate_series(1, 2000) as given`);
  const size = async () =>
    (await pool.query<{ size: number }>(`select pg_relation_size('"Odd name"') as size`)).rows[0]!.size;
  await pool.query(`create table "Odd name" (text text)`);
  await fill();
  const once = await size();
  for (let round = 0; round < 3; round++) {
    await pool.query(`delete from "Odd name"`);
    await vacuum.run();
    await fill();
  }
  expect(await size()).toBeLessThan(once * 1.5);
  await vacuum.run();
  const counted = await pool.query(`select reltuples from pg_class where relname = 'Odd name'`);
  expect(counted.rows).toEqual([{ reltuples: 2_000 }]);
  await vacuum.close();
  await database.close();
  await rm(dataDir, { recursive: true });
});
