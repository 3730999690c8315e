/**
 * One transaction for a batch of submissions: locks the groups, reads what the decisions need, and writes log,
 * ledger and normalized rows together. Every list travels as an array parameter, so that a batch costs a dozen
 * statements whatever its size.
 */
import type pg from 'pg';
import { encodeDecided } from '#domain/encode-update.ts';
import { groupDocument } from '#domain/document-names.ts';
import type { GroupId, UserId } from '#domain/ids.ts';
import type { Deletion, Edit, Message, Reaction } from '#domain/records.ts';
import type { Refusal } from '#domain/refusal.ts';
import type { Actor } from '#domain/rules.ts';
import { decide, key, type Decided, type State, type Submission } from './decide.ts';

/** An update that is in the database and may now be applied and broadcast. */
export interface CommittedUpdate {
  readonly document: string;
  readonly row: number;
  readonly payload: Uint8Array;
}

/**
 * Decides and writes a batch inside the caller's transaction.
 * @returns for each submission its committed update, or null when its author is no member
 */
export async function writeBatch(
  client: pg.ClientBase,
  batch: readonly Submission[],
): Promise<(CommittedUpdate | null)[]> {
  const state = await readState(client, batch);
  const stored = batch.map((submission) => decide(submission, state).stored);
  const decided = stored.flatMap((one) => one?.decided ?? []);
  const updates = batch.map((submission, at) => {
    const one = stored[at];
    if (!one) return null;
    return {
      document: groupDocument(submission.groupId, submission.volume),
      payload: encodeDecided(submission.candidates, one.ledger, one.firstRev),
    };
  });
  const rows = await insertUpdates(
    client,
    updates.filter((update) => update !== null),
  );
  await insertOutcomes(client, decided);
  const accepted = decided.filter(({ refusal }) => refusal === null);
  await insertMessages(client, ofKind<Message>(accepted, 'message'));
  await insertEdits(client, ofKind<Edit>(accepted, 'edit'));
  await upsertReactions(client, ofKind<Reaction>(accepted, 'reaction'));
  await eraseMessages(client, ofKind<Deletion>(accepted, 'deletion'));
  await advance(client, batch, state);
  return updates.map((update) => update && { ...update, row: rows.shift()! });
}

/** Appends updates to the log, in order. @returns their row numbers */
export async function insertUpdates(
  client: pg.ClientBase,
  updates: readonly { document: string; payload: Uint8Array }[],
): Promise<number[]> {
  if (updates.length === 0) return [];
  const { rows } = await client.query<{ id: number }>(
    `insert into document_updates (document, payload)
     select document, payload
     from unnest($1::text[], $2::bytea[]) with ordinality as given (document, payload, place) order by place
     returning id`,
    [updates.map(({ document }) => document), updates.map(({ payload }) => Buffer.from(payload))],
  );
  return rows.map(({ id }) => id);
}

async function readState(client: pg.ClientBase, batch: readonly Submission[]): Promise<State> {
  const groupIds = [...new Set(batch.map(({ groupId }) => groupId))];
  const locked = await client.query<{ id: GroupId; archived: boolean; last_seq: number; now: Date }>(
    `select id, archived_at is not null as archived, last_seq, clock_timestamp() as now
     from groups where id = any ($1) order by id for update`,
    [groupIds],
  );
  const volumes = await client.query<{
    group_id: GroupId;
    volume: number;
    last_rev: number;
    messages: number;
  }>(
    `select group_id, volume, last_rev, messages from volumes
     join unnest($1::text[], $2::int[]) as given (group_id, volume) using (group_id, volume)`,
    [batch.map(({ groupId }) => groupId), batch.map(({ volume }) => volume)],
  );
  const actors = await client.query<{
    group_id: GroupId;
    user_id: UserId;
    role: Actor['role'];
    is_owner: boolean;
  }>(
    `select group_id, user_id, group_members.role, users.role = 'owner' as is_owner
     from group_members join users on users.id = user_id
     where group_id = any ($1) and user_id = any ($2) and users.active`,
    [groupIds, [...new Set(batch.map(({ author }) => author))]],
  );
  const records = batch.flatMap(({ groupId, candidates }) =>
    candidates.flatMap(({ record }) => (record ? [{ groupId, record }] : [])),
  );
  const outcomes = await client.query<{
    group_id: GroupId;
    id: string;
    volume: number;
    client: number;
    clock: number;
    reason: Refusal | null;
  }>(
    `select group_id, id, volume, client, clock, reason from outcomes
     join unnest($1::text[], $2::text[]) as given (group_id, id) using (group_id, id)`,
    [records.map(({ groupId }) => groupId), records.map(({ record }) => record.id)],
  );
  const targets = records.flatMap(({ groupId, record }) =>
    'to' in record ? [{ groupId, id: record.to }] : [],
  );
  const messages = await client.query<{
    group_id: GroupId;
    id: string;
    author: UserId;
    volume: number;
    deleted: boolean;
  }>(
    `select group_id, id, author, volume, deleted_at is not null as deleted from messages
     join unnest($1::text[], $2::text[]) as given (group_id, id) using (group_id, id)`,
    [targets.map(({ groupId }) => groupId), targets.map(({ id }) => id)],
  );
  return {
    now: locked.rows[0]?.now.getTime() ?? 0,
    groups: new Map(locked.rows.map((row) => [row.id, { archived: row.archived, lastSeq: row.last_seq }])),
    volumes: new Map(
      volumes.rows.map((row) => [
        key(row.group_id, row.volume),
        { lastRev: row.last_rev, messages: row.messages },
      ]),
    ),
    actors: new Map(
      actors.rows.map((row) => [
        key(row.group_id, row.user_id),
        { userId: row.user_id, role: row.role, isOwner: row.is_owner },
      ]),
    ),
    outcomes: new Map(
      outcomes.rows.map((row) => [
        key(row.group_id, row.id),
        { volume: row.volume, client: row.client, clock: row.clock, refusal: row.reason },
      ]),
    ),
    messages: new Map(
      messages.rows.map((row) => [
        key(row.group_id, row.id),
        { by: row.author, volume: row.volume, deleted: row.deleted },
      ]),
    ),
  };
}

type Accepted<R> = Decided & { readonly record: R; readonly rev: number };
const ofKind = <R>(decided: readonly Decided[], kind: Decided['kind']): Accepted<R>[] =>
  decided.filter((one): one is Accepted<R> & Decided => one.kind === kind);

/** One array for each column, as `unnest` takes them. */
const columns = <T>(rows: readonly T[], ...read: ((row: T) => unknown)[]): unknown[][] =>
  read.map((column) => rows.map(column));

async function insertOutcomes(client: pg.ClientBase, decided: readonly Decided[]): Promise<void> {
  if (decided.length === 0) return;
  await client.query(
    `insert into outcomes (group_id, id, volume, author, kind, client, clock, outcome, reason, rev, seq, decided_at)
     select group_id, id, volume, author, kind, client, clock,
       case when reason is null then 'accepted' else 'refused' end, reason, rev, seq, decided_at
     from unnest($1::text[], $2::text[], $3::int[], $4::text[], $5::text[], $6::bigint[], $7::bigint[],
       $8::text[], $9::bigint[], $10::bigint[], $11::timestamptz[])
       as given (group_id, id, volume, author, kind, client, clock, reason, rev, seq, decided_at)`,
    columns(
      decided,
      (one) => one.submission.groupId,
      (one) => one.record.id,
      (one) => one.submission.volume,
      (one) => one.submission.author,
      (one) => one.kind,
      (one) => one.candidate.client,
      (one) => one.candidate.clock,
      (one) => one.refusal,
      (one) => one.rev,
      (one) => one.seq,
      (one) => new Date(one.at),
    ),
  );
}

async function insertMessages(client: pg.ClientBase, accepted: readonly Accepted<Message>[]): Promise<void> {
  if (accepted.length === 0) return;
  await client.query(
    `insert into messages (group_id, id, seq, volume, author, text, reply_to, written_at, accepted_at)
     select * from unnest($1::text[], $2::text[], $3::bigint[], $4::int[], $5::text[], $6::text[], $7::text[],
       $8::timestamptz[], $9::timestamptz[])`,
    columns(
      accepted,
      (one) => one.submission.groupId,
      (one) => one.record.id,
      (one) => one.seq,
      (one) => one.submission.volume,
      (one) => one.record.by,
      (one) => one.record.text,
      (one) => one.record.replyTo ?? null,
      (one) => new Date(one.record.at),
      (one) => new Date(one.at),
    ),
  );
}

async function insertEdits(client: pg.ClientBase, accepted: readonly Accepted<Edit>[]): Promise<void> {
  if (accepted.length === 0) return;
  const lists = columns(
    accepted,
    (one) => one.submission.groupId,
    (one) => one.record.id,
    (one) => one.record.to,
    (one) => one.rev,
    (one) => one.record.text,
    (one) => new Date(one.record.at),
    (one) => new Date(one.at),
  );
  await client.query(
    `insert into message_edits (group_id, id, message_id, rev, text, written_at, accepted_at)
     select * from unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::text[], $6::timestamptz[],
       $7::timestamptz[])`,
    lists,
  );
  await client.query(
    `update messages set text = latest.text, edited_at = latest.accepted_at, edit_count = edit_count + edits
     from (
       select distinct on (group_id, message_id) group_id, message_id, text, accepted_at,
         count(*) over (partition by group_id, message_id)::int as edits
       from unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::timestamptz[])
         as given (group_id, message_id, rev, text, accepted_at)
       order by group_id, message_id, rev desc
     ) as latest
     where messages.group_id = latest.group_id and messages.id = latest.message_id
       and messages.deleted_at is null`,
    [lists[0], lists[2], lists[3], lists[4], lists[6]],
  );
}

async function upsertReactions(
  client: pg.ClientBase,
  accepted: readonly Accepted<Reaction>[],
): Promise<void> {
  if (accepted.length === 0) return;
  await client.query(
    `insert into reactions (group_id, message_id, author, emoji, is_on, rev, written_at, accepted_at)
     select distinct on (group_id, message_id, author, emoji) *
     from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::boolean[], $6::bigint[], $7::timestamptz[],
       $8::timestamptz[]) as given (group_id, message_id, author, emoji, is_on, rev, written_at, accepted_at)
     order by group_id, message_id, author, emoji, rev desc
     on conflict (group_id, message_id, author, emoji) do update set is_on = excluded.is_on, rev = excluded.rev,
       written_at = excluded.written_at, accepted_at = excluded.accepted_at`,
    columns(
      accepted,
      (one) => one.submission.groupId,
      (one) => one.record.to,
      (one) => one.record.by,
      (one) => one.record.emoji,
      (one) => one.record.on,
      (one) => one.rev,
      (one) => new Date(one.record.at),
      (one) => new Date(one.at),
    ),
  );
}

/** [S14] Deleted is deleted: the row keeps its place and loses its text, its edits and its reactions. */
async function eraseMessages(client: pg.ClientBase, accepted: readonly Accepted<Deletion>[]): Promise<void> {
  if (accepted.length === 0) return;
  const lists = columns(
    accepted,
    (one) => one.submission.groupId,
    (one) => one.record.to,
    (one) => one.record.by,
    (one) => new Date(one.at),
  );
  await client.query(
    `update messages set text = '', deleted_at = given.at, deleted_by = given.by
     from unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[]) as given (group_id, id, by, at)
     where messages.group_id = given.group_id and messages.id = given.id and messages.deleted_at is null`,
    lists,
  );
  for (const table of ['message_edits', 'reactions'])
    await client.query(
      `delete from ${table} using unnest($1::text[], $2::text[]) as given (group_id, id)
       where ${table}.group_id = given.group_id and message_id = given.id`,
      lists.slice(0, 2),
    );
}

async function advance(client: pg.ClientBase, batch: readonly Submission[], state: State): Promise<void> {
  const groups = [...state.groups];
  await client.query(
    `update groups set last_seq = given.last_seq
     from unnest($1::text[], $2::bigint[]) as given (id, last_seq) where groups.id = given.id`,
    [groups.map(([id]) => id), groups.map(([, { lastSeq }]) => lastSeq)],
  );
  const seen = new Map(batch.map(({ groupId, volume }) => [key(groupId, volume), { groupId, volume }]));
  const volumes = [...seen].flatMap(([at, name]) => {
    const row = state.volumes.get(at);
    return row ? [{ ...name, ...row }] : [];
  });
  await client.query(
    `update volumes set last_rev = given.last_rev, messages = given.messages
     from unnest($1::text[], $2::int[], $3::bigint[], $4::int[])
       as given (group_id, volume, last_rev, messages)
     where volumes.group_id = given.group_id and volumes.volume = given.volume`,
    columns(
      volumes,
      (row) => row.groupId,
      (row) => row.volume,
      (row) => row.lastRev,
      (row) => row.messages,
    ),
  );
}
