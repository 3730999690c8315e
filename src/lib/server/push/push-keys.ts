import webPush from 'web-push';
import type { Database } from '../database.ts';

/** What push services know this server by (VAPID, RFC 8292), as base64url. */
export interface PushKeys {
  readonly publicKey: string;
  readonly privateKey: string;
}

/** Those of the database, made at the first start. With others, every subscription would be void. */
export async function readPushKeys({ pool }: Database): Promise<PushKeys> {
  const made = webPush.generateVAPIDKeys();
  await pool.query(`insert into push_keys (public_key, private_key) values ($1, $2) on conflict do nothing`, [
    made.publicKey,
    made.privateKey,
  ]);
  const { rows } = await pool.query<PushKeys>(
    `select public_key as "publicKey", private_key as "privateKey" from push_keys`,
  );
  return rows[0]!;
}
