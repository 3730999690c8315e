import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { isTransient, openDatabase, type Database } from './database.ts';
import { StartError } from './start-error.ts';

describe('the embedded database', () => {
  let dataDir: string;
  let database: Database;
  const post = vi.spyOn(Worker.prototype, 'postMessage');
  const count = async (): Promise<unknown> =>
    (await database.pool.query<{ count: number }>('select count(*) from marks')).rows[0]!.count;

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'cairn-database-'));
    database = await openDatabase({ dataDir });
    await database.pool.query('create table marks (id int primary key, note text)');
  });
  afterAll(async () => {
    await database.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  it('reads int8 as number, bytea as Buffer, timestamptz as Date, jsonb parsed', async () => {
    const { rows } = await database.pool.query(
      `select 7::int8 as number, array[1, null, 2]::int8[] as numbers, '\\x0102'::bytea as bytes,
         'epoch'::timestamptz as date, '{"a":1}'::jsonb as json`,
    );
    const row = {
      number: 7,
      numbers: [1, null, 2],
      bytes: Buffer.from([1, 2]),
      date: new Date(0),
      json: { a: 1 },
    };
    expect(rows).toEqual([row]);
  });

  it('has the error codes of Postgres, and goes on after an error', async () => {
    await expect(database.pool.query('select * from nowhere')).rejects.toMatchObject({ code: '42P01' });
    expect((await database.pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });

  it('rolls a transaction back when the work throws, whatever it throws', async () => {
    const before = await count();
    const twice = database.transaction(async (client) => {
      await client.query('insert into marks values (1), (2)');
      await client.query('insert into marks values (1)');
    });
    await expect(twice).rejects.toMatchObject({ code: '23505' });
    await expect(
      database.transaction(async (client) => {
        await client.query('insert into marks values (3)');
        throw new RangeError('changed my mind');
      }),
    ).rejects.toThrow('changed my mind');
    expect(await count()).toBe(before);
  });

  it('keeps transactions apart that begin together', async () => {
    const mark = (id: number): Promise<unknown> =>
      database.transaction(async (client) => {
        const { rows } = await client.query<{ running: boolean }>(
          'select exists (select from marks where id >= 100) as running',
        );
        await client.query('insert into marks values ($1)', [100 + id]);
        await client.query('delete from marks where id = $1', [100 + id]);
        return rows[0]!.running;
      });
    expect(await Promise.all([1, 2, 3].map(mark))).toEqual([false, false, false]);
  });

  it('carries an answer and a parameter of many megabytes', async () => {
    const text = 'x'.repeat(8_000_000);
    const { rows } = await database.pool.query('select $1::text || $1 as text', [text]);
    expect((rows[0] as { text: string }).text).toHaveLength(16_000_000);
  });

  it('syncs every commit to the disk', async () => {
    const { rows } = await database.pool.query(`select current_setting('fsync') as fsync`);
    expect(rows).toEqual([{ fsync: 'on' }]);
  });

  it('comes back by itself, with all that was committed, after its thread died in a transaction', async () => {
    await database.pool.query('insert into marks values (10)');
    const thread = post.mock.contexts.at(-1) as Worker;
    const failed = database.transaction(async (client) => {
      await client.query('insert into marks values (11)');
      await thread.terminate();
      await client.query('insert into marks values (12)');
    });
    const error: unknown = await failed.catch((error: unknown) => error);
    expect(isTransient(error)).toBe(true);
    const { rows } = await database.pool.query('select id from marks where id between 10 and 12');
    expect(rows).toEqual([{ id: 10 }]);
  });

  it('refuses a directory that is in use', async () => {
    await expect(openDatabase({ dataDir })).rejects.toThrow(StartError);
  });

  it('finds everything again after a close', async () => {
    const before = await count();
    expect(before).not.toBe(0);
    await database.close();
    database = await openDatabase({ dataDir });
    expect(await count()).toBe(before);
  });
});

describe('a Postgres that cannot be opened', () => {
  it('is one sentence with the place and without the password', async () => {
    const opened = openDatabase({ dataDir: '', databaseUrl: 'postgres://ada:hunter2@127.0.0.1:1/cairn' });
    const error = (await opened.catch((error: unknown) => error)) as Error;
    expect(error).toBeInstanceOf(StartError);
    expect(error.message).toBe(
      'Cannot open the database "cairn" at 127.0.0.1:1: nothing is listening there.',
    );
  });

  it('is one sentence for an address that makes no sense', async () => {
    const opened = openDatabase({ dataDir: '', databaseUrl: 'postgres://ada:hunter2@[/cairn' });
    const error = (await opened.catch((error: unknown) => error)) as Error;
    expect(error).toBeInstanceOf(StartError);
    expect(error.message).not.toContain('hunter2');
  });
});
