/**
 * Tokens of bots and integrations: they act in the name of who made them, within their scopes. Only a hash is kept, so
 * a token is shown once.
 */
import { createHash, randomBytes } from 'node:crypto';
import type { UserId } from '#domain/ids.ts';
import { isScope, type Scope } from '#domain/scopes.ts';
import { writeAudit } from './audit.ts';
import type { Database } from './database.ts';
import { newId, type Person, type Role } from './people.ts';

/** Whose token a request carries. */
export interface Bearer {
  readonly person: Person;
  readonly tokenId: string;
  readonly scopes: ReadonlySet<Scope>;
}

export interface ListedToken {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly createdAt: Date;
  /** To the minute. */
  readonly lastUsedAt: Date | null;
  /** Null: until it is revoked. */
  readonly expiresAt: Date | null;
}

export interface NewToken {
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** How long it is good for; for ever when not said. */
  readonly days?: number | undefined;
}

/** Who makes or revokes one, and from where. */
export interface TokenHolder {
  readonly userId: UserId;
  readonly address: string;
}

export const TOKENS_PER_PERSON_MAX = 50;
/** Lets scanners of source code find one that was published by mistake. */
const PREFIX = 'cairn_';
/** What is none is not worth a question to the database. */
const TOKEN = /^cairn_[A-Za-z0-9_-]{43}$/;

export class Tokens {
  readonly #database: Database;
  readonly #revoked: (tokenId: string) => void;

  /** @param revoked is told of each token that was revoked, once that is in the database */
  constructor(database: Database, revoked: (tokenId: string) => void) {
    this.#database = database;
    this.#revoked = revoked;
  }

  /** Newest first. */
  async of(userId: UserId): Promise<ListedToken[]> {
    const { rows } = await this.#database.pool.query<ListedToken>(
      `select ${LISTED} from tokens where user_id = $1 order by created_at desc, id`,
      [userId],
    );
    return rows;
  }

  /** @returns the token with what is listed of it, or null when this person has too many */
  async make(
    { userId, address }: TokenHolder,
    { name, scopes, days }: NewToken,
  ): Promise<(ListedToken & { token: string }) | null> {
    const token = PREFIX + randomBytes(32).toString('base64url');
    const rows = await this.#database.transaction(async (client) => {
      await client.query(`select 1 from users where id = $1 for update`, [userId]);
      const made = await client.query<ListedToken>(
        `insert into tokens (id, token_hash, user_id, name, scopes, expires_at)
         select $1, $2, $3, $4, $5, now() + make_interval(days => $6)
         where (select count(*) from tokens where user_id = $3) < $7
         returning ${LISTED}`,
        [newId(), hashOf(token), userId, name, scopes, days ?? null, TOKENS_PER_PERSON_MAX],
      );
      for (const { id } of made.rows)
        await writeAudit(client, {
          ...{ action: 'token.created', actor: userId, address },
          ...{ target: { kind: 'token', id }, detail: { scopes } },
        });
      return made.rows;
    });
    return rows[0] ? { ...rows[0], token } : null;
  }

  /** Ends one and cuts what it has open. @returns whether it was one of theirs */
  async revoke({ userId, address }: TokenHolder, tokenId: string): Promise<boolean> {
    const isRevoked = await this.#database.transaction(async (client) => {
      const gone = await client.query(`delete from tokens where id = $1 and user_id = $2`, [tokenId, userId]);
      if (gone.rowCount !== 1) return false;
      const target = { kind: 'token', id: tokenId } as const;
      await writeAudit(client, { action: 'token.revoked', actor: userId, target, address });
      return true;
    });
    if (isRevoked) this.#revoked(tokenId);
    return isRevoked;
  }

  /** Whose it is, or null for one that never was or is no longer good, or whose person may not sign in. */
  async bearerOf(token: string): Promise<Bearer | null> {
    if (!TOKEN.test(token)) return null;
    const { rows } = await this.#database.pool.query<BearerRow>(
      `select tokens.id, scopes, last_used_at < now() - interval '1 minute' is not false as is_stale,
         users.id as user_id, users.name, display_username as employee_id, title, role, slot
       from tokens join users on users.id = user_id
       where token_hash = $1 and ${IS_GOOD}`,
      [hashOf(token)],
    );
    const row = rows[0];
    if (!row) return null;
    if (row.is_stale)
      await this.#database.pool.query(`update tokens set last_used_at = now() where id = $1`, [row.id]);
    const { user_id: id, name, employee_id: employeeId, title, role, slot } = row;
    const person = { id, name, employeeId, title, role, slot, active: true };
    return { person, tokenId: row.id, scopes: new Set(row.scopes.filter(isScope)) };
  }

  /** Which of these are still good. */
  async living(tokenIds: readonly string[]): Promise<ReadonlySet<string>> {
    if (tokenIds.length === 0) return new Set();
    const { rows } = await this.#database.pool.query<{ id: string }>(
      `select tokens.id from tokens join users on users.id = user_id where tokens.id = any ($1) and ${IS_GOOD}`,
      [tokenIds],
    );
    return new Set(rows.map(({ id }) => id));
  }
}

interface BearerRow {
  id: string;
  scopes: string[];
  is_stale: boolean;
  user_id: UserId;
  name: string;
  employee_id: string;
  title: string;
  role: Role;
  slot: number;
}

const LISTED = `id, name, scopes, created_at as "createdAt", last_used_at as "lastUsedAt", expires_at as "expiresAt"`;
/** Who may not sign in has no tokens either. */
const IS_GOOD = `active and not must_change_password and (tokens.expires_at is null or tokens.expires_at > now())`;

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();
