/** Codes of authenticator apps open once (RFC 6238, 5.2), so that one that was seen over a shoulder is worth nothing. */
import type { Database } from './database.ts';

/** Longer than any code is taken. */
const KEPT = '5 minutes';

/** Notes that somebody used a code. @returns whether for the first time; of several at once one is */
export async function useCode({ pool }: Database, userId: string, code: string): Promise<boolean> {
  await pool.query(`delete from used_codes where user_id = $1 and used_at < now() - interval '${KEPT}'`, [
    userId,
  ]);
  const { rowCount } = await pool.query(
    'insert into used_codes (user_id, code) values ($1, $2) on conflict do nothing',
    [userId, code],
  );
  return rowCount === 1;
}
