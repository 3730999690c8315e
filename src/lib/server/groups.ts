/**
 * Groups and their members. Whatever changes rows changes the documents that show them (head, inboxes) in the
 * same transaction, so that a device never sees one without the other.
 */
import type pg from 'pg';
import { DIRECTORY } from '#domain/document-names.ts';
import type { GroupId, UserId } from '#domain/ids.ts';
import {
  directoryPeople,
  writeMap,
  type DirectoryEntry,
  type GroupHistory,
  type GroupKind,
  type MemberRole,
} from '#domain/server-documents.ts';
import { writeAudit } from './audit.ts';
import type { Database } from './database.ts';
import { toDirectoryEntry, type DirectoryRow } from './directory-entry.ts';
import {
  gone,
  roleChanged,
  settingsChanged,
  taken,
  type Changed,
  type GroupSettings,
} from './group-changes.ts';
import { writeEvents } from './group-events.ts';
import { hasRoomFor } from './group-limits.ts';
import { writeHead } from './heads.ts';
import { guestsOf, writeInboxes } from './inboxes.ts';
import type { CommittedUpdate } from './log-rows.ts';
import { makeGroup, type CreateGroup, type NewGroup } from './make-group.ts';
import { askingIn, setMemberRole, takeIn, takeOut, type Asking } from './memberships.ts';
import { changeServerDocument } from './stored-documents.ts';

export type { CreateGroup, GroupSettings, NewGroup };

/**
 * `not-member` also of groups that do not exist; `last-admin` when a group would be without one; `unknown-person` of
 * who is not, or no longer, in the organisation, or nobody whom a guest knows.
 */
export type ChangeGroup =
  | 'done'
  | 'not-member'
  | 'not-allowed'
  | 'last-admin'
  | 'unknown-person'
  | 'needs-name'
  | 'archived'
  /** The organisation keeps messages for longer, or not for so long. */
  | 'beyond-bounds'
  /** It has as many members as the organisation allows. */
  | 'group-full';

/** What a person who is in a group may know of it. */
export interface GroupDetails {
  readonly id: GroupId;
  readonly kind: GroupKind;
  readonly name: string;
  readonly description: string;
  readonly history: GroupHistory;
  readonly archived: boolean;
  /** For how many days messages are kept, 0 for ever; and what the group says of that itself. */
  readonly keptDays: number;
  readonly retentionDays: number | null;
  readonly createdAt: Date;
  /** The volume that takes messages now. */
  readonly liveVolume: number;
  /** Number of the newest message, 0 when there is none. */
  readonly lastSeq: number;
  readonly members: readonly { readonly id: UserId; readonly role: MemberRole; readonly joinedAt: Date }[];
}

/** What everybody but guests may know of a channel before they join it. */
export interface ChannelPreview {
  readonly id: GroupId;
  readonly name: string;
  readonly description: string;
  readonly history: GroupHistory;
  readonly members: number;
  readonly isMember: boolean;
}

/** One answer lists so many channels. */
const CHANNELS_MAX = 500;

export class Groups {
  readonly #database: Database;
  readonly #announce: (committed: readonly CommittedUpdate[]) => void;
  readonly #removed: (groupId: GroupId, userId: UserId) => void;
  readonly #retentionChanged: () => void;

  /**
   * @param hooks.announce gets the documents' updates once they are committed
   * @param hooks.removed is told who is no longer a member of what
   * @param hooks.retentionChanged is told when a group keeps its messages for another time
   */
  constructor(
    database: Database,
    hooks: {
      announce: (committed: readonly CommittedUpdate[]) => void;
      removed: (groupId: GroupId, userId: UserId) => void;
      retentionChanged: () => void;
    },
  ) {
    this.#database = database;
    this.#announce = hooks.announce;
    this.#removed = hooks.removed;
    this.#retentionChanged = hooks.retentionChanged;
  }

  /**
   * [S22] [S23] Makes a group under the id that the device chose. Asked again, by the same person or for a direct
   * conversation by the other of the two, it changes nothing.
   */
  async create(group: NewGroup): Promise<CreateGroup> {
    const { id } = group;
    const result = await this.#database.transaction(async (client) => {
      const made = await makeGroup(client, group);
      if (made !== 'created') return made;
      const { kind = 'group', createdBy, members } = group;
      // Who talks to whom in private is nobody's affair.
      if (kind !== 'direct')
        await writeAudit(client, {
          action: 'group.created',
          actor: createdBy,
          target: { kind: 'group', id },
          detail: { kind, members },
        });
      const events = await writeEvents(client, id, [{ what: 'created', by: createdBy, people: members }]);
      const head = await writeHead(client, id);
      return [...events, ...head, ...(await writeInboxes(client, [createdBy, ...members]))];
    });
    if (typeof result === 'string') return result;
    this.#announce(result);
    return 'created';
  }

  /** Takes oneself out of a group; nobody leaves a direct conversation. */
  leave(groupId: GroupId, userId: UserId): Promise<ChangeGroup> {
    return this.#change(groupId, userId, async (client, { kind }) => {
      if (kind === 'direct') return 'not-allowed';
      return gone(userId, await takeOut(client, groupId, userId), { what: 'left', by: userId });
    });
  }

  /** [S18] An admin of the group, or the owner as a member, takes somebody out of it. */
  removeMember(groupId: GroupId, userId: UserId, by: UserId): Promise<ChangeGroup> {
    return this.#change(groupId, by, async (client, { isAdmin }) => {
      if (!isAdmin) return 'not-allowed';
      return gone(userId, await takeOut(client, groupId, userId), { what: 'removed', by, people: [userId] });
    });
  }

  /** [S21] Takes people in: an admin into a group, every member into a channel. Who is in it already stays. */
  addMembers(groupId: GroupId, userIds: readonly UserId[], by: UserId): Promise<ChangeGroup> {
    return this.#change(groupId, by, async (client, { isAdmin, kind, archived }) => {
      if (!isAdmin && kind !== 'channel') return 'not-allowed';
      if (archived) return 'archived';
      const { rowCount } = await client.query(
        `select 1 from users asking, users
         where asking.id = $1 and asking.role <> 'guest' and users.id = any ($2) and users.active`,
        [by, userIds],
      );
      if (rowCount !== new Set(userIds).size) return 'unknown-person';
      if (!(await hasRoomFor(client, groupId, userIds))) return 'group-full';
      const came = await takeIn(client, groupId, userIds);
      return taken(came, { what: 'added', by, people: came });
    });
  }

  /** Takes oneself into a channel. To guests there are none. */
  async join(groupId: GroupId, userId: UserId): Promise<ChangeGroup> {
    return this.#write(groupId, userId, async (client) => {
      const { rows } = await client.query<{ archived: boolean }>(
        `select archived_at is not null as archived from groups, users
         where groups.id = $1 and kind = 'channel' and users.id = $2 and users.role <> 'guest' and active`,
        [groupId, userId],
      );
      if (!rows[0]) return 'not-member';
      if (rows[0].archived) return 'archived';
      if (!(await hasRoomFor(client, groupId, [userId]))) return 'group-full';
      return taken(await takeIn(client, groupId, [userId]), { what: 'joined', by: userId });
    });
  }

  /** Makes a member an admin of the group, or an admin a member; the last admin stays one. */
  setRole(groupId: GroupId, userId: UserId, role: MemberRole, by: UserId): Promise<ChangeGroup> {
    return this.#change(groupId, by, async (client, { isAdmin }) => {
      if (!isAdmin) return 'not-allowed';
      const outcome = await setMemberRole(client, groupId, userId, role);
      if (outcome === null) return 'not-member';
      if (outcome === 'last-admin') return outcome;
      if (outcome === 'same') return {};
      return roleChanged(userId, role, by);
    });
  }

  /** An archived group stays readable and takes no records. */
  setArchived(groupId: GroupId, isArchived: boolean, by: UserId): Promise<ChangeGroup> {
    return this.update(groupId, { archived: isArchived }, by);
  }

  /** Renames, describes, archives, reopens a group, or says what newcomers will see, or how long messages are kept. */
  async update(groupId: GroupId, settings: GroupSettings, by: UserId): Promise<ChangeGroup> {
    const result = await this.#update(groupId, settings, by);
    if (result === 'done' && settings.retentionDays !== undefined) this.#retentionChanged();
    return result;
  }

  #update(groupId: GroupId, settings: GroupSettings, by: UserId): Promise<ChangeGroup> {
    const { name, description, history, archived, retentionDays = null } = settings;
    const isRetentionNamed = settings.retentionDays !== undefined;
    return this.#change(groupId, by, async (client, { isAdmin, kind }) => {
      if (!isAdmin) return 'not-allowed';
      if (name === '' && kind === 'channel') return 'needs-name';
      const before = await client.query<Required<GroupSettings>>(
        `select name, description, history, archived_at is not null as archived, retention_days as "retentionDays"
         from groups where id = $1`,
        [groupId],
      );
      if (isRetentionNamed && !(await isAllowed(client, retentionDays))) return 'beyond-bounds';
      await client.query(
        `update groups set name = coalesce($2, name), description = coalesce($3, description),
           history = coalesce($4, history),
           archived_at = case when $5::boolean is null then archived_at
             when $5 then coalesce(archived_at, now()) end,
           retention_days = case when $6 then $7::integer else retention_days end
         where id = $1`,
        [groupId, name, description, history, archived, isRetentionNamed, retentionDays],
      );
      return settingsChanged(before.rows[0]!, settings, by);
    });
  }

  /** A group as one of its members may see it; null for everybody else, and when there is none. */
  async details(groupId: GroupId, userId: UserId): Promise<GroupDetails | null> {
    const { rows } = await this.#database.pool.query<GroupDetails>(
      `select id, kind, name, description, history, archived_at is not null as archived,
         kept_days(retention_days) as "keptDays", retention_days as "retentionDays",
         created_at as "createdAt", live_volume as "liveVolume", last_seq as "lastSeq"
       from groups where id = $1 and exists (
         select 1 from group_members where group_id = $1 and user_id = $2)`,
      [groupId, userId],
    );
    if (!rows[0]) return null;
    const members = await this.#database.pool.query<GroupDetails['members'][number]>(
      `select user_id as id, role, joined_at as "joinedAt" from group_members
       where group_id = $1 order by joined_at, user_id`,
      [groupId],
    );
    return { ...rows[0], members: members.rows };
  }

  /** The channels there are, by name; to guests there are none. */
  async channels(userId: UserId): Promise<ChannelPreview[]> {
    const { rows } = await this.#database.pool.query<ChannelPreview>(
      `select groups.id, groups.name, description, history,
         (select count(*)::int from group_members where group_id = groups.id) as members,
         exists (select 1 from group_members where group_id = groups.id and user_id = $1) as "isMember"
       from groups, users
       where kind = 'channel' and archived_at is null and users.id = $1 and role <> 'guest' and active
       order by groups.name, groups.id limit ${CHANNELS_MAX}`,
      [userId],
    );
    return rows;
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

  /** In the order in which they joined. */
  async members(groupId: GroupId): Promise<{ id: UserId; name: string; role: MemberRole; joinedAt: Date }[]> {
    const { rows } = await this.#database.pool.query<{
      id: UserId;
      name: string;
      role: MemberRole;
      joinedAt: Date;
    }>(
      `select users.id, users.name, group_members.role, joined_at as "joinedAt"
       from group_members join users on users.id = user_id where group_id = $1 order by joined_at, users.id`,
      [groupId],
    );
    return rows;
  }

  /** Null for who is not in it. */
  async roleIn(groupId: GroupId, userId: UserId): Promise<MemberRole | null> {
    const { rows } = await this.#database.pool.query<{ role: MemberRole }>(
      `select group_members.role from group_members join users on users.id = user_id
       where group_id = $1 and user_id = $2 and users.active`,
      [groupId, userId],
    );
    return rows[0]?.role ?? null;
  }

  async isMember(groupId: GroupId, userId: UserId): Promise<boolean> {
    const { rowCount } = await this.#database.pool.query(
      `select 1 from group_members join users on users.id = user_id
       where group_id = $1 and user_id = $2 and users.active`,
      [groupId, userId],
    );
    return rowCount === 1;
  }

  /** Whether a person may read the directory: guests see the people of their groups, in their inbox. */
  async mayReadDirectory(userId: UserId): Promise<boolean> {
    const { rowCount } = await this.#database.pool.query(
      `select 1 from users where id = $1 and role <> 'guest' and active`,
      [userId],
    );
    return rowCount === 1;
  }

  /** Writes the directory, and what guests see of it, from the people there are. Call it after any of them changed. */
  async writeDirectory(): Promise<void> {
    this.#announce(
      await this.#database.transaction(async (client) => {
        const { rows } = await client.query<{ id: UserId; isGuest: boolean } & DirectoryRow>(
          `select users.id, name, username as "employeeId", title, active, role = 'guest' as "isGuest",
             pictures.id as picture
           from users left join pictures on user_id = users.id order by users.id`,
        );
        const people = new Map<string, DirectoryEntry>(rows.map((row) => [row.id, toDirectoryEntry(row)]));
        const guests = rows.filter(({ isGuest }) => isGuest).map(({ id }) => id);
        return [
          ...(await changeServerDocument(client, DIRECTORY, (doc) => writeMap(directoryPeople(doc), people))),
          ...(await writeInboxes(client, guests)),
        ];
      }),
    );
  }

  /** Tells a person's devices what has become of the person. */
  async writeInbox(userId: UserId): Promise<void> {
    this.#announce(await this.#database.transaction((client) => writeInboxes(client, [userId])));
  }

  /** Changes a group on behalf of somebody who is in it. */
  #change(
    groupId: GroupId,
    by: UserId,
    work: (client: pg.ClientBase, asking: Asking) => Promise<Changed | Exclude<ChangeGroup, 'done'>>,
  ): Promise<ChangeGroup> {
    return this.#write(groupId, by, async (client) => {
      const asking = await askingIn(client, groupId, by);
      return asking === null ? 'not-member' : work(client, asking);
    });
  }

  /** Changes a group whose row is locked and tells about it. */
  async #write(
    groupId: GroupId,
    by: UserId,
    work: (client: pg.ClientBase) => Promise<Changed | Exclude<ChangeGroup, 'done'>>,
  ): Promise<ChangeGroup> {
    const result = await this.#database.transaction(async (client) => {
      await client.query(`select 1 from groups where id = $1 for update`, [groupId]);
      const changed = await work(client);
      if (typeof changed === 'string') return changed;
      const { left = [], came = [], did = [], happened = [] } = changed;
      for (const one of did)
        await writeAudit(client, { ...one, actor: by, target: { kind: 'group', id: groupId } });
      const events = await writeEvents(client, groupId, happened);
      const heads = await writeHead(client, groupId);
      const inboxes = [...left, ...came, ...(await guestsOf(client, groupId))];
      return { left, committed: [...events, ...heads, ...(await writeInboxes(client, inboxes))] };
    });
    if (typeof result === 'string') return result;
    for (const userId of result.left) this.#removed(groupId, userId);
    this.#announce(result.committed);
    return 'done';
  }
}

/** What a group chooses is what it gets; what the organisation has is always allowed. */
async function isAllowed(client: pg.ClientBase, retentionDays: number | null): Promise<boolean> {
  const { rows } = await client.query<{ kept: number }>('select kept_days($1) as kept', [retentionDays]);
  return retentionDays === null || rows[0]?.kept === retentionDays;
}
