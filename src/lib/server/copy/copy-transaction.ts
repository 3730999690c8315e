/** Transactions in which a whole database is read or written: as long as it takes, and with one text for every value. */
import type pg from 'pg';
import type { Database } from '../database.ts';

/** What other sessions, and other servers, may have set otherwise. No instance is there to be told of every row. */
const SETTINGS = `
  set local timezone = 'UTC';
  set local datestyle = 'ISO, YMD';
  set local intervalstyle = 'iso_8601';
  set local bytea_output = 'hex';
  set local extra_float_digits = 1;
  set local cairn.instance = 'alone';
  set local statement_timeout = 0;
  set local idle_in_transaction_session_timeout = 0`;

/** Reads one state of the database, whatever is committed meanwhile; nobody waits for it. */
export const reading = <T>(database: Database, work: (client: pg.PoolClient) => Promise<T>): Promise<T> =>
  inTransaction(database, 'begin isolation level repeatable read read only', work);

/** Commits what `work` wrote, or nothing of it. */
export const writing = <T>(database: Database, work: (client: pg.PoolClient) => Promise<T>): Promise<T> =>
  inTransaction(database, 'begin', work);

async function inTransaction<T>(
  { pool }: Database,
  begin: string,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let failed: Error | undefined;
  try {
    await client.query(`${begin}; ${SETTINGS}`);
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    failed = error as Error;
    throw error;
  } finally {
    // Ending the session rolls back, also where a rollback would no longer be answered.
    client.release(failed);
  }
}
