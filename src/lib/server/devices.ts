import type { Pool } from 'pg';
import type { UserId } from '#domain/ids.ts';
import { deviceName } from './device-name.ts';

/** A device of somebody that is signed in: one session. */
export interface SignedInDevice {
  /** Of the session. */
  id: string;
  /** Browser and system, as far as they tell. */
  name: string;
  /** Where it signed in from. */
  address: string | null;
  signedInAt: Date;
  /** To the minute. */
  lastUsedAt: Date;
}

const SEEN_EVERY_MS = 60_000;
/** Beyond this many the oldest are forgotten, and written once more. */
const SEEN_MAX = 10_000;

/** The devices of people: what a session is called where people see it. */
export class Devices {
  readonly #pool: Pool;
  readonly #ended: (sessionId: string) => void;
  readonly #seen = new Map<string, number>();

  /** @param ended is told of each session that was ended, once that is in the database */
  constructor(pool: Pool, ended: (sessionId: string) => void) {
    this.#pool = pool;
    this.#ended = ended;
  }

  /** Latest use first. */
  async of(userId: UserId): Promise<SignedInDevice[]> {
    const { rows } = await this.#pool.query<{
      id: string;
      address: string | null;
      agent: string | null;
      signedInAt: Date;
      lastUsedAt: Date;
    }>(
      `select id, nullif(ip_address, '') as address, user_agent as agent, created_at as "signedInAt",
         last_used_at as "lastUsedAt"
       from sessions where user_id = $1 and expires_at > now() order by last_used_at desc, id`,
      [userId],
    );
    return rows.map(({ agent, ...device }) => ({ ...device, name: deviceName(agent ?? '') }));
  }

  /** [S20] Signs one device out. @returns whether it was one of theirs */
  async end(userId: UserId, sessionId: string): Promise<boolean> {
    const { rows } = await this.#pool.query<{ id: string }>(
      'delete from sessions where id = $1 and user_id = $2 returning id',
      [sessionId, userId],
    );
    this.tellEnded(rows.map(({ id }) => id));
    return rows.length > 0;
  }

  /** [S20] Signs all devices of somebody out, but for one where `keep` names it. @returns how many */
  async endAll(userId: UserId, { keep }: { keep?: string } = {}): Promise<number> {
    const { rows } = await this.#pool.query<{ id: string }>(
      'delete from sessions where user_id = $1 and id is distinct from $2 returning id',
      [userId, keep ?? null],
    );
    this.tellEnded(rows.map(({ id }) => id));
    return rows.length;
  }

  /** Cuts what these sessions have open. Call it once their end is committed. */
  tellEnded(sessionIds: readonly string[]): void {
    for (const id of sessionIds) {
      this.#seen.delete(id);
      this.#ended(id);
    }
  }

  /** Notes that a device is in use: written at most once a minute. */
  async noteUse(sessionId: string): Promise<void> {
    const at = this.#seen.get(sessionId);
    if (at !== undefined && performance.now() - at < SEEN_EVERY_MS) return;
    this.#seen.delete(sessionId); // to the end: a Map keeps the order of insertion, so the oldest come first
    this.#seen.set(sessionId, performance.now());
    if (this.#seen.size > SEEN_MAX) this.#seen.delete(this.#seen.keys().next().value!);
    await this.#pool.query('update sessions set last_used_at = now() where id = $1', [sessionId]);
  }
}
