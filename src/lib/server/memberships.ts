/** The rows of who is in a group. Every function wants the group's row lock held by the caller's transaction. */
import type pg from 'pg';
import type { GroupId, UserId } from '#domain/ids.ts';
import type { MemberRole } from '#domain/server-documents.ts';
import { openNextVolume } from './next-volume.ts';

/** Who asks for a change of a group, as far as that decides what they may do. */
export interface Asking {
  readonly role: MemberRole;
  /** Admin of the group, or the owner of the organisation as a member of it; nobody in a direct conversation. */
  readonly isAdmin: boolean;
  readonly kind: 'group' | 'channel' | 'direct';
  readonly archived: boolean;
}

/** What somebody is in a group, or null for who is not in it. */
export async function askingIn(
  client: pg.ClientBase,
  groupId: GroupId,
  userId: UserId,
): Promise<Asking | null> {
  const { rows } = await client.query<Asking>(
    `select group_members.role, kind, archived_at is not null as archived,
       kind <> 'direct' and (group_members.role = 'admin' or users.role = 'owner') as "isAdmin"
     from group_members join users on users.id = user_id join groups on groups.id = group_id
     where group_id = $1 and user_id = $2 and users.active`,
    [groupId, userId],
  );
  return rows[0] ?? null;
}

/**
 * Takes people into a group that exists; those who are in it already stay what they are.
 * @returns who came
 */
export async function takeIn(
  client: pg.ClientBase,
  groupId: GroupId,
  userIds: readonly UserId[],
): Promise<UserId[]> {
  const { rows } = await client.query<{ id: UserId }>(
    `select id from unnest($2::text[]) as given (id)
     where not exists (select 1 from group_members where group_id = $1 and user_id = id)`,
    [groupId, userIds],
  );
  const newcomers = rows.map(({ id }) => id);
  if (newcomers.length === 0) return [];
  const group = await client.query<{ history: 'all' | 'joined' }>(
    `select history from groups where id = $1`,
    [groupId],
  );
  const firstVolume = group.rows[0]!.history === 'joined' ? await openNextVolume(client, groupId) : 1;
  await client.query(
    `insert into group_members (group_id, user_id, role, first_volume, joined_seq)
     select id, member, 'member', $3, last_seq from groups, unnest($2::text[]) as member where id = $1`,
    [groupId, newcomers, firstVolume],
  );
  // [S8] What was said before is no news to them, on the server either.
  await client.query(
    `insert into read_positions (group_id, user_id, seq)
     select id, member, last_seq from groups, unnest($2::text[]) as member where id = $1
     on conflict (group_id, user_id) do update set seq = greatest(read_positions.seq, excluded.seq)`,
    [groupId, newcomers],
  );
  return newcomers;
}

/** What became of a member who was to go. */
export interface TakenOut {
  /** Who administers the group from now on, where that changed. */
  readonly newAdmin: UserId | null;
}

/**
 * Takes somebody out. Where no active admin stays, the place goes to the member who joined first of those who are still
 * active, and to a guest only where there is nobody else.
 * @returns null when they were not in it
 */
export async function takeOut(
  client: pg.ClientBase,
  groupId: GroupId,
  userId: UserId,
): Promise<TakenOut | null> {
  const left = await client.query(`delete from group_members where group_id = $1 and user_id = $2`, [
    groupId,
    userId,
  ]);
  if (left.rowCount !== 1) return null;
  const { rows } = await client.query<{ id: UserId }>(
    `update group_members set role = 'admin'
     where group_id = $1 and role <> 'admin'
       and not exists (
         select 1 from group_members join users on users.id = user_id
         where group_id = $1 and group_members.role = 'admin' and users.active)
       and user_id = (
         select user_id from group_members join users on users.id = user_id where group_id = $1
         order by users.active desc, users.role = 'guest', joined_at, user_id limit 1)
     returning user_id as id`,
    [groupId],
  );
  return { newAdmin: rows[0]?.id ?? null };
}

/**
 * Sets a member's role; the last active admin stays one.
 * @returns null when they are not in it
 */
export async function setMemberRole(
  client: pg.ClientBase,
  groupId: GroupId,
  userId: UserId,
  role: MemberRole,
): Promise<'set' | 'same' | 'last-admin' | null> {
  const { rows } = await client.query<{ before: MemberRole; hasOther: boolean }>(
    `select role as before, exists (
       select 1 from group_members others join users on users.id = others.user_id
       where others.group_id = $1 and others.user_id <> $2 and others.role = 'admin' and users.active) as "hasOther"
     from group_members where group_id = $1 and user_id = $2`,
    [groupId, userId],
  );
  if (!rows[0]) return null;
  const { before, hasOther } = rows[0];
  if (before === role) return 'same';
  if (role === 'member' && !hasOther) return 'last-admin';
  await client.query(`update group_members set role = $3 where group_id = $1 and user_id = $2`, [
    groupId,
    userId,
    role,
  ]);
  return 'set';
}
