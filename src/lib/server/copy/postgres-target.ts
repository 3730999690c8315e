/** A Postgres whose tables are to be made anew: nothing there may be anybody else's, and no server may run on it. */
import type pg from 'pg';
import { MIGRATION_LOCK, readMigrations } from '../migrate.ts';
import { StartError } from '../start-error.ts';
import { MIGRATIONS } from './fill-database.ts';
import { readTableNames } from './tables.ts';

/**
 * Until the caller's transaction ends no server starts on the database, and one that runs is found.
 * @throws StartError when one runs
 */
export async function keepServersAway(client: pg.ClientBase): Promise<void> {
  // A server that starts takes it to migrate.
  await client.query('select pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
  const { rows } = await client.query<{ count: number }>(
    `select count(*) from pg_stat_activity
     where datname = current_database() and application_name like 'cairn%' and pid <> pg_backend_pid()`,
  );
  if (rows[0]!.count > 0)
    throw new StartError('A Cairn server is connected to the database: stop every instance first.');
}

/** Whether an organisation lives there. */
export async function holdsOrganisation(client: pg.ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ is: boolean }>(
    `select to_regclass('organisation') is not null as is`,
  );
  if (!rows[0]!.is) return false;
  return (await client.query('select 1 from organisation')).rowCount !== 0;
}

/** Drops everything that migrations made. @throws StartError where there is more than that */
export async function dropTables(client: pg.ClientBase): Promise<void> {
  const made = await madeByMigrations();
  const tables = await readTableNames(client);
  const foreign = tables.filter((name) => !made.table.has(name));
  if (foreign.length > 0)
    throw new StartError(
      `The database has tables that this version of Cairn does not know (${foreign.slice(0, 5).join(', ')}): name an empty one.`,
    );
  const drop = async (kind: 'table' | 'sequence' | 'function', names: Iterable<string>): Promise<void> => {
    for (const name of names)
      await client.query(`drop ${kind} if exists ${client.escapeIdentifier(name)} cascade`);
  };
  await drop('table', tables);
  await drop('sequence', made.sequence);
  await drop('function', made.function);
}

async function madeByMigrations(): Promise<Record<'table' | 'sequence' | 'function', Set<string>>> {
  const made = { table: new Set(['migrations']), sequence: new Set<string>(), function: new Set<string>() };
  for (const { sql } of await readMigrations(MIGRATIONS))
    for (const [, kind, name] of sql.matchAll(
      /^create (?:unlogged |or replace )?(table|sequence|function) (\w+)/gim,
    ))
      made[kind!.toLowerCase() as keyof typeof made].add(name!);
  return made;
}
