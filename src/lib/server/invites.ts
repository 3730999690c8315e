import { createHash, randomBytes } from 'node:crypto';
import type { ClientBase, Pool } from 'pg';
import type { Database } from './database.ts';
import {
  checkNewPerson,
  insertPerson,
  preparePerson,
  TAKEN,
  type Admission,
  type NewPerson,
  type People,
} from './people.ts';

export interface Invite {
  code: string;
  expiresAt: Date;
  usesLeft: number;
}

export const INVITE_USES = { least: 1, usual: 20, most: 1_000 };
export const INVITE_DAYS = { least: 1, usual: 7, most: 90 };

/** Why a link does not open the door, each with a sentence. Its holder knows the 128 bits of the code, so the reason
 *  tells nothing to anybody else. */
const CLOSED = {
  unknown: 'This invite link is not valid. Check that all of it was copied.',
  revoked: 'This invite link has been withdrawn. Ask for a new one.',
  expired: 'This invite link has expired. Ask for a new one.',
  used: 'This invite link has been used up. Ask for a new one.',
} as const;

/** Links by which people join: a random code, a date and a number of uses. */
export interface Invites {
  create(createdBy: string, wish?: { uses?: number; days?: number }): Promise<Invite>;
  /** Who invites, or the sentence why nobody does. */
  look(code: string): Promise<{ invitedBy: string } | { problem: string }>;
  /** Makes a person and takes one use, both or neither. */
  join(code: string, typed: NewPerson): Promise<Admission>;
}

export function createInvites(database: Database, people: People): Invites {
  return {
    async create(createdBy, { uses = INVITE_USES.usual, days = INVITE_DAYS.usual } = {}) {
      const code = randomBytes(16).toString('base64url');
      const { rows } = await database.pool.query<{ expires_at: Date; uses_left: number }>(
        `insert into invites (code_hash, created_by, expires_at, uses_left)
         values ($1, $2, now() + make_interval(days => $3), $4) returning expires_at, uses_left`,
        [hashOf(code), createdBy, days, uses],
      );
      return { code, expiresAt: rows[0]!.expires_at, usesLeft: rows[0]!.uses_left };
    },

    async look(code) {
      const invite = await find(database.pool, code, '');
      const closed = whyClosed(invite);
      return closed ? { problem: CLOSED[closed] } : { invitedBy: invite!.invited_by };
    },

    async join(code, typed) {
      const { person, problems } = checkNewPerson(typed);
      // Before the costly hash, so that guessing codes costs the server one look-up each.
      const closed = whyClosed(await find(database.pool, code, ''));
      if (closed) return { problems: { form: CLOSED[closed] } };
      if (Object.keys(problems).length > 0) return { problems };

      const prepared = await preparePerson(person);
      const admission = await database.transaction<Admission>(async (client) => {
        // The lock makes others who use the same link wait, and then read what is left.
        const closed = whyClosed(await find(client, code, 'for update of invites'));
        if (closed) return { problems: { form: CLOSED[closed] } };
        const joined = await insertPerson(client, prepared, 'member');
        if (!joined) return { problems: { employeeId: TAKEN } };
        await client.query('update invites set uses_left = uses_left - 1 where code_hash = $1', [
          hashOf(code),
        ]);
        return { person: joined };
      });
      if ('person' in admission) people.changed(admission.person);
      return admission;
    },
  };
}

interface Found {
  invited_by: string;
  revoked: boolean;
  expired: boolean;
  uses_left: number;
}

async function find(
  on: Pool | ClientBase,
  code: string,
  lock: '' | 'for update of invites',
): Promise<Found | null> {
  const { rows } = await on.query<Found>(
    `select users.name as invited_by, revoked_at is not null as revoked, expires_at <= clock_timestamp() as expired,
       uses_left from invites join users on users.id = invites.created_by where code_hash = $1 ${lock}`,
    [hashOf(code)],
  );
  return rows[0] ?? null;
}

function whyClosed(invite: Found | null): keyof typeof CLOSED | null {
  if (!invite) return 'unknown';
  if (invite.revoked) return 'revoked';
  if (invite.uses_left < 1) return 'used';
  return invite.expired ? 'expired' : null;
}

const hashOf = (code: string): Buffer => createHash('sha256').update(code).digest();
