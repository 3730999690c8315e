import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { openDatabase, type Database } from './database.ts';
import { migrate } from './migrate.ts';
import { StartError } from './start-error.ts';

let root: string;
let folder: string;
let database: Database;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'cairn-migrate-'));
  database = await openDatabase({ dataDir: join(root, 'data') });
});
afterAll(async () => {
  await database.close();
  await rm(root, { recursive: true, force: true });
});
beforeEach(async () => {
  await database.pool.query('drop schema public cascade; create schema public');
  folder = await mkdtemp(join(root, 'migrations-'));
  await write('0001-first.sql', 'create table steps (step text); insert into steps values (1)');
  await write('0002-second.sql', 'insert into steps select max(step)::int + 1 from steps');
});
const write = (name: string, sql: string): Promise<void> => writeFile(join(folder, name), sql);
const steps = async (): Promise<unknown> =>
  (await database.pool.query('select step from steps order by step')).rows;

it('applies every file once, in the order of the names', async () => {
  expect(await migrate(database, folder)).toEqual(['0001-first.sql', '0002-second.sql']);
  expect(await migrate(database, folder)).toEqual([]);
  await write('0003-third.sql', 'insert into steps values (3)');
  expect(await migrate(database, folder)).toEqual(['0003-third.sql']);
  expect(await steps()).toEqual([{ step: '1' }, { step: '2' }, { step: '3' }]);
});

it('refuses a file that was edited after it was applied', async () => {
  await migrate(database, folder);
  await write('0001-first.sql', 'create table steps (step int)');
  const refused = migrate(database, folder);
  await expect(refused).rejects.toThrow(StartError);
  await expect(refused).rejects.toThrow('0001-first.sql was changed after it was applied');
});

it('refuses when an applied file is missing: the database is newer than this version', async () => {
  await migrate(database, folder);
  await rm(join(folder, '0002-second.sql'));
  await expect(migrate(database, folder)).rejects.toThrow(
    /has migration 0002-second.sql, which this version/,
  );
});

it('refuses a file that was put before an applied one', async () => {
  await migrate(database, folder);
  await write('0001-another.sql', 'select 1');
  await expect(migrate(database, folder)).rejects.toThrow(StartError);
});

it('takes back the whole file when a statement of it fails, keeps the files before, and can be repeated', async () => {
  await write('0002-second.sql', 'insert into steps values (2); insert into nowhere values (1)');
  await expect(migrate(database, folder)).rejects.toThrow(/0002-second.sql failed: .*nowhere/);
  expect(await steps()).toEqual([{ step: '1' }]);
  await write('0002-second.sql', 'insert into steps values (2)');
  expect(await migrate(database, folder)).toEqual(['0002-second.sql']);
});

it('refuses a name without a number', async () => {
  await write('later.sql', 'select 1');
  await expect(migrate(database, folder)).rejects.toThrow(
    'must be named like 0001-people.sql, not later.sql',
  );
});
