import { createHash, randomBytes } from 'node:crypto';
import type { ClientBase, Pool } from 'pg';
import type { GroupId, UserId } from '#domain/ids.ts';
import { mayAdminister, type Role } from '#domain/rights.ts';
import { writeAudit } from './audit.ts';
import type { Database } from './database.ts';
import { enterGroups, groupsOfInvite, refusalOfGroups } from './invited-groups.ts';
import type { CommittedUpdate } from './log-rows.ts';
import {
  checkNewPerson,
  insertPerson,
  preparePerson,
  TAKEN,
  type NewPerson,
  type People,
  type Person,
  type Problems,
} from './people.ts';

/** Whom an invite lets in. */
export type InviteRole = 'member' | 'guest';

export interface Invite {
  id: string;
  code: string;
  role: InviteRole;
  expiresAt: Date;
  usesLeft: number;
}

/** What is wanted of an invite. */
export interface InviteWish {
  readonly uses?: number | undefined;
  readonly days?: number | undefined;
  readonly role?: InviteRole | undefined;
  /** Groups that whoever joins is put into. */
  readonly groups?: readonly GroupId[] | undefined;
}

/** Why an invite was not made, each with a sentence. */
export const INVITE_REFUSALS = {
  'not-allowed': 'You may invite guests into groups that you administer. Administrators invite members.',
  'unknown-group': 'One of these groups is not there, or not yours to invite into.',
  archived: 'One of these groups has been archived. Reopen it first.',
} as const;
export type InviteRefusal = keyof typeof INVITE_REFUSALS;

/** What became of somebody who came by an invite; `missed` counts groups of it that take nobody any more. */
export type Joining = { person: Person; missed: number } | { problems: Problems };

/** An invite as administrators see it later: the code is known to its holders only. */
export interface ListedInvite {
  id: string;
  createdBy: { id: string; name: string };
  createdAt: Date;
  expiresAt: Date;
  uses: number;
  usesLeft: number;
  role: InviteRole;
  groups: { id: GroupId; name: string }[];
  state: 'open' | 'revoked' | 'expired' | 'used';
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
  'sign-up': 'This organisation takes no new people at the moment. Ask an administrator.',
} as const;

/** Links by which people join: a random code, a date and a number of uses. */
export interface Invites {
  /** Administrators invite anybody; who else administers a group invites guests into it. */
  create(createdBy: UserId, wish?: InviteWish): Promise<Invite | { refusal: InviteRefusal }>;
  /** Newest first. */
  list(): Promise<ListedInvite[]>;
  /** Nobody joins by it any more. @returns whether there is such an invite, to administrators or of their own */
  revoke(id: string, by: Pick<Person, 'id' | 'role'>): Promise<boolean>;
  /** Who invites, and into which groups, or the sentence why nobody does. */
  look(code: string): Promise<{ invitedBy: string; groups: string[]; missed: number } | { problem: string }>;
  /** Makes a person and takes one use, both or neither. */
  join(code: string, typed: NewPerson): Promise<Joining>;
}

/** @param announce gets the documents' updates once they are committed */
export function createInvites(
  database: Database,
  people: People,
  announce: (committed: readonly CommittedUpdate[]) => void,
): Invites {
  return {
    async create(
      createdBy,
      { uses = INVITE_USES.usual, days = INVITE_DAYS.usual, groups = [], ...wish } = {},
    ) {
      const code = randomBytes(16).toString('base64url');
      return database.transaction(async (client) => {
        const { rows: inviters } = await client.query<{ role: Role }>(
          'select role from users where id = $1 and active',
          [createdBy],
        );
        const isAdministrator = inviters[0] !== undefined && mayAdminister(inviters[0].role);
        const role = wish.role ?? (isAdministrator ? 'member' : 'guest');
        if (!isAdministrator && (role !== 'guest' || groups.length === 0)) return { refusal: 'not-allowed' };
        const refusal = await refusalOfGroups(client, createdBy, groups);
        if (refusal !== null) return { refusal };
        const { rows } = await client.query<{ id: string; expires_at: Date; uses_left: number }>(
          `insert into invites (code_hash, created_by, expires_at, uses, uses_left, role)
           values ($1, $2, now() + make_interval(days => $3), $4, $4, $5) returning id, expires_at, uses_left`,
          [hashOf(code), createdBy, days, uses, role],
        );
        const { id, expires_at: expiresAt, uses_left: usesLeft } = rows[0]!;
        await client.query(
          'insert into invite_groups (invite_id, group_id) select distinct $1, unnest($2::text[])',
          [id, groups],
        );
        await writeAudit(client, {
          action: 'invite.created',
          actor: createdBy,
          target: { kind: 'invite', id },
          detail: { uses, days, role, ...(groups.length > 0 ? { groups } : {}) },
        });
        return { id, code, role, expiresAt, usesLeft };
      });
    },

    async list() {
      const { rows } = await database.pool.query<
        Omit<ListedInvite, 'createdBy'> & { by: string; name: string }
      >(
        `select invites.id, created_by as by, users.name, invites.created_at as "createdAt",
           expires_at as "expiresAt", uses, uses_left as "usesLeft", invites.role,
           coalesce((select json_agg(json_build_object('id', groups.id, 'name', groups.name) order by groups.name)
             from invite_groups join groups on groups.id = group_id where invite_id = invites.id), '[]') as groups,
           case when revoked_at is not null then 'revoked' when uses_left < 1 then 'used'
             when expires_at <= now() then 'expired' else 'open' end as state
         from invites join users on users.id = created_by order by invites.created_at desc, invites.id limit $1`,
        [LISTED_MAX],
      );
      return rows.map(({ by, name, ...invite }) => ({ ...invite, createdBy: { id: by, name } }));
    },

    async revoke(id, by) {
      return database.transaction(async (client) => {
        const { rows } = await client.query<{ revoked: boolean }>(
          `select revoked_at is not null as revoked from invites
           where id = $1 and ($2 or created_by = $3) for update`,
          [id, mayAdminister(by.role), by.id],
        );
        if (!rows[0]) return false;
        if (rows[0].revoked) return true;
        await client.query('update invites set revoked_at = now() where id = $1', [id]);
        await writeAudit(client, { action: 'invite.revoked', actor: by.id, target: { kind: 'invite', id } });
        return true;
      });
    },

    async look(code) {
      const invite = await find(database.pool, code, '');
      const closed = whyClosed(invite);
      if (closed) return { problem: CLOSED[closed] };
      const { open, missed } = await groupsOfInvite(database.pool, invite!.id, invite!.inviter);
      return { invitedBy: invite!.invited_by, groups: open.map(({ name }) => name), missed };
    },

    async join(code, typed) {
      const { person, problems } = checkNewPerson(typed);
      // Before the costly hash, so that guessing codes costs the server one look-up each.
      const closed = whyClosed(await find(database.pool, code, ''));
      if (closed) return { problems: { form: CLOSED[closed] } };
      if (Object.keys(problems).length > 0) return { problems };

      const prepared = await preparePerson(person);
      const joining = await database.transaction<Joined | { problems: Problems }>(async (client) => {
        // The lock makes others who use the same link wait, and then read what is left.
        const invite = await find(client, code, 'for update of invites');
        const closed = whyClosed(invite);
        if (closed) return { problems: { form: CLOSED[closed] } };
        const joined = await insertPerson(client, prepared, invite!.role);
        if (!joined) return { problems: { employeeId: TAKEN } };
        await writeAudit(client, {
          action: 'person.joined',
          actor: joined.id,
          target: { kind: 'invite', id: invite!.id },
        });
        await client.query('update invites set uses_left = uses_left - 1 where code_hash = $1', [
          hashOf(code),
        ]);
        const { id: inviteId, inviter } = invite!;
        return { person: joined, ...(await enterGroups(client, { inviteId, inviter, userId: joined.id })) };
      });
      if ('problems' in joining) return joining;
      const { person: newcomer, committed, missed } = joining;
      people.changed(newcomer);
      announce(committed);
      return { person: newcomer, missed };
    },
  };
}

/** The newest of them; older ones have long expired. */
const LISTED_MAX = 200;

interface Joined {
  readonly person: Person;
  readonly missed: number;
  readonly committed: readonly CommittedUpdate[];
}

interface Found {
  id: string;
  inviter: UserId;
  role: InviteRole;
  is_closed: boolean;
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
    `select invites.id, invites.role, users.id as inviter, users.name as invited_by,
       exists (select 1 from organisation where sign_up = 'closed') as is_closed,
        revoked_at is not null as revoked, expires_at <= clock_timestamp() as expired,
       uses_left from invites join users on users.id = invites.created_by where code_hash = $1 ${lock}`,
    [hashOf(code)],
  );
  return rows[0] ?? null;
}

function whyClosed(invite: Found | null): keyof typeof CLOSED | null {
  if (!invite) return 'unknown';
  if (invite.is_closed) return 'sign-up';
  if (invite.revoked) return 'revoked';
  if (invite.uses_left < 1) return 'used';
  return invite.expired ? 'expired' : null;
}

const hashOf = (code: string): Buffer => createHash('sha256').update(code).digest();
