/**
 * Vacuums and analyses the embedded database, which has no autovacuum: compaction and erasure leave dead rows, whose
 * space would never be used again and whose text would stay in the files, and without counted rows plans go wrong.
 */
import type { Database } from './database.ts';
import type { Log } from './log.ts';

/** Not while everybody comes back after a start. */
const FIRST_MS = 10 * 60_000;
const EVERY_MS = 6 * 3_600_000;

export class Vacuum {
  readonly #database: Database;
  readonly #log: Log;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #working = Promise.resolve();
  #isClosed = false;

  constructor(database: Database, log: Log) {
    this.#database = database;
    this.#log = log;
  }

  /** Vacuums now and then; Postgres looks after itself. */
  start(): void {
    if (this.#database.kind === 'embedded') this.#schedule(FIRST_MS);
  }

  /** One table after the other: there is one session, and messages come in between. */
  async run(): Promise<void> {
    const { rows } = await this.#database.pool.query<{ name: string }>(
      `select format('%I', relname) as name from pg_stat_user_tables order by relname`,
    );
    for (const { name } of rows) {
      if (this.#isClosed) return;
      await this.#database.pool.query(`vacuum (analyze) ${name}`);
    }
  }

  /** Ends after the table that is under way. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    await this.#working;
  }

  #schedule(afterMs: number): void {
    this.#timer = setTimeout(() => {
      this.#working = this.run()
        .catch((error: unknown) =>
          this.#log.warn({ event: 'vacuum-failed', error: (error as Error).message }),
        )
        .finally(() => {
          if (!this.#isClosed) this.#schedule(EVERY_MS);
        });
    }, afterMs);
    this.#timer.unref();
  }
}
