import type pg from 'pg';
import type { GroupId } from '#domain/ids.ts';

/** A group as administrators see it: never what is said in it. */
export interface ListedGroup {
  id: GroupId;
  /** One without a name is called after the people in it. */
  name: string;
  kind: 'group' | 'channel';
  members: number;
  /** Active people who administer it. */
  admins: number;
  archived: boolean;
  lastMessageAt: Date | null;
}

/** How a row of `groups` is called: as somebody named it, or after the people in it. */
export const GROUP_NAME = `case when groups.name <> '' then groups.name else coalesce((
  select left(string_agg(people.name, ', ' order by lower(people.name)), 200)
  from group_members join users people on people.id = user_id where group_id = groups.id), 'Nobody') end`;

/** The newest message is found by (group_id, seq), which is unique: no scan over messages. */
const LISTED = `groups.id, kind, ${GROUP_NAME} as name, archived_at is not null as archived,
  (select count(*)::int from group_members where group_id = groups.id) as members,
  (select count(*)::int from group_members join users on users.id = user_id
   where group_id = groups.id and group_members.role = 'admin' and active) as admins,
  (select accepted_at from messages where group_id = groups.id and seq = groups.last_seq) as "lastMessageAt"`;

/** By name, a page at a time; `next` is null on the last page. */
export async function listGroups(
  pool: pg.Pool,
  { after, limit }: { after?: GroupId | undefined; limit: number },
): Promise<{ groups: ListedGroup[]; next: GroupId | null }> {
  const { rows } = await pool.query<ListedGroup>(
    `select ${LISTED} from groups where kind <> 'direct' and ($1::text is null or (lower(groups.name), groups.id) >
       (select lower(name), id from groups where id = $1))
     order by lower(groups.name), groups.id limit $2`,
    [after ?? null, limit + 1],
  );
  const groups = rows.slice(0, limit);
  return { groups, next: rows.length > limit ? groups.at(-1)!.id : null };
}

/** One of them; null where there is none, and of direct conversations. */
export async function findGroup(pool: pg.Pool, id: GroupId): Promise<ListedGroup | null> {
  const { rows } = await pool.query<ListedGroup>(
    `select ${LISTED} from groups where kind <> 'direct' and groups.id = $1`,
    [id],
  );
  return rows[0] ?? null;
}
