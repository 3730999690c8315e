/**
 * Brings what other instances commit into the documents that are open here. The log is the bus: the database names the
 * new rows (`hear`), and they are fetched. What was not heard is found by a look at the log behind a horizon.
 *
 * Rows become visible in the order of the commits and not of their numbers. The horizon is therefore a row up to which
 * every transaction has ended: it was the last that had been given out when transaction number `next` began, and the
 * oldest that still runs is a later one. Rows that were compacted before they were fetched are in the state.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '#server/database.ts';
import type { Log } from '#server/log.ts';
import { readDocument } from '#server/stored-documents.ts';
import type { OpenDocuments } from './open-documents.ts';

const RETRY_MS = 500;

export class LogFollower {
  readonly #database: Database;
  readonly #open: OpenDocuments;
  readonly #log: Log;
  readonly #followed: (seconds: number) => void;
  /** Rows to fetch, with their documents. */
  #told = new Map<number, string>();
  #mustLook = false;
  #working: Promise<void> | null = null;
  readonly #closing = new AbortController();
  /** All up to it is in the documents that are open. */
  #horizon = 0;
  /** The next horizon, as soon as nothing older than `next` runs. */
  #ahead: { readonly row: number; readonly next: number } | null = null;

  /** @param followed is told of each row how long ago another instance wrote it */
  constructor(
    database: Database,
    open: OpenDocuments,
    log: Log,
    followed: (seconds: number) => void = () => {},
  ) {
    this.#followed = followed;
    this.#database = database;
    this.#open = open;
    this.#log = log;
  }

  /** @param said a row's number and its document a line */
  hear(said: string): void {
    for (const line of said.split('\n')) {
      const space = line.indexOf(' ');
      const [row, document] = [Number(line.slice(0, space)), line.slice(space + 1)];
      if (this.#open.lacks(document, row)) this.#told.set(row, document);
    }
    if (this.#told.size > 0) this.#working ??= this.#work();
  }

  /** Finds what was not heard. While the database is away it goes on trying. */
  async look(): Promise<void> {
    this.#mustLook = true;
    await (this.#working ??= this.#work());
  }

  /** Brings one document up to the database: a device knows more of it than we do. */
  async catchUp(name: string): Promise<void> {
    if (this.#database.kind === 'postgres') await this.#refresh(name);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#working;
  }

  async #work(): Promise<void> {
    const { signal } = this.#closing;
    try {
      while (!signal.aborted && (this.#mustLook || this.#told.size > 0)) {
        try {
          await this.#step();
        } catch (error) {
          // Whatever it was about is behind the horizon still.
          this.#mustLook = true;
          this.#log.warn({ event: 'log-not-followed', error: (error as Error).message });
          await delay(RETRY_MS, undefined, { signal }).catch(() => {}); // Aborted: the loop ends.
        }
      }
    } finally {
      this.#working = null;
    }
  }

  async #step(): Promise<void> {
    if (this.#mustLook) {
      this.#mustLook = false;
      return this.#lookOnce();
    }
    const told = this.#told;
    this.#told = new Map();
    await this.#fetch(told);
  }

  async #fetch(told: ReadonlyMap<number, string>): Promise<void> {
    const wanted = new Map([...told].filter(([row, document]) => this.#open.lacks(document, row)));
    if (wanted.size === 0) return;
    const { rows } = await this.#database.pool.query<{
      row: number;
      document: string;
      payload: Buffer;
      age: number;
    }>(
      // By the clock of the database at both ends.
      `select id as row, document, payload, extract(epoch from clock_timestamp() - created_at)::float8 as age
       from document_updates where id = any ($1::bigint[]) order by id`,
      [[...wanted.keys()]],
    );
    for (const update of rows) {
      this.#open.apply(update);
      this.#followed(update.age);
      wanted.delete(update.row);
    }
    for (const document of new Set(wanted.values())) await this.#refresh(document);
  }

  async #lookOnce(): Promise<void> {
    // Before the list of documents: what is opened after it was made is read from a database that has all of that.
    const horizon = await this.#nextHorizon();
    const open = this.#open.all();
    const names = open.map(({ name }) => name);
    const { rows } = await this.#database.pool.query<{ row: number; document: string }>(
      `select id as row, document from document_updates where id > $1 and document = any ($2)`,
      [this.#horizon, names],
    );
    await this.#fetch(new Map(rows.map(({ row, document }) => [row, document])));
    const { rows: compacted } = await this.#database.pool.query<{ name: string }>(
      `select name from documents join unnest($1::text[], $2::bigint[]) as held (name, compactions) using (name)
       where documents.compactions <> held.compactions`,
      [names, open.map(({ compactions }) => compactions)],
    );
    for (const { name } of compacted) await this.#refresh(name);
    this.#horizon = horizon;
  }

  async #nextHorizon(): Promise<number> {
    const { pool } = this.#database;
    const { rows: last } = await pool.query<{ row: number }>(
      `select case when is_called then last_value else 0 end as row from document_updates_id_seq`,
    );
    // Afterwards, and a number of its own: a snapshot does not say which numbers have been given out.
    const { rows: now } = await pool.query<{ next: number; oldest: number }>(
      `select pg_current_xact_id()::text::bigint as next,
         pg_snapshot_xmin(pg_current_snapshot())::text::bigint as oldest`,
    );
    const { next, oldest } = now[0]!;
    const reached = this.#ahead !== null && oldest >= this.#ahead.next ? this.#ahead.row : null;
    if (reached !== null || this.#ahead === null) this.#ahead = { row: last[0]!.row, next };
    return reached ?? this.#horizon;
  }

  #refresh(name: string): Promise<void> {
    return this.#open.refresh(name, (wanted) => readDocument(this.#database.pool, wanted));
  }
}
