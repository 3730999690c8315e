/**
 * From messages to what each device is owed. A message owes a task, in its own commit; when people have had time to
 * read it the task becomes one delivery for each device that is still to be told.
 */
import type pg from 'pg';
import type { GroupId, UserId } from '#domain/ids.ts';
import { isCalledIn } from '#domain/mentions.ts';
import { ask } from '../ask.ts';
import { columns } from '../columns.ts';
import type { Told } from './push-message.ts';
import type { Subscription } from './send-push.ts';

/** How long somebody has to read a message where they are, before their devices are told of it. */
export const PUSH_AFTER_SECONDS = 10;
const TASKS_AT_ONCE = 100;

/** Notes accepted messages inside the caller's transaction; without any device to tell there is nothing to note. */
export async function owePush(
  client: pg.ClientBase,
  messages: readonly { readonly groupId: GroupId; readonly seq: number | null }[],
): Promise<void> {
  if (messages.length === 0) return;
  await ask(
    client,
    `insert into push_tasks (group_id, seq, due_at)
     select group_id, seq, now() + make_interval(secs => $3)
     from unnest($1::text[], $2::bigint[]) as given (group_id, seq)
     where exists (select 1 from push_subscriptions)`,
    [
      ...columns(
        messages,
        (one) => one.groupId,
        (one) => one.seq,
      ),
      PUSH_AFTER_SECONDS,
    ],
  );
}

interface Candidate {
  readonly sessionId: string;
  readonly employeeId: string;
  readonly groupId: GroupId;
  readonly seq: number;
  readonly text: string;
  readonly isDirect: boolean;
  readonly onlyMentions: boolean;
}

/** Inside the caller's transaction. @returns how many tasks were due */
export async function spreadDueTasks(client: pg.ClientBase): Promise<number> {
  const { rows: tasks } = await client.query<{ groupId: GroupId; seq: number }>(
    `delete from push_tasks where (group_id, seq) in (
       select group_id, seq from push_tasks where due_at <= now() order by due_at limit $1 for update skip locked
     ) returning group_id as "groupId", seq`,
    [TASKS_AT_ONCE],
  );
  if (tasks.length === 0) return 0;
  const { rows } = await client.query<Candidate>(
    `select push_subscriptions.session_id as "sessionId", username as "employeeId",
       messages.group_id as "groupId", messages.seq, messages.text, kind = 'direct' as "isDirect",
       rule is not null as "onlyMentions"
     from unnest($1::text[], $2::bigint[]) as given (group_id, seq)
     join messages using (group_id, seq)
     join groups on groups.id = messages.group_id
     join group_members on group_members.group_id = messages.group_id
     join users on users.id = group_members.user_id
     join sessions on sessions.user_id = users.id
     join push_subscriptions on session_id = sessions.id
     left join read_positions
       on read_positions.group_id = messages.group_id and read_positions.user_id = users.id
     left join notification_rules
       on notification_rules.group_id = messages.group_id and notification_rules.user_id = users.id
     where messages.author <> users.id and deleted_at is null and users.active and expires_at > now()
       and messages.seq > greatest(read_positions.seq, joined_seq) and rule is distinct from 'nothing'`,
    columns(
      tasks,
      (task) => task.groupId,
      (task) => task.seq,
    ),
  );
  const owed = new Map<string, Candidate & { isUrgent: boolean }>();
  for (const row of rows) {
    const isMentioned = isCalledIn(row.text, row.employeeId);
    if (row.onlyMentions && !isMentioned) continue;
    const key = `${row.sessionId} ${row.groupId}`;
    const before = owed.get(key);
    const isUrgent = isMentioned || row.isDirect || (before?.isUrgent ?? false);
    owed.set(key, { ...(before && before.seq > row.seq ? before : row), isUrgent });
  }
  await insertDeliveries(client, [...owed.values()]);
  return tasks.length;
}

async function insertDeliveries(
  client: pg.ClientBase,
  owed: readonly (Candidate & { isUrgent: boolean })[],
): Promise<void> {
  if (owed.length === 0) return;
  await client.query(
    `insert into push_deliveries (session_id, group_id, seq, is_urgent, next_at)
     select given.*, told_from(quiet_from, quiet_to, time_zone)
     from unnest($1::text[], $2::text[], $3::bigint[], $4::boolean[]) as given (session_id, group_id, seq, is_urgent)
       join push_subscriptions using (session_id)
     on conflict (session_id, group_id) do update set seq = greatest(push_deliveries.seq, excluded.seq),
       is_urgent = push_deliveries.is_urgent or excluded.is_urgent`,
    columns(
      owed,
      (one) => one.sessionId,
      (one) => one.groupId,
      (one) => one.seq,
      (one) => one.isUrgent,
    ),
  );
}

/** Whether there is anything to do. */
export async function isDue(
  on: Pick<pg.Pool, 'query'>,
): Promise<{ hasTasks: boolean; hasDeliveries: boolean }> {
  const { rows } = await on.query<{ hasTasks: boolean; hasDeliveries: boolean }>(
    `select exists (select 1 from push_tasks where due_at <= now()) as "hasTasks",
       exists (select 1 from push_deliveries where next_at <= now()) as "hasDeliveries"`,
  );
  return rows[0]!;
}

/** A device and a conversation that it is to be told of, claimed by whoever asked. */
export interface Delivery extends Subscription {
  readonly sessionId: string;
  readonly groupId: GroupId;
  readonly seq: number;
  readonly isUrgent: boolean;
  /** Including the one that is about to be made. */
  readonly attempts: number;
}

/**
 * Takes deliveries that are due, the urgent ones first. Nobody else gets them for a minute; after a crash they are due
 * again then.
 */
export async function claimDeliveries(on: Pick<pg.Pool, 'query'>, limit: number): Promise<Delivery[]> {
  const { rows } = await on.query<Delivery>(
    `update push_deliveries set attempts = attempts + 1, next_at = now() + interval '1 minute'
     from push_subscriptions
     where push_subscriptions.session_id = push_deliveries.session_id
       and (push_deliveries.session_id, group_id) in (
         select session_id, group_id from push_deliveries where next_at <= now()
         order by is_urgent desc, next_at limit $1 for update skip locked
       )
     returning push_deliveries.session_id as "sessionId", group_id as "groupId", seq, is_urgent as "isUrgent",
       attempts, endpoint, p256dh, auth, origin, language`,
    [limit],
  );
  return rows.sort((a, b) => Number(b.isUrgent) - Number(a.isUrgent));
}

/** What there is to tell now, or null: read, erased or left meanwhile. */
export async function unreadOf(
  on: Pick<pg.Pool, 'query'>,
  { sessionId, groupId }: Delivery,
): Promise<Told | null> {
  const { rows: whose } = await on.query<{ userId: UserId; seen: number }>(
    `select group_members.user_id as "userId", greatest(read_positions.seq, joined_seq) as seen
     from group_members left join read_positions using (group_id, user_id)
     join sessions on sessions.user_id = group_members.user_id
     where group_id = $2 and sessions.id = $1 and expires_at > now()`,
    [sessionId, groupId],
  );
  if (!whose[0]) return null;
  const { userId, seen } = whose[0];
  const { rows } = await on.query<Omit<Told, 'groupId'>>(
    `select case when kind = 'direct' then null else groups.name end as "groupName", messages.id as "messageId",
       seq, users.name as "senderName", case when push_text then text end as text,
       (select count(*) from (
          select 1 from messages where group_id = $1 and seq > $2 and author <> $3 and deleted_at is null limit 100
        ) as more)::int as count,
       (select coalesce(sum(last_seq - greatest(read_positions.seq, joined_seq)), 0)
          from group_members join groups on groups.id = group_id left join read_positions using (group_id, user_id)
          where user_id = $3 and archived_at is null)::int as unread
     from messages join groups on groups.id = group_id join users on users.id = author, organisation
     where group_id = $1 and seq > $2 and author <> $3 and deleted_at is null
     order by seq desc limit 1`,
    [groupId, seen, userId],
  );
  return rows[0] ? { groupId, ...rows[0] } : null;
}
