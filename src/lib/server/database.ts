import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { DirectoryLock } from './directory-lock.ts';
import { startEmbeddedDatabase } from './embedded-database.ts';
import { GatheringSocket } from './gathering-socket.ts';
import { log } from './log.ts';
import { StartError } from './start-error.ts';
import { isConnectionLoss } from './transient.ts';
import { watchQueries, type Asked } from './watch-queries.ts';

export { isTransient } from './transient.ts';

/** The one database of the process: Postgres, or Postgres compiled to WebAssembly in a worker thread. Both are spoken
 *  to by `pg`, so rows, types and error codes are the same. */
export interface Database {
  readonly kind: 'embedded' | 'postgres';
  /** What this process is called among those on this database, see `bus.ts`. */
  readonly instance: string;
  readonly pool: pg.Pool;
  /** Commits what `work` did, or rolls it back when it throws. Inside, only the given client may be used: the embedded
   *  database has one session, and waiting for a second one would be for ever. Throws UnknownOutcome when the
   *  connection was lost while committing. */
  transaction<T>(work: (client: pg.ClientBase) => Promise<T>): Promise<T>;
  /** What became of a transaction whose commit was not answered: `open` as long as the server has not noticed. */
  outcomeOf(unknown: UnknownOutcome): Promise<'committed' | 'rolled-back' | 'open'>;
  /** Of the embedded database: brings a copy of its files up to date, see `copyChangedFiles`. */
  copyFiles?(to: string, since: number): Promise<void>;
  close(): Promise<void>;
}

/** Where a database is: Postgres, or else a directory, which the caller may hold the lock of. */
export interface DatabasePlace {
  readonly dataDir: string;
  readonly databaseUrl?: string | undefined;
  readonly lock?: DirectoryLock;
}

/**
 * Opens and tries the database. Throws StartError when the directory is in use or Postgres cannot be reached.
 * @param observe is told of every statement once it was answered; must not throw
 */
export async function openDatabase(
  { dataDir, databaseUrl, lock }: DatabasePlace,
  observe?: Observe,
): Promise<Database> {
  return databaseUrl ? openPostgres(databaseUrl, observe) : openEmbedded(dataDir, lock, observe);
}

type Observe = ((asked: Asked) => void) | undefined;

/** The connection was lost while committing: `Database.outcomeOf` tells what became of it. Transient, like its cause. */
export class UnknownOutcome extends Error {
  override readonly name = 'UnknownOutcome';
  /** As Postgres numbers transactions. */
  readonly transaction: string;

  constructor(transaction: string, cause: unknown) {
    super('The connection was lost while committing.', { cause });
    this.transaction = transaction;
  }
}

const CONNECT_LIMIT_MS = 5_000;
/** Above every statement the product makes; below it, a lock held by a dead peer would stop a writer for ever. */
const STATEMENT_LIMIT_MS = 30_000;
const POSTGRES_VERSION_MIN = 150_000;

async function openPostgres(connectionString: string, observe: Observe): Promise<Database> {
  const pool = new pg.Pool({
    ...common,
    connectionString,
    stream: () => new GatheringSocket(),
    max: 10,
    application_name: 'cairn',
    connectionTimeoutMillis: CONNECT_LIMIT_MS,
    statement_timeout: STATEMENT_LIMIT_MS,
    idle_in_transaction_session_timeout: STATEMENT_LIMIT_MS,
    // The server's own limit answers first; this one is for a server that no longer answers at all.
    query_timeout: STATEMENT_LIMIT_MS + 5_000,
    keepAlive: true,
  });
  guard(pool);
  if (observe) watchQueries(pool, observe);
  try {
    const { rows } = await pool.query<{ version: number; name: string }>(
      `select current_setting('server_version_num')::int as version, current_setting('server_version') as name`,
    );
    const { version, name } = rows[0]!;
    if (version < POSTGRES_VERSION_MIN)
      throw new StartError(`Cairn needs Postgres 15 or newer; the server at DATABASE_URL is ${name}.`);
  } catch (error) {
    await pool.end();
    throw error instanceof StartError ? error : new StartError(whyUnreachable(connectionString, error));
  }
  const instance = randomBytes(4).toString('hex');
  return { kind: 'postgres', instance, pool, ...transactionsOn(pool, instance), close: () => pool.end() };
}

async function openEmbedded(
  dataDir: string,
  lock: DirectoryLock | undefined,
  observe: Observe,
): Promise<Database> {
  const embedded = await startEmbeddedDatabase(dataDir, lock);
  // The embedded database has one session. Idle, it stays: reconnecting brings nothing.
  const pool = new pg.Pool({
    ...common,
    stream: embedded.connect,
    max: 1,
    idleTimeoutMillis: 0,
    user: 'postgres',
  });
  guard(pool);
  if (observe) watchQueries(pool, observe);
  const close = async (): Promise<void> => {
    await pool.end();
    await embedded.close();
  };
  const instance = 'alone'; // Migration 0028 knows it: there is nobody to tell.
  const { copyFiles } = embedded;
  return { kind: 'embedded', instance, pool, ...transactionsOn(pool, instance), copyFiles, close };
}

/** An error event nobody listens for ends the process, also that of a client which is idle inside a transaction. */
function guard(pool: pg.Pool): void {
  const report = (error: Error & { code?: string }): void =>
    log.warn({ event: 'database-connection-lost', code: error.code, reason: error.message });
  pool.on('error', report);
  pool.on('connect', (client) => client.on('error', () => {}));
}

const transactionsOn = (pool: pg.Pool, instance: string): Pick<Database, 'transaction' | 'outcomeOf'> => ({
  async transaction(work) {
    const client = await pool.connect();
    let broken: Error | undefined;
    try {
      // What is asked first goes out behind it: when it fails, so do they. Nothing goes back while they are asked.
      const [begun, worked] = await Promise.allSettled([begin(client, instance), work(client)]);
      if (begun.status === 'rejected') throw begun.reason;
      if (worked.status === 'rejected') throw worked.reason;
      await commit(client, begun.value);
      return worked.value;
    } catch (error) {
      if (isConnectionLoss(error)) broken = error as Error;
      else await client.query('rollback').catch((failed: Error) => (broken = failed));
      throw error;
    } finally {
      client.release(broken);
    }
  },

  async outcomeOf({ transaction }) {
    const { rows } = await pool.query<{ status: string | null }>(
      `select pg_xact_status($1::xid8) as status`,
      [transaction],
    );
    const status = rows[0]!.status;
    if (status === 'in progress') return 'open';
    return status === 'committed' ? 'committed' : 'rolled-back';
  },
});

/** All in one round trip. @returns the transaction's number */
async function begin(client: pg.ClientBase, instance: string): Promise<string> {
  const answers: unknown = await client.query(
    `begin; select pg_current_xact_id()::text as id, set_config('cairn.instance', '${instance}', true)`,
  );
  return (answers as pg.QueryResult<{ id: string }>[])[1]!.rows[0]!.id;
}

async function commit(client: pg.ClientBase, transaction: string): Promise<void> {
  try {
    await client.query('commit');
  } catch (error) {
    throw isConnectionLoss(error) ? new UnknownOutcome(transaction, error) : error;
  }
}

/** int8 as number: sequences and counts stay far below 2⁵³. Everything else as pg has it: timestamptz is a Date, bytea
 *  a Buffer, jsonb parsed, numeric (also `sum` of int8) a string. */
const INT8 = 20;
const INT8_ARRAY = 1016;
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (oid === INT8) return Number;
    const parse = pg.types.getTypeParser(oid, format) as (value: string) => unknown;
    if (oid !== INT8_ARRAY) return parse;
    return (text: string) =>
      (parse(text) as (string | null)[]).map((value) => (value === null ? null : Number(value)));
  }) as pg.CustomTypesConfig['getTypeParser'],
};

/** Questions asked side by side are sent at once, and answered one after the other: `@types/pg` 8.23 lacks `pipeline`. */
const common: pg.PoolConfig & { pipeline: true } = { types, pipeline: true };

function whyUnreachable(connectionString: string, error: unknown): string {
  const { host, port, database } = locate(connectionString);
  const where = database ? `the database "${database}" at ${host}:${port}` : 'the database at DATABASE_URL';
  return `Cannot open ${where}: ${reasonOf(error)}.`;
}

function locate(connectionString: string): { host?: string; port?: number; database?: string } {
  try {
    const { host, port, database } = new pg.Client({ connectionString });
    return { host, port, ...(database === undefined ? {} : { database }) };
  } catch {
    return {}; // not even an address: the sentence does without
  }
}

function reasonOf(error: unknown): string {
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
  const code = first instanceof Error && 'code' in first ? String(first.code) : '';
  const known: Record<string, string> = {
    ECONNREFUSED: 'nothing is listening there',
    ENOENT: 'nothing is listening there',
    ENOTFOUND: 'there is no host of that name',
    EAI_AGAIN: 'the name of the host cannot be looked up',
    ERR_INVALID_URL: 'that is not a valid address',
    '28P01': 'the user name or password was refused',
    '28000': 'the user was refused',
    '3D000': 'there is no database of that name',
    '57P03': 'it is starting up or shutting down',
    '53300': 'it has no connection left',
  };
  const said = first instanceof Error ? first.message.replace(/[.\s]+$/, '') : 'unknown reason';
  if (/timeout/.test(said)) return `no answer within ${CONNECT_LIMIT_MS / 1000} seconds`;
  return known[code] ?? said;
}
