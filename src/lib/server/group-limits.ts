/** What administrators bound about groups. Inside the caller's transaction, which holds the lock of a group that exists. */
import type pg from 'pg';
import type { GroupId, UserId } from '#domain/ids.ts';

/** Whether the organisation allows a group of so many. Of a direct conversation nobody need ask. */
export async function allowsMembers(client: pg.ClientBase, members: number): Promise<boolean> {
  const { rowCount } = await client.query(
    'select 1 from organisation where group_members_max > 0 and group_members_max < $1',
    [members],
  );
  return rowCount === 0;
}

/** Whether these people, of whom some may be in it already, find room in a group. */
export async function hasRoomFor(
  client: pg.ClientBase,
  groupId: GroupId,
  userIds: readonly UserId[],
): Promise<boolean> {
  const { rows } = await client.query<{ before: number; after: number }>(
    `select count(*) filter (where is_member) as before, count(*) as after from (
       select bool_or(is_member) as is_member from (
         select user_id, true as is_member from group_members where group_id = $1
         union all select user_id, false from unnest($2::text[]) as given (user_id)) as people
       group by user_id) as distinct_people`,
    [groupId, userIds],
  );
  const { before, after } = rows[0]!;
  return after === before || allowsMembers(client, after);
}

/** Whether somebody may make one more group today: in the last 24 hours, by the server's clock. */
export async function mayMakeGroup(client: pg.ClientBase, userId: UserId): Promise<boolean> {
  const { rowCount } = await client.query(
    `select 1 from organisation where groups_a_day_max > 0 and groups_a_day_max <= (
       select count(*) from groups
       where created_by = $1 and kind <> 'direct' and created_at > now() - interval '1 day')`,
    [userId],
  );
  return rowCount === 0;
}
