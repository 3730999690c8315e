/** Full-text search in what a person may read, newest first. */
import type pg from 'pg';
import { isGroupId, type GroupId, type RecordId, type UserId } from '#domain/ids.ts';

export interface Search {
  readonly words: string;
  readonly reader: UserId;
  /** In this group only. */
  readonly groupId?: GroupId | undefined;
  /** From an earlier page. */
  readonly before?: Cursor | undefined;
  readonly limit: number;
}

/** The last hit of a page: time in milliseconds, group and number, in this order of weight. */
export type Cursor = readonly [acceptedAt: number, groupId: GroupId, seq: number];

export interface Hit {
  readonly groupId: GroupId;
  readonly id: RecordId;
  readonly seq: number;
  readonly volume: number;
  readonly author: UserId;
  readonly text: string;
  readonly acceptedAt: Date;
}

/** Words are found whole and without regard to case; “quoted ones” in a row, and -those are not to be there. */
export async function searchMessages(
  on: Pick<pg.ClientBase | pg.Pool, 'query'>,
  { words, reader, groupId, before, limit }: Search,
): Promise<{ hits: Hit[]; next: string | null }> {
  const { rows } = await on.query<Hit>(
    `select messages.group_id as "groupId", id, seq, volume, author, text, accepted_at as "acceptedAt"
     from messages
     join group_members on group_members.group_id = messages.group_id and user_id = $2 and volume >= first_volume
     where to_tsvector('simple', text) @@ websearch_to_tsquery('simple', $1)
       and ($3::text is null or messages.group_id = $3)
       and ($4::timestamptz is null or (accepted_at, messages.group_id, seq) < ($4, $5::text, $6::bigint))
     order by accepted_at desc, messages.group_id desc, seq desc limit $7`,
    [
      words,
      reader,
      groupId ?? null,
      before ? new Date(before[0]) : null,
      before?.[1] ?? null,
      before?.[2] ?? null,
      limit + 1,
    ],
  );
  const hits = rows.slice(0, limit);
  const last = rows.length > limit ? hits.at(-1) : undefined;
  return { hits, next: last ? writeCursor([last.acceptedAt.getTime(), last.groupId, last.seq]) : null };
}

export const writeCursor = (cursor: Cursor): string =>
  Buffer.from(JSON.stringify(cursor)).toString('base64url');

/** Null for what no page was answered with. */
export function readCursor(text: string): Cursor | null {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    return null; // Somebody's own invention: the same as any other that is none.
  }
  if (!Array.isArray(value) || value.length !== 3) return null;
  const [at, groupId, seq] = value as unknown[];
  const isTime = Number.isSafeInteger(at) && Math.abs(at as number) <= 8.64e15;
  return isTime && isGroupId(groupId) && Number.isSafeInteger(seq)
    ? [at as number, groupId, seq as number]
    : null;
}
