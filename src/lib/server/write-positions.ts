/** The rows of how far people are, which their own documents say. */
import type pg from 'pg';
import type { GroupId, UserId } from '#domain/ids.ts';
import { columns } from './columns.ts';

/** What one person's document newly says. */
export interface SaidPositions {
  readonly userId: UserId;
  /** Read up to this number. */
  readonly positions: ReadonlyMap<GroupId, number>;
  readonly delivered?: ReadonlyMap<GroupId, number>;
}

/** [S6] Positions only go forward, and never beyond what there is. */
export async function writePositions(
  client: pg.ClientBase,
  submissions: readonly SaidPositions[],
): Promise<void> {
  const positions = submissions.flatMap(({ userId, positions: read, delivered }) => [
    ...[...read].map(([groupId, seq]) => ({ userId, groupId, read: seq, delivered: 0 })),
    ...[...(delivered ?? [])].map(([groupId, seq]) => ({ userId, groupId, read: 0, delivered: seq })),
  ]);
  if (positions.length === 0) return;
  await client.query(
    `insert into read_positions (group_id, user_id, seq, delivered)
     select group_id, user_id, max(least(read, last_seq)), max(least(given.delivered, last_seq))
     from unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[]) as given (group_id, user_id, read, delivered)
     join group_members using (group_id, user_id) join groups on groups.id = group_id
     group by group_id, user_id order by group_id, user_id
     on conflict (group_id, user_id) do update set seq = greatest(read_positions.seq, excluded.seq),
       delivered = greatest(read_positions.delivered, excluded.delivered)`,
    columns(
      positions,
      (one) => one.groupId,
      (one) => one.userId,
      (one) => one.read,
      (one) => one.delivered,
    ),
  );
}
