/**
 * [S18] [S20] Tells the other instances on this database what has ended, so that sockets there are cut as well. By
 * Postgres' notifications: they are lost while the connection is, and then the look at the database once a
 * minute finds what ended. The embedded database has one process, which need not tell anybody.
 */
import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import type { GroupId, UserId } from '#domain/ids.ts';
import type { Database } from './database.ts';
import type { Log } from './log.ts';

/** Somebody is no longer a member, or no longer signed in, or no longer active, or a guest now. */
export type Ending =
  | { readonly what: 'membership'; readonly groupId: GroupId; readonly userId: UserId }
  | { readonly what: 'session'; readonly sessionId: string }
  | { readonly what: 'person'; readonly userId: UserId }
  | { readonly what: 'directory'; readonly userId: UserId };

const CHANNEL = 'cairn_endings';
const RECONNECT_MS = 1_000;

export class EndingsBus {
  readonly #database: Database;
  readonly #log: Log;
  readonly #heard: (ending: Ending) => void;
  /** Of this instance: it knows already what it says. */
  readonly #name = randomBytes(8).toString('hex');
  readonly #closing = new AbortController();
  readonly #listening: Promise<void>;

  /** @param heard is told what ended on another instance */
  constructor(database: Database, log: Log, heard: (ending: Ending) => void) {
    this.#database = database;
    this.#log = log;
    this.#heard = heard;
    this.#listening = database.kind === 'postgres' ? this.#listen() : Promise.resolve();
  }

  /** Call it when what ended is committed. */
  tell(ending: Ending): void {
    if (this.#database.kind !== 'postgres') return;
    const said = JSON.stringify({ ...ending, from: this.#name });
    this.#database.pool.query('select pg_notify($1, $2)', [CHANNEL, said]).catch((error: unknown) => {
      this.#log.warn({ event: 'ending-not-told', what: ending.what, error: (error as Error).message });
    });
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#listening;
  }

  async #listen(): Promise<void> {
    const { signal } = this.#closing;
    let isSaid = false;
    while (!signal.aborted) {
      try {
        await this.#listenOnce(signal);
        isSaid = false;
      } catch (error) {
        // Once, for as long as the database is away.
        if (!isSaid) this.#log.warn({ event: 'endings-unheard', error: (error as Error).message });
        isSaid = true;
      }
      await delay(RECONNECT_MS, undefined, { signal }).catch(() => {}); // Aborted: the loop ends.
    }
  }

  /** Listens until the connection is lost. */
  async #listenOnce(signal: AbortSignal): Promise<void> {
    const client = await this.#database.pool.connect();
    try {
      client.on('notification', ({ payload }) => this.#hear(payload ?? ''));
      await client.query(`listen ${CHANNEL}`);
      await ended(client, signal);
    } finally {
      client.release(true);
    }
  }

  #hear(said: string): void {
    const { from, ...ending } = JSON.parse(said) as Ending & { from: string };
    if (from !== this.#name) this.#heard(ending);
  }
}

const ended = (client: pg.PoolClient, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    client.once('end', () => resolve());
    client.once('error', () => resolve());
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
