/**
 * What administrators of the organisation do with groups, also with those that they are not in. None of it lets them
 * read what is said there.
 */
import type pg from 'pg';
import type { GroupId, UserId } from '#domain/ids.ts';
import { mayAdminister, type Role } from '#domain/rights.ts';
import type { MemberRole } from '#domain/server-documents.ts';
import { writeAudit } from './audit.ts';
import type { Database } from './database.ts';
import { writeEvents } from './group-events.ts';
import { writeHead } from './heads.ts';
import { writeInboxes } from './inboxes.ts';
import type { CommittedUpdate } from './log-rows.ts';

/** `has-admin` of a group where an active admin decides; `not-member` also of members who are no longer active. */
export type Appointment = 'done' | 'unknown' | 'has-admin' | 'not-member';

/** A member as administrators see them. */
export interface OverseenMember {
  readonly id: UserId;
  readonly name: string;
  readonly role: MemberRole;
  readonly active: boolean;
}

export class OrganisationGroups {
  readonly #database: Database;
  readonly #announce: (committed: readonly CommittedUpdate[]) => void;

  /** @param announce gets the documents' updates once they are committed */
  constructor(database: Database, announce: (committed: readonly CommittedUpdate[]) => void) {
    this.#database = database;
    this.#announce = announce;
  }

  /** Who is in a group, by name; null where there is none. */
  async members(groupId: GroupId): Promise<OverseenMember[] | null> {
    const { pool } = this.#database;
    const group = await pool.query(`select 1 from groups where id = $1 and kind <> 'direct'`, [groupId]);
    if (group.rowCount !== 1) return null;
    const { rows } = await pool.query<OverseenMember>(
      `select users.id, users.name, group_members.role, users.active
       from group_members join users on users.id = user_id
       where group_id = $1 order by lower(users.name), users.id`,
      [groupId],
    );
    return rows;
  }

  /** Archives or reopens a group. */
  async setArchived(groupId: GroupId, isArchived: boolean, by: UserId): Promise<'done' | 'unknown'> {
    const result = await this.#database.transaction(async (client) => {
      const { rows } = await client.query<{ archived: boolean }>(
        `select archived_at is not null as archived from groups where id = $1 and kind <> 'direct' for update`,
        [groupId],
      );
      if (!rows[0]) return 'unknown';
      if (rows[0].archived === isArchived) return [];
      await client.query(`update groups set archived_at = case when $2 then now() end where id = $1`, [
        groupId,
        isArchived,
      ]);
      await writeAudit(client, {
        action: isArchived ? 'group.archived' : 'group.reopened',
        actor: by,
        target: { kind: 'group', id: groupId },
      });
      const what = isArchived ? 'archived' : 'reopened';
      return [...(await writeEvents(client, groupId, [{ what, by }])), ...(await writeHead(client, groupId))];
    });
    if (result === 'unknown') return result;
    this.#announce(result);
    return 'done';
  }

  /** Makes a member the admin of a group whose admins have all gone or are no longer active. */
  async appointAdmin(groupId: GroupId, userId: UserId, by: UserId): Promise<Appointment> {
    const result = await this.#database.transaction(async (client) => {
      const refusal = await refusalOf(client, groupId, userId, by);
      if (refusal !== null) return refusal;
      await client.query(`update group_members set role = 'admin' where group_id = $1 and user_id = $2`, [
        groupId,
        userId,
      ]);
      await writeAudit(client, {
        action: 'group.admin-appointed',
        actor: by,
        target: { kind: 'group', id: groupId },
        detail: { member: userId },
      });
      const events = await writeEvents(client, groupId, [{ what: 'made-admin', by, people: [userId] }]);
      return [...events, ...(await writeHead(client, groupId)), ...(await writeInboxes(client, [userId]))];
    });
    if (typeof result === 'string') return result;
    this.#announce(result);
    return 'done';
  }
}

async function refusalOf(
  client: pg.ClientBase,
  groupId: GroupId,
  userId: UserId,
  by: UserId,
): Promise<Exclude<Appointment, 'done'> | null> {
  const group = await client.query(`select 1 from groups where id = $1 and kind <> 'direct' for update`, [
    groupId,
  ]);
  const { rows: actors } = await client.query<{ role: Role }>(
    `select role from users where id = $1 and active`,
    [by],
  );
  if (group.rowCount !== 1 || !actors[0] || !mayAdminister(actors[0].role)) return 'unknown';
  const { rows } = await client.query<{ hasAdmin: boolean; isMember: boolean }>(
    `select coalesce(bool_or(group_members.role = 'admin'), false) as "hasAdmin",
       coalesce(bool_or(user_id = $2), false) as "isMember"
     from group_members join users on users.id = user_id where group_id = $1 and users.active`,
    [groupId, userId],
  );
  if (rows[0]!.hasAdmin) return 'has-admin';
  return rows[0]!.isMember ? null : 'not-member';
}
