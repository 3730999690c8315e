/**
 * Tickets for sockets. Browsers send the cookie with a socket that another site opens, too, and say so in the Origin
 * alone; a ticket has to be read from an answer that only pages of our own can read.
 */
import { createHash, randomBytes } from 'node:crypto';
import type { Database } from './database.ts';

export const TICKET_MS = 30_000;

export class Tickets {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** A ticket for one socket of this session. Takes away what the session asked for and did not use in time. */
  async issue(sessionId: string): Promise<string> {
    const ticket = randomBytes(32).toString('base64url');
    await this.#database.pool.query(
      `with stale as (delete from tickets where session_id = $2 and expires_at <= now())
       insert into tickets (hash, session_id, expires_at)
       select $1, id, now() + make_interval(secs => $3) from sessions where id = $2`,
      [hashOf(ticket), sessionId, TICKET_MS / 1_000],
    );
    return ticket;
  }

  /** Takes a ticket. @returns whether it was one of this session, in time, and not taken before */
  async take(ticket: string, sessionId: string): Promise<boolean> {
    const { rows } = await this.#database.pool.query<{ inTime: boolean }>(
      'delete from tickets where hash = $1 and session_id = $2 returning expires_at > now() as "inTime"',
      [hashOf(ticket), sessionId],
    );
    return rows[0]?.inTime ?? false;
  }
}

const hashOf = (ticket: string): Buffer => createHash('sha256').update(ticket).digest();
