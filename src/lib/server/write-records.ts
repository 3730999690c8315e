/** Writes what was decided on records: outcomes, the places that were left, and the normalized rows. */
import type pg from 'pg';
import { ask } from './ask.ts';
import type { Deletion, Edit, Message, Reaction } from '#domain/records.ts';
import { columns } from './columns.ts';
import type { Carried, Decided } from './decide.ts';

/** Writes them in the order in which they refer to one another, without waiting for one before sending the next. */
export async function writeRecords(
  client: pg.ClientBase,
  decided: readonly Decided[],
  carried: readonly Carried[],
): Promise<void> {
  const accepted = decided.filter(({ refusal }) => refusal === null);
  await Promise.all([
    insertOutcomes(client, decided),
    insertCarried(client, carried),
    insertMessages(client, ofKind<Message>(accepted, 'message')),
    insertEdits(client, ofKind<Edit>(accepted, 'edit')),
    upsertReactions(client, ofKind<Reaction>(accepted, 'reaction')),
    eraseMessages(client, ofKind<Deletion>(accepted, 'deletion')),
  ]);
}

type Accepted<R> = Decided & { readonly record: R };
const ofKind = <R>(decided: readonly Decided[], kind: Decided['kind']): Accepted<R>[] =>
  decided.filter((one): one is Accepted<R> & Decided => one.kind === kind);

async function insertOutcomes(client: pg.ClientBase, decided: readonly Decided[]): Promise<void> {
  if (decided.length === 0) return;
  await ask(
    client,
    `insert into outcomes
       (group_id, id, volume, author, kind, target, client, clock, outcome, reason, rev, seq, decided_at)
     select group_id, id, volume, author, kind, target, client, clock,
       case when reason is null then 'accepted' else 'refused' end, reason, rev, seq, decided_at
     from unnest($1::text[], $2::text[], $3::int[], $4::text[], $5::text[], $6::text[], $7::bigint[],
       $8::bigint[], $9::text[], $10::bigint[], $11::bigint[], $12::timestamptz[])
       as given (group_id, id, volume, author, kind, target, client, clock, reason, rev, seq, decided_at)`,
    columns(
      decided,
      (one) => one.groupId,
      (one) => one.id,
      (one) => one.volume,
      (one) => one.author,
      (one) => one.kind,
      (one) => one.target,
      (one) => one.client,
      (one) => one.clock,
      (one) => one.refusal,
      (one) => one.rev,
      (one) => one.seq,
      (one) => new Date(one.at),
    ),
  );
}

async function insertCarried(client: pg.ClientBase, carried: readonly Carried[]): Promise<void> {
  if (carried.length === 0) return;
  await ask(
    client,
    `insert into carried (group_id, volume, rev, id, client, clock, to_volume, decided_at)
     select * from unnest($1::text[], $2::int[], $3::bigint[], $4::text[], $5::bigint[], $6::bigint[], $7::int[],
       $8::timestamptz[])`,
    columns(
      carried,
      (one) => one.groupId,
      (one) => one.volume,
      (one) => one.rev,
      (one) => one.id,
      (one) => one.client,
      (one) => one.clock,
      (one) => one.toVolume,
      (one) => new Date(one.at),
    ),
  );
}

async function insertMessages(client: pg.ClientBase, accepted: readonly Accepted<Message>[]): Promise<void> {
  if (accepted.length === 0) return;
  await ask(
    client,
    `insert into messages (group_id, id, seq, volume, author, text, reply_to, written_at, accepted_at)
     select * from unnest($1::text[], $2::text[], $3::bigint[], $4::int[], $5::text[], $6::text[], $7::text[],
       $8::timestamptz[], $9::timestamptz[])`,
    columns(
      accepted,
      (one) => one.groupId,
      (one) => one.record.id,
      (one) => one.seq,
      (one) => one.volume,
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
    (one) => one.groupId,
    (one) => one.record.id,
    (one) => one.record.to,
    (one) => one.rev,
    (one) => one.record.text,
    (one) => new Date(one.record.at),
    (one) => new Date(one.at),
  );
  const inserted = ask(
    client,
    `insert into message_edits (group_id, id, message_id, rev, text, written_at, accepted_at)
     select * from unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::text[], $6::timestamptz[],
       $7::timestamptz[])`,
    lists,
  );
  const updated = client.query(
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
  await Promise.all([inserted, updated]);
}

async function upsertReactions(
  client: pg.ClientBase,
  accepted: readonly Accepted<Reaction>[],
): Promise<void> {
  if (accepted.length === 0) return;
  await ask(
    client,
    `insert into reactions (group_id, message_id, author, emoji, is_on, rev, written_at, accepted_at)
     select distinct on (group_id, message_id, author, emoji) *
     from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::boolean[], $6::bigint[], $7::timestamptz[],
       $8::timestamptz[]) as given (group_id, message_id, author, emoji, is_on, rev, written_at, accepted_at)
     order by group_id, message_id, author, emoji, rev desc
     on conflict (group_id, message_id, author, emoji) do update set is_on = excluded.is_on, rev = excluded.rev,
       written_at = excluded.written_at, accepted_at = excluded.accepted_at`,
    columns(
      accepted,
      (one) => one.groupId,
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
    (one) => one.groupId,
    (one) => one.record.to,
    (one) => one.record.by,
    (one) => new Date(one.at),
    (one) => one.volume,
  );
  const blanked = client.query(
    `update messages set text = '', edited_at = null, edit_count = 0, deleted_at = given.at, deleted_by = given.by
     from unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[]) as given (group_id, id, by, at)
     where messages.group_id = given.group_id and messages.id = given.id and messages.deleted_at is null`,
    lists.slice(0, 4),
  );
  const deleted = ['message_edits', 'reactions'].map((table) =>
    client.query(
      `delete from ${table} using unnest($1::text[], $2::text[]) as given (group_id, id)
       where ${table}.group_id = given.group_id and message_id = given.id`,
      lists.slice(0, 2),
    ),
  );
  const owed = ask(
    client,
    `insert into erasures (group_id, message_id, requested_at, volume)
     select * from unnest($1::text[], $2::text[], $3::timestamptz[], $4::int[]) on conflict do nothing`,
    [lists[0], lists[1], lists[3], lists[4]],
  );
  await Promise.all([blanked, ...deleted, owed]);
}
