/**
 * The groups of one person in one query: members, last message and what is unread of each. The last message is found by
 * group and number, never by looking for it.
 *
 * `npm run bench -- --only groups_query_ratio`: 200 groups of 30 members over 1,000,000 messages take 12 times as long
 * as one row by its primary key (17 and 1.4 ms on a busy machine of 2 cores, Postgres 15, 2026-11). The plan, without
 * what is the same in all of its lines; 12,000 read positions and 400 groups are few enough to be read whole:
 *
 *     Sort by accepted_at desc, name, id
 *       Nested Loop Left Join
 *         Nested Loop
 *           Hash Join on group_id
 *             Hash Right Join: Seq Scan on read_positions, with Bitmap Index Scan on group_members_user
 *             Seq Scan on groups
 *           Aggregate: Index Only Scan using group_members_pkey, 30 rows, 200 times
 *         Index Scan using messages_group_id_seq_key, 1 row, 200 times
 */
import type pg from 'pg';
import type { GroupId, RecordId, UserId } from '#domain/ids.ts';
import type { GroupInfo, MemberRole } from '#domain/server-documents.ts';

export interface OwnGroup {
  readonly id: GroupId;
  readonly name: string;
  readonly description: string;
  readonly kind: GroupInfo['kind'];
  readonly archived: boolean;
  readonly role: MemberRole;
  readonly members: number;
  /** The volume that takes messages now. */
  readonly liveVolume: number;
  /** Number of the newest message, 0 when there is none. */
  readonly lastSeq: number;
  /** [S8] Computed from the last number and how far this person has read on any device, and from where they are in it. */
  readonly unread: number;
  readonly lastMessage: {
    readonly id: RecordId;
    readonly author: UserId;
    readonly text: string;
    readonly acceptedAt: Date;
  } | null;
}

export const OWN_GROUPS = `
  select groups.id, name, description, kind, archived_at is not null as archived, mine.role, members,
    live_volume as "liveVolume", last_seq as "lastSeq", last_seq - greatest(positions.seq, joined_seq) as unread,
    last.id as last_id, last.author as last_author, last.text as last_text, last.accepted_at as last_at
  from group_members mine
  join groups on groups.id = mine.group_id
  cross join lateral (
    select count(*)::int as members from group_members where group_members.group_id = mine.group_id
  ) counted
  left join read_positions positions on positions.group_id = mine.group_id and positions.user_id = mine.user_id
  left join messages last
    on last.group_id = mine.group_id and last.seq = last_seq and last.volume >= mine.first_volume
  where mine.user_id = $1
  order by last.accepted_at desc nulls last, name, groups.id`;

/** Latest activity first. */
export async function listOwnGroups(
  on: Pick<pg.ClientBase | pg.Pool, 'query'>,
  userId: UserId,
): Promise<OwnGroup[]> {
  const { rows } = await on.query<Row>(OWN_GROUPS, [userId]);
  return rows.map(({ last_id, last_author, last_text, last_at, ...group }) => ({
    ...group,
    lastMessage:
      last_id === null ? null : { id: last_id, author: last_author!, text: last_text!, acceptedAt: last_at! },
  }));
}

interface Row extends Omit<OwnGroup, 'lastMessage'> {
  last_id: RecordId | null;
  last_author: UserId | null;
  last_text: string | null;
  last_at: Date | null;
}
