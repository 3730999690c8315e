/**
 * Hears what other instances on this Postgres commit and say (`listen`, one connection). Notifications are lost while
 * that connection is; so whoever listens is asked to look at the database itself: each time it is there again, every
 * half second while it is not, and now and then in any case. The embedded database has one process, which hears nobody.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import type { Database } from './database.ts';
import type { Log } from './log.ts';

/** Of the log, of what ended, and of who is where: the first two are told by the database (migration 0028). */
export const CHANNELS = ['cairn_updates', 'cairn_endings', 'cairn_presence'] as const;
export type Channel = (typeof CHANNELS)[number];

/** Between two attempts to listen. */
const DEAF_MS = 500;
/** Between two looks while everything seems to be heard: at what a connection that is dead and does not show it hid. */
const ASSURE_MS = 10_000;
/** A connection that takes longer to answer is given up. */
const ANSWER_LIMIT_MS = 5_000;
/** Postgres takes less than 8,000 bytes in one notification. */
export const SAID_BYTES_MAX = 7_500;

export interface Listeners {
  /** What another instance said. Must not throw. */
  readonly heard: Readonly<Record<Channel, (said: string) => void>>;
  /** Something may have been missed: look at the database. It may be away. */
  missed(): Promise<void>;
  /** Nothing should have been missed. */
  assure(): Promise<void>;
}

export class Bus {
  readonly #database: Database;
  readonly #log: Log;
  readonly #closing = new AbortController();
  #listening: Promise<void> = Promise.resolve();

  constructor(database: Database, log: Log) {
    this.#database = database;
    this.#log = log;
  }

  /** Resolves when it listens, or when the first attempt to failed: then it goes on trying. */
  listen(listeners: Listeners): Promise<void> {
    if (this.#database.kind !== 'postgres') return Promise.resolve();
    return new Promise((resolve) => {
      this.#listening = this.#listenAlways(listeners, resolve);
    });
  }

  /** Says something to the other instances, if the database is there. Never throws: what is said is soon old. */
  async say(channel: Channel, said: string): Promise<void> {
    if (this.#database.kind !== 'postgres') return;
    try {
      const payload = `${this.#database.instance}\n${said}`;
      await this.#database.pool.query('select pg_notify($1, $2)', [channel, payload]);
    } catch (error) {
      this.#log.warn({ event: 'bus-not-told', channel, error: (error as Error).message });
    }
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#listening;
  }

  async #listenAlways(listeners: Listeners, tried: () => void): Promise<void> {
    const { signal } = this.#closing;
    let isSaid = false;
    while (!signal.aborted) {
      try {
        await this.#listenOnce(listeners, () => {
          isSaid = false;
          tried();
        });
      } catch (error) {
        // Once, for as long as the database is away.
        if (!isSaid) this.#log.warn({ event: 'bus-unheard', error: (error as Error).message });
        isSaid = true;
        tried();
        await this.#look(listeners.missed);
        await delay(DEAF_MS, undefined, { signal }).catch(() => {}); // Aborted: the loop ends.
      }
    }
  }

  /** Listens until the connection is lost. */
  async #listenOnce(listeners: Listeners, begun: () => void): Promise<void> {
    const { signal } = this.#closing;
    const client = await this.#database.pool.connect();
    try {
      const gone = whenGone(client, signal);
      client.on('notification', ({ channel, payload = '' }) => this.#hear(listeners, channel, payload));
      await client.query(CHANNELS.map((channel) => `listen ${channel}`).join('; '));
      await this.#look(listeners.missed);
      begun();
      while (!(await isGoneWithin(gone, ASSURE_MS))) {
        await client.query({ text: 'select 1 as heard', query_timeout: ANSWER_LIMIT_MS } as pg.QueryConfig);
        await this.#look(listeners.assure);
      }
    } finally {
      client.release(true);
    }
  }

  #hear({ heard }: Listeners, channel: string, payload: string): void {
    const end = payload.indexOf('\n');
    if (payload.slice(0, end) === this.#database.instance) return;
    heard[channel as Channel](payload.slice(end + 1));
  }

  async #look(look: () => Promise<void>): Promise<void> {
    try {
      await look();
    } catch (error) {
      this.#log.warn({ event: 'bus-look-failed', error: (error as Error).message });
    }
  }
}

const whenGone = (client: pg.PoolClient, signal: AbortSignal): Promise<true> =>
  new Promise((resolve) => {
    const gone = () => resolve(true);
    client.once('end', gone);
    client.once('error', gone);
    if (signal.aborted) gone();
    signal.addEventListener('abort', gone, { once: true });
  });

async function isGoneWithin(gone: Promise<true>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<false>((resolve) => (timer = setTimeout(() => resolve(false), ms).unref()));
  try {
    return await Promise.race([gone, over]);
  } finally {
    clearTimeout(timer);
  }
}
