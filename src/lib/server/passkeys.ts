/**
 * Passkeys: signing in with what a device or a security key keeps, unlocked by its owner. That is two factors at once,
 * so no code is asked for afterwards; one that does not check its owner is not taken.
 */
import { passkey } from '@better-auth/passkey';
import { APIError } from 'better-auth/api';
import type { UserId } from '#domain/ids.ts';
import { writeAudit } from './audit.ts';
import type { Database } from './database.ts';
import { tidyName } from './people.ts';

export interface Passkey {
  id: string;
  /** As its owner calls it. */
  name: string;
  createdAt: Date;
}

/** Of each person; the browser is told all of them when another is made. */
export const PASSKEYS_MAX = 20;

/** What better-auth keeps of passkeys, under our names of tables and columns. */
export const passkeyPlugin = (origin: string | undefined) =>
  passkey({
    // Unset, the host that browsers were sent to says it, which the hook has compared with the Origin.
    origin: origin ?? null,
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    registration: {
      afterVerification({ verification }) {
        if (!verification.registrationInfo?.userVerified) throw unverified();
      },
    },
    authentication: {
      afterVerification({ verification }) {
        if (!verification.authenticationInfo.userVerified) throw unverified();
      },
    },
    schema: {
      passkey: {
        modelName: 'passkeys',
        fields: {
          userId: 'user_id',
          credentialID: 'credential_id',
          publicKey: 'public_key',
          deviceType: 'device_type',
          backedUp: 'backed_up',
          createdAt: 'created_at',
        },
      },
    },
  });

const unverified = () => new APIError('UNAUTHORIZED', { code: 'USER_NOT_VERIFIED' });

/** Newest first. */
export async function listPasskeys({ pool }: Database, userId: UserId): Promise<Passkey[]> {
  const { rows } = await pool.query<Passkey>(
    `select id, name, created_at as "createdAt" from passkeys where user_id = $1 order by created_at desc, id`,
    [userId],
  );
  return rows;
}

/** @returns whether it was one of theirs */
export async function removePasskey(database: Database, userId: UserId, id: string): Promise<boolean> {
  return database.transaction(async (client) => {
    const { rowCount } = await client.query('delete from passkeys where id = $1 and user_id = $2', [
      id,
      userId,
    ]);
    if (rowCount === 0) return false;
    await writeAudit(client, { action: 'passkey.removed', actor: userId });
    return true;
  });
}

const NAME_MAX = 60;
/** What somebody calls a passkey; never empty. */
export const passkeyName = (typed: string): string => tidyName(typed).slice(0, NAME_MAX).trim() || 'Passkey';
