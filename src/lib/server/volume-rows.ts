/** The normalized rows of one volume, read as documents would tell them, and written anew. */
import type pg from 'pg';
import type { GroupId, RecordId, UserId } from '#domain/ids.ts';
import type { VolumeRows } from './rows-of-volume.ts';

const time = (date: Date | null): number | null => date && date.getTime();

export async function readVolumeRows(
  client: pg.ClientBase,
  groupId: GroupId,
  volume: number,
): Promise<VolumeRows> {
  const messages = await client.query<{
    id: RecordId;
    seq: number;
    author: UserId;
    text: string;
    reply_to: RecordId | null;
    written_at: Date;
    accepted_at: Date;
    edited_at: Date | null;
    edit_count: number;
    deleted_at: Date | null;
    deleted_by: UserId | null;
  }>(`select * from messages where group_id = $1 and volume = $2`, [groupId, volume]);
  const edits = await client.query<{
    id: RecordId;
    message_id: RecordId;
    rev: number;
    text: string;
    written_at: Date;
    accepted_at: Date;
  }>(
    `select message_edits.* from message_edits
     join messages on messages.group_id = message_edits.group_id and messages.id = message_id
     where messages.group_id = $1 and volume = $2`,
    [groupId, volume],
  );
  const reactions = await client.query<{
    message_id: RecordId;
    author: UserId;
    emoji: string;
    is_on: boolean;
    rev: number;
    written_at: Date;
    accepted_at: Date;
  }>(
    `select reactions.* from reactions
     join messages on messages.group_id = reactions.group_id and messages.id = message_id
     where messages.group_id = $1 and volume = $2`,
    [groupId, volume],
  );
  return {
    messages: new Map(
      messages.rows.map((row) => [
        row.id,
        {
          ...{ id: row.id, seq: row.seq, author: row.author, text: row.text, replyTo: row.reply_to },
          ...{ writtenAt: row.written_at.getTime(), acceptedAt: row.accepted_at.getTime() },
          ...{ editedAt: time(row.edited_at), editCount: row.edit_count },
          ...{ deletedAt: time(row.deleted_at), deletedBy: row.deleted_by },
        },
      ]),
    ),
    edits: new Map(
      edits.rows.map((row) => [
        row.id,
        {
          ...{ id: row.id, messageId: row.message_id, rev: row.rev, text: row.text },
          ...{ writtenAt: row.written_at.getTime(), acceptedAt: row.accepted_at.getTime() },
        },
      ]),
    ),
    reactions: new Map(
      reactions.rows.map((row) => [
        `${row.message_id} ${row.author} ${row.emoji}`,
        {
          ...{ messageId: row.message_id, author: row.author, emoji: row.emoji },
          ...{ isOn: row.is_on, rev: row.rev },
          ...{ writtenAt: row.written_at.getTime(), acceptedAt: row.accepted_at.getTime() },
        },
      ]),
    ),
  };
}

/** Makes the rows of a volume what its document says. A deleted message's `reply_to` goes with a row that was lost. */
export async function replaceVolumeRows(
  client: pg.ClientBase,
  groupId: GroupId,
  volume: number,
  { messages, edits, reactions }: VolumeRows,
): Promise<void> {
  await client.query(`delete from messages where group_id = $1 and volume = $2`, [groupId, volume]);
  await insert(client, 'messages', [...messages.values()], {
    group_id: ['text', () => groupId],
    id: ['text', ({ id }) => id],
    seq: ['bigint', ({ seq }) => seq],
    volume: ['int', () => volume],
    author: ['text', ({ author }) => author],
    text: ['text', ({ text }) => text],
    reply_to: ['text', ({ replyTo }) => replyTo ?? null],
    written_at: ['timestamptz', ({ writtenAt }) => new Date(writtenAt)],
    accepted_at: ['timestamptz', ({ acceptedAt }) => new Date(acceptedAt)],
    edited_at: ['timestamptz', ({ editedAt }) => date(editedAt)],
    edit_count: ['int', ({ editCount }) => editCount],
    deleted_at: ['timestamptz', ({ deletedAt }) => date(deletedAt)],
    deleted_by: ['text', ({ deletedBy }) => deletedBy],
  });
  await insert(client, 'message_edits', [...edits.values()], {
    group_id: ['text', () => groupId],
    id: ['text', ({ id }) => id],
    message_id: ['text', ({ messageId }) => messageId],
    rev: ['bigint', ({ rev }) => rev],
    text: ['text', ({ text }) => text],
    written_at: ['timestamptz', ({ writtenAt }) => new Date(writtenAt)],
    accepted_at: ['timestamptz', ({ acceptedAt }) => new Date(acceptedAt)],
  });
  await insert(client, 'reactions', [...reactions.values()], {
    group_id: ['text', () => groupId],
    message_id: ['text', ({ messageId }) => messageId],
    author: ['text', ({ author }) => author],
    emoji: ['text', ({ emoji }) => emoji],
    is_on: ['boolean', ({ isOn }) => isOn],
    rev: ['bigint', ({ rev }) => rev],
    written_at: ['timestamptz', ({ writtenAt }) => new Date(writtenAt)],
    accepted_at: ['timestamptz', ({ acceptedAt }) => new Date(acceptedAt)],
  });
}

const date = (at: number | null): Date | null => (at === null ? null : new Date(at));

/** Each column with its type and where its value is. */
type Columns<Row> = Readonly<Record<string, readonly [type: string, read: (row: Row) => unknown]>>;

async function insert<Row>(
  client: pg.ClientBase,
  table: string,
  rows: readonly Row[],
  columns: Columns<Row>,
): Promise<void> {
  const lists = Object.values(columns).map(([type], at) => `$${at + 1}::${type}[]`);
  await client.query(
    `insert into ${table} (${Object.keys(columns).join(', ')}) select * from unnest(${lists.join(', ')})`,
    Object.values(columns).map(([, read]) => rows.map(read)),
  );
}
