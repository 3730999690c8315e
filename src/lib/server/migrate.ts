import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClientBase, QueryConfig } from 'pg';
import type { Database } from './database.ts';
import { log } from './log.ts';
import { StartError } from './start-error.ts';

/** One number for all instances of Cairn on a database: only one of them migrates at a time. */
export const MIGRATION_LOCK = 4_227_105;
const FILE = /^\d{4}-[a-z0-9-]+\.sql$/;

export interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly sha256: string;
}

/**
 * Brings the database to what this version of Cairn needs: every file of the folder once, in the order of its names, in
 * a transaction of its own. Answers the names applied now. Throws StartError when an applied file was edited or is
 * missing: then the database belongs to another version.
 */
export async function migrate(database: Database, folder: string): Promise<string[]> {
  const migrations = await readMigrations(folder);
  const client = await database.pool.connect();
  try {
    // Large migrations may take long, and so may waiting for another instance that applies them.
    await client.query('set statement_timeout = 0');
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    try {
      return await applyMissing(client, migrations);
    } finally {
      await client.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]);
      await client.query('reset statement_timeout');
    }
  } finally {
    client.release();
  }
}

async function applyMissing(client: ClientBase, migrations: Migration[]): Promise<string[]> {
  await client.query(TABLE);
  const { rows: applied } = await client.query<{ name: string; sha256: string }>(
    'select name, sha256 from migrations order by name',
  );
  for (const [at, { name, sha256 }] of applied.entries()) {
    const file = migrations[at];
    if (file?.name !== name)
      throw new StartError(
        `The database has migration ${name}, which this version of Cairn has not: start the newer version.`,
      );
    if (file.sha256 !== sha256)
      throw new StartError(
        `The migration ${name} was changed after it was applied: restore the file and add a new one.`,
      );
  }
  const missing = migrations.slice(applied.length);
  for (const migration of missing) await apply(client, migration);
  return missing.map(({ name }) => name);
}

async function apply(client: ClientBase, migration: Migration): Promise<void> {
  const started = performance.now();
  await client.query('begin');
  try {
    await runMigration(client, migration);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
  log.info({ event: 'migrated', name: migration.name, ms: Math.round(performance.now() - started) });
}

const TABLE = `create table if not exists migrations (
  name text primary key,
  sha256 text not null,
  applied_at timestamptz not null default now()
)`;
/** Longer than anything takes: 0 would mean the limit of the pool. */
const NO_LIMIT_MS = 2 ** 31 - 1;

/** Applies one migration inside the caller's transaction, and notes it. Throws StartError when it fails. */
export async function runMigration(client: ClientBase, { name, sql, sha256 }: Migration): Promise<void> {
  try {
    const unlimited: QueryConfig & { query_timeout: number } = { text: sql, query_timeout: NO_LIMIT_MS };
    await client.query(TABLE);
    await client.query(unlimited);
    await client.query('insert into migrations (name, sha256) values ($1, $2)', [name, sha256]);
  } catch (error) {
    throw new StartError(`The migration ${name} failed: ${(error as Error).message}`, { cause: error });
  }
}

/** The files of the folder, in the order of their names. */
export async function readMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  const misnamed = names.find((name) => !FILE.test(name));
  if (misnamed) throw new StartError(`A migration must be named like 0001-people.sql, not ${misnamed}.`);
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(join(folder, name), 'utf8');
      return { name, sql, sha256: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}
