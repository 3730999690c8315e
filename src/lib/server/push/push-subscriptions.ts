import type { Database } from '../database.ts';
import type { Subscription } from './send-push.ts';

/** Which devices want notifications: at most one subscription for each session. */
export class PushSubscriptions {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async of(sessionId: string): Promise<Subscription | null> {
    const { rows } = await this.#database.pool.query<Subscription>(
      `select endpoint, p256dh, auth, origin from push_subscriptions where session_id = $1`,
      [sessionId],
    );
    return rows[0] ?? null;
  }

  /** In place of the one before; a browser that somebody else signed in with before is theirs no more. */
  async set(sessionId: string, { endpoint, p256dh, auth, origin }: Subscription): Promise<void> {
    await this.#database.transaction(async (client) => {
      await client.query(`delete from push_subscriptions where endpoint = $1 and session_id <> $2`, [
        endpoint,
        sessionId,
      ]);
      await client.query(
        `insert into push_subscriptions (session_id, endpoint, p256dh, auth, origin) values ($1, $2, $3, $4, $5)
         on conflict (session_id) do update set endpoint = excluded.endpoint, p256dh = excluded.p256dh,
           auth = excluded.auth, origin = excluded.origin`,
        [sessionId, endpoint, p256dh, auth, origin],
      );
    });
  }

  async remove(sessionId: string): Promise<void> {
    await this.#database.pool.query(`delete from push_subscriptions where session_id = $1`, [sessionId]);
  }
}
