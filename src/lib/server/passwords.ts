import type { ClientBase } from 'pg';
import { hashPassword, verifyPassword } from 'better-auth/crypto';
import type { UserId } from '#domain/ids.ts';
import { newId, PASSWORD_MAX, PASSWORD_MIN } from './people.ts';

/** The sentence about a password that nobody may choose, or null. */
export function passwordProblem(password: string): string | null {
  if (password.length < PASSWORD_MIN) return `Choose a password of at least ${PASSWORD_MIN} characters.`;
  if (password.length > PASSWORD_MAX) return `Choose a password of at most ${PASSWORD_MAX} characters.`;
  return null;
}

/**
 * Gives somebody a password that another person chose, in the caller's transaction: they must change it before they
 * get any further, and every session and passkey of theirs ends. Tell `Auth.tellEnded` the answer once it is committed. Slow on
 * purpose (scrypt, about 60 ms).
 * @returns the sessions that ended
 */
export async function setFirstPassword(
  client: ClientBase,
  userId: UserId,
  password: string,
): Promise<string[]> {
  await writePassword(client, userId, await hashPassword(password));
  await client.query('update users set must_change_password = true where id = $1', [userId]);
  // Whoever got into the account may have made one.
  await client.query('delete from passkeys where user_id = $1', [userId]);
  const { rows } = await client.query<{ id: string }>(
    'delete from sessions where user_id = $1 returning id',
    [userId],
  );
  return rows.map(({ id }) => id);
}

/**
 * Writes the password that somebody chose for themselves, and ends their other sessions.
 * @returns the sessions that ended
 */
export async function setOwnPassword(
  client: ClientBase,
  { userId, sessionId, passwordHash }: { userId: UserId; sessionId: string; passwordHash: string },
): Promise<string[]> {
  await writePassword(client, userId, passwordHash);
  await client.query('update users set must_change_password = false where id = $1', [userId]);
  const { rows } = await client.query<{ id: string }>(
    'delete from sessions where user_id = $1 and id <> $2 returning id',
    [userId, sessionId],
  );
  return rows.map(({ id }) => id);
}

/** Whether this is their password; false too for who has none. */
export async function isPasswordOf(
  client: Pick<ClientBase, 'query'>,
  userId: UserId,
  password: string,
): Promise<boolean> {
  const { rows } = await client.query<{ password: string | null }>(
    `select password from accounts where user_id = $1 and provider_id = 'credential'`,
    [userId],
  );
  const hash = rows[0]?.password;
  return hash ? await verifyPassword({ hash, password }) : false;
}

async function writePassword(client: ClientBase, userId: UserId, passwordHash: string): Promise<void> {
  await client.query(
    `insert into accounts (id, account_id, provider_id, user_id, password) values ($1, $2, 'credential', $2, $3)
     on conflict (provider_id, account_id) do update set password = excluded.password, updated_at = now()`,
    [newId(), userId, passwordHash],
  );
}
