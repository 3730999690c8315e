/**
 * Groups and their members. Whatever changes rows changes the documents that show them (head, inboxes) in the
 * same transaction, so that a device never sees one without the other.
 */
import type pg from 'pg';
import { DIRECTORY, groupDocument, inboxDocument } from '#domain/document-names.ts';
import type { GroupId, UserId } from '#domain/ids.ts';
import {
  directoryPeople,
  inboxGroups,
  writeMap,
  type DirectoryEntry,
  type InboxEntry,
  type MemberRole,
} from '#domain/server-documents.ts';
import { writeAudit } from './audit.ts';
import type { Database } from './database.ts';
import { writeHead } from './heads.ts';
import { changeServerDocument } from './stored-documents.ts';
import type { CommittedUpdate } from './log-rows.ts';

export interface NewGroup {
  readonly id: GroupId;
  readonly name: string;
  readonly description?: string;
  readonly createdBy: UserId;
  /** Without its creator, who is in it anyway. */
  readonly members: readonly UserId[];
}

export type CreateGroup = 'created' | 'exists' | 'unknown-member' | 'id-taken';
export type ChangeGroup = 'done' | 'not-member' | 'not-allowed';

export class Groups {
  readonly #database: Database;
  readonly #announce: (committed: readonly CommittedUpdate[]) => void;
  readonly #removed: (groupId: GroupId, userId: UserId) => void;

  /**
   * @param hooks.announce gets the documents' updates once they are committed
   * @param hooks.removed is told who is no longer a member of what
   */
  constructor(
    database: Database,
    hooks: {
      announce: (committed: readonly CommittedUpdate[]) => void;
      removed: (groupId: GroupId, userId: UserId) => void;
    },
  ) {
    this.#database = database;
    this.#announce = hooks.announce;
    this.#removed = hooks.removed;
  }

  /** Makes a group under the id that the device chose; `exists` when the same person asks again. */
  async create(group: NewGroup): Promise<CreateGroup> {
    const members = new Set<UserId>([group.createdBy, ...group.members]);
    const result = await this.#database.transaction(async (client) => {
      const known = await client.query<{ id: UserId }>(
        `select id from users where id = any ($1) and active`,
        [[...members]],
      );
      if (known.rowCount !== members.size) return 'unknown-member';
      const made = await client.query(
        `insert into groups (id, name, description, created_by) values ($1, $2, $3, $4) on conflict do nothing`,
        [group.id, group.name, group.description ?? '', group.createdBy],
      );
      if (made.rowCount !== 1) {
        const { rows } = await client.query<{ created_by: UserId }>(
          `select created_by from groups where id = $1`,
          [group.id],
        );
        return rows[0]?.created_by === group.createdBy ? 'exists' : 'id-taken';
      }
      await client.query(
        `insert into group_members (group_id, user_id, role)
         select $1, member, case when member = $2 then 'admin' else 'member' end from unnest($3::text[]) as member`,
        [group.id, group.createdBy, [...members]],
      );
      await client.query(`insert into volumes (group_id, volume) values ($1, 1)`, [group.id]);
      await client.query(`insert into documents (name) values ($1)`, [groupDocument(group.id, 1)]);
      return [...(await writeHead(client, group.id)), ...(await this.#writeInboxes(client, [...members]))];
    });
    if (typeof result === 'string') return result;
    this.#announce(result);
    return 'created';
  }

  /** Takes oneself out of a group. */
  async leave(groupId: GroupId, userId: UserId): Promise<'left' | 'not-member'> {
    const result = await this.#change(groupId, userId, (client) => takeOut(client, groupId, userId), userId);
    return result === 'done' ? 'left' : 'not-member';
  }

  /** [S18] An admin of the group, or the owner as a member, takes somebody out of it. */
  removeMember(groupId: GroupId, userId: UserId, by: UserId): Promise<ChangeGroup> {
    return this.#change(
      groupId,
      by,
      async (client) =>
        (await isAdmin(client, groupId, by)) ? takeOut(client, groupId, userId) : 'not-allowed',
      userId,
    );
  }

  /** Makes a member an admin of the group, or an admin a member; the last admin stays one. */
  setRole(groupId: GroupId, userId: UserId, role: MemberRole, by: UserId): Promise<ChangeGroup> {
    return this.#change(groupId, by, async (client) => {
      if (!(await isAdmin(client, groupId, by))) return 'not-allowed';
      const changed = await client.query(
        `update group_members set role = $3 where group_id = $1 and user_id = $2
           and ($3 = 'admin' or exists (
             select 1 from group_members where group_id = $1 and user_id <> $2 and role = 'admin'))`,
        [groupId, userId, role],
      );
      return changed.rowCount === 1 ? 'done' : 'not-member';
    });
  }

  /** An archived group stays readable and takes no records. */
  setArchived(groupId: GroupId, isArchived: boolean, by: UserId): Promise<ChangeGroup> {
    return this.#change(groupId, by, async (client) => {
      if (!(await isAdmin(client, groupId, by))) return 'not-allowed';
      await client.query(
        `update groups set archived_at = case when $2 then coalesce(archived_at, now()) end where id = $1`,
        [groupId, isArchived],
      );
      return 'done';
    });
  }

  /** An administrator of the organisation archives or reopens a group, also one they are not in. */
  async administerArchived(groupId: GroupId, isArchived: boolean, by: UserId): Promise<'done' | 'unknown'> {
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
      return writeHead(client, groupId);
    });
    if (result === 'unknown') return result;
    this.#announce(result);
    return 'done';
  }

  /** Whether a person may read a volume of a group. */
  async mayRead(groupId: GroupId, volume: number, userId: UserId): Promise<boolean> {
    const { rowCount } = await this.#database.pool.query(
      `select 1 from group_members join volumes using (group_id) join users on users.id = user_id
       where group_id = $1 and user_id = $2 and volume = $3 and volume >= first_volume and users.active`,
      [groupId, userId, volume],
    );
    return rowCount === 1;
  }

  async isMember(groupId: GroupId, userId: UserId): Promise<boolean> {
    const { rowCount } = await this.#database.pool.query(
      `select 1 from group_members join users on users.id = user_id
       where group_id = $1 and user_id = $2 and users.active`,
      [groupId, userId],
    );
    return rowCount === 1;
  }

  /** Writes the directory from the people there are. Call it after any of them changed. */
  async writeDirectory(): Promise<void> {
    this.#announce(
      await this.#database.transaction(async (client) => {
        const { rows } = await client.query<{ id: UserId } & DirectoryEntry & { title: string }>(
          `select id, name, username as "employeeId", title, active from users order by id`,
        );
        const people = new Map<string, DirectoryEntry>(
          rows.map(({ id, title, ...entry }) => [id, title === '' ? entry : { ...entry, title }]),
        );
        return changeServerDocument(client, DIRECTORY, (doc) => writeMap(directoryPeople(doc), people));
      }),
    );
  }

  /**
   * Changes a group whose row is locked and tells about it.
   * @param person whose inbox changes with it, and who is cut off if they are no longer a member
   */
  async #change(
    groupId: GroupId,
    by: UserId,
    work: (client: pg.ClientBase) => Promise<ChangeGroup>,
    person?: UserId,
  ): Promise<ChangeGroup> {
    const result = await this.#database.transaction(async (client) => {
      await client.query(`select 1 from groups where id = $1 for update`, [groupId]);
      const { rowCount } = await client.query(
        `select 1 from group_members where group_id = $1 and user_id = $2`,
        [groupId, by],
      );
      const outcome = rowCount === 1 ? await work(client) : 'not-member';
      if (outcome !== 'done') return outcome;
      const inboxes = person === undefined ? [] : [person];
      return [...(await writeHead(client, groupId)), ...(await this.#writeInboxes(client, inboxes))];
    });
    if (typeof result === 'string') return result;
    if (person !== undefined) this.#removed(groupId, person);
    this.#announce(result);
    return 'done';
  }

  async #writeInboxes(client: pg.ClientBase, userIds: readonly UserId[]): Promise<CommittedUpdate[]> {
    const committed: CommittedUpdate[] = [];
    // In the order of their ids, like every other lock on several documents.
    for (const userId of [...userIds].sort()) {
      const { rows } = await client.query<{ group_id: GroupId; role: MemberRole }>(
        `select group_id, role from group_members where user_id = $1 order by group_id`,
        [userId],
      );
      const groups = new Map<string, InboxEntry>(rows.map(({ group_id, role }) => [group_id, { role }]));
      committed.push(
        ...(await changeServerDocument(client, inboxDocument(userId), (doc) =>
          writeMap(inboxGroups(doc), groups),
        )),
      );
    }
    return committed;
  }
}

async function isAdmin(client: pg.ClientBase, groupId: GroupId, userId: UserId): Promise<boolean> {
  const { rowCount } = await client.query(
    `select 1 from group_members join users on users.id = user_id
     where group_id = $1 and user_id = $2 and (group_members.role = 'admin' or users.role = 'owner')`,
    [groupId, userId],
  );
  return rowCount === 1;
}

/** The last admin's place goes to the member who joined first. */
async function takeOut(client: pg.ClientBase, groupId: GroupId, userId: UserId): Promise<ChangeGroup> {
  const left = await client.query(`delete from group_members where group_id = $1 and user_id = $2`, [
    groupId,
    userId,
  ]);
  if (left.rowCount !== 1) return 'not-member';
  await client.query(
    `update group_members set role = 'admin'
     where group_id = $1
       and not exists (select 1 from group_members where group_id = $1 and role = 'admin')
       and user_id = (select user_id from group_members where group_id = $1 order by joined_at, user_id limit 1)`,
    [groupId],
  );
  return 'done';
}
