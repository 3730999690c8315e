/**
 * Messages as the API gives them out, from the normalized rows, and only those that the asking person may read; deleted
 * ones for as long as the organisation shows that they were there.
 */
import type pg from 'pg';
import type { GroupId, RecordId, UserId } from '#domain/ids.ts';

export interface ReadMessage {
  readonly id: RecordId;
  /** Its number in the group, from 1 without gaps. */
  readonly seq: number;
  /** In which document it stands. */
  readonly volume: number;
  readonly author: UserId;
  /** As it reads now; empty once deleted. */
  readonly text: string;
  readonly replyTo: string | null;
  readonly writtenAt: Date;
  readonly acceptedAt: Date;
  readonly editedAt: Date | null;
  readonly editCount: number;
  readonly deletedAt: Date | null;
  readonly deletedBy: UserId | null;
  readonly reactions: readonly { readonly emoji: string; readonly people: readonly UserId[] }[];
}

/** Where in a group, and who asks. */
export interface Reading {
  readonly groupId: GroupId;
  readonly reader: UserId;
}

/** Of the newest ones, those before or after a number, or those around a message. */
export type Page =
  | { readonly before?: number; readonly limit: number }
  | { readonly after: number; readonly limit: number }
  | { readonly around: number; readonly limit: number };

export interface MessagePage {
  /** In their order. */
  readonly messages: readonly ReadMessage[];
  /** What to ask `before` for what comes before these; null when there is nothing. */
  readonly earlier: number | null;
  /** What to ask `after` for what follows; null when there is nothing yet. */
  readonly later: number | null;
}

type On = Pick<pg.ClientBase | pg.Pool, 'query'>;

/** Reads a page. A group that they are not in reads as empty: ask first. */
export async function readMessages(on: On, reading: Reading, page: Page): Promise<MessagePage> {
  if ('around' in page) return readAround(on, reading, page);
  const isForward = 'after' in page;
  const found = isForward
    ? await select(on, reading, { after: page.after, limit: page.limit + 1 })
    : await select(on, reading, { before: page.before ?? null, limit: page.limit + 1 });
  const hasMore = found.length > page.limit;
  const rows = found.slice(0, page.limit);
  if (!isForward) rows.reverse();
  const [first, last] = [rows[0]?.seq ?? null, rows.at(-1)?.seq ?? null];
  const messages = await withReactions(on, reading.groupId, rows);
  return isForward
    ? { messages, earlier: first, later: hasMore ? last : null }
    : { messages, earlier: hasMore ? first : null, later: page.before === undefined ? null : last };
}

/** One message, or null where there is none that they may read. */
export async function readMessage(on: On, reading: Reading, id: RecordId): Promise<ReadMessage | null> {
  const { rows } = await on.query<Row>(`${SELECT} and messages.id = $3`, [
    reading.groupId,
    reading.reader,
    id,
  ]);
  return (await withReactions(on, reading.groupId, rows))[0] ?? null;
}

/** The texts that replaced that of a message, oldest first. */
export async function readEdits(
  on: On,
  groupId: GroupId,
  messageId: RecordId,
): Promise<{ id: RecordId; text: string; writtenAt: Date; acceptedAt: Date }[]> {
  const { rows } = await on.query<{ id: RecordId; text: string; writtenAt: Date; acceptedAt: Date }>(
    `select id, text, written_at as "writtenAt", accepted_at as "acceptedAt" from message_edits
     where group_id = $1 and message_id = $2 order by rev`,
    [groupId, messageId],
  );
  return rows;
}

/** Half of them before the message and half from it on. */
async function readAround(
  on: On,
  reading: Reading,
  { around, limit }: { around: number; limit: number },
): Promise<MessagePage> {
  const half = Math.floor(limit / 2);
  const before = await select(on, reading, { before: around, limit: half + 1 });
  const after = await select(on, reading, { after: around - 1, limit: limit - half + 1 });
  const rows = [...before.slice(0, half).reverse(), ...after.slice(0, limit - half)];
  return {
    messages: await withReactions(on, reading.groupId, rows),
    earlier: before.length > half ? (rows[0]?.seq ?? around) : null,
    later: after.length > limit - half ? (rows.at(-1)?.seq ?? around) : null,
  };
}

type Row = Omit<ReadMessage, 'reactions'>;

const SELECT = `select messages.id, seq, volume, author, text, reply_to as "replyTo", written_at as "writtenAt",
    accepted_at as "acceptedAt", edited_at as "editedAt", edit_count as "editCount", deleted_at as "deletedAt",
    deleted_by as "deletedBy"
  from messages join group_members on group_members.group_id = messages.group_id and volume >= first_volume
  where messages.group_id = $1 and user_id = $2
    and (deleted_at is null or not exists (
      select 1 from organisation where trace_days > 0 and deleted_at < now() - make_interval(days => trace_days)))`;

async function select(
  on: On,
  { groupId, reader }: Reading,
  wanted: { readonly limit: number } & ({ readonly before: number | null } | { readonly after: number }),
): Promise<Row[]> {
  const [which, from] =
    'after' in wanted
      ? (['seq > $3 order by seq', wanted.after] as const)
      : (['($3::bigint is null or seq < $3) order by seq desc', wanted.before] as const);
  const { rows } = await on.query<Row>(`${SELECT} and ${which} limit $4`, [
    groupId,
    reader,
    from,
    wanted.limit,
  ]);
  return rows;
}

async function withReactions(on: On, groupId: GroupId, rows: readonly Row[]): Promise<ReadMessage[]> {
  const { rows: found } = await on.query<{ message_id: string; emoji: string; people: UserId[] }>(
    `select message_id, emoji, array_agg(author order by rev) as people from reactions
     where group_id = $1 and message_id = any ($2) and is_on group by message_id, emoji order by min(rev)`,
    [groupId, rows.map(({ id }) => id)],
  );
  const reactions = Map.groupBy(found, ({ message_id }) => message_id);
  return rows.map((row) => ({
    ...row,
    reactions: (reactions.get(row.id) ?? []).map(({ emoji, people }) => ({ emoji, people })),
  }));
}
