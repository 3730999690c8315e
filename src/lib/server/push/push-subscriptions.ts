import type { Database } from '../database.ts';
import type { Subscription } from './send-push.ts';

/** Minutes since midnight, from and to before; over midnight where `to` is not after `from`. */
export interface QuietHours {
  readonly from: number;
  readonly to: number;
  /** By its IANA name. */
  readonly timeZone: string;
}

/** Which devices want notifications: at most one subscription for each session. */
export class PushSubscriptions {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async of(sessionId: string): Promise<Subscription | null> {
    const { rows } = await this.#database.pool.query<Subscription>(
      `select endpoint, p256dh, auth, origin, language from push_subscriptions where session_id = $1`,
      [sessionId],
    );
    return rows[0] ?? null;
  }

  /** In place of the one before; a browser that somebody else signed in with before is theirs no more. */
  async set(sessionId: string, { endpoint, p256dh, auth, origin, language }: Subscription): Promise<void> {
    await this.#database.transaction(async (client) => {
      await client.query(`delete from push_subscriptions where endpoint = $1 and session_id <> $2`, [
        endpoint,
        sessionId,
      ]);
      await client.query(
        `insert into push_subscriptions (session_id, endpoint, p256dh, auth, origin, language)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (session_id) do update set endpoint = excluded.endpoint, p256dh = excluded.p256dh,
           auth = excluded.auth, origin = excluded.origin, language = excluded.language`,
        [sessionId, endpoint, p256dh, auth, origin, language],
      );
    });
  }

  /** Null where the device is told at any time. */
  async quietHours(sessionId: string): Promise<QuietHours | null> {
    const { rows } = await this.#database.pool.query<QuietHours>(
      `select quiet_from as "from", quiet_to as "to", time_zone as "timeZone" from push_subscriptions
       where session_id = $1 and quiet_from is not null`,
      [sessionId],
    );
    return rows[0] ?? null;
  }

  /** What is owed already is told when the new hours allow it. */
  async keepQuiet(
    sessionId: string,
    quiet: QuietHours | null,
  ): Promise<'kept' | 'not-subscribed' | 'unknown-time-zone'> {
    return this.#database.transaction(async (client) => {
      // Whoever is told of something would stumble over one that the database does not know.
      const zones =
        quiet && (await client.query(`select from pg_timezone_names where name = $1`, [quiet.timeZone]));
      if (zones?.rowCount === 0) return 'unknown-time-zone';
      const { rowCount } = await client.query(
        `update push_subscriptions set quiet_from = $2, quiet_to = $3, time_zone = $4 where session_id = $1`,
        [sessionId, quiet?.from ?? null, quiet?.to ?? null, quiet?.timeZone ?? null],
      );
      await client.query(
        `update push_deliveries set next_at = told_from(quiet_from, quiet_to, time_zone)
         from push_subscriptions
         where push_deliveries.session_id = $1 and push_subscriptions.session_id = $1 and attempts = 0`,
        [sessionId],
      );
      return rowCount === 1 ? 'kept' : 'not-subscribed';
    });
  }

  async remove(sessionId: string): Promise<void> {
    await this.#database.pool.query(`delete from push_subscriptions where session_id = $1`, [sessionId]);
  }
}
