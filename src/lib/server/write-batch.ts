/**
 * One transaction for a batch of submissions: locks the groups, reads what the decisions need, and writes log,
 * ledger and normalized rows together. Every list travels as an array parameter, so that a batch costs a dozen
 * statements whatever its size.
 */
import type pg from 'pg';
import { encodeChange } from '#domain/encode-update.ts';
import { groupDocument } from '#domain/document-names.ts';
import type { GroupId, UserId } from '#domain/ids.ts';
import {
  targetOf,
  type Deletion,
  type Edit,
  type GroupRecord,
  type Message,
  type Reaction,
} from '#domain/records.ts';
import type { Refusal } from '#domain/refusal.ts';
import type { Actor } from '#domain/rules.ts';
import {
  decide,
  key,
  type Carried,
  type Decided,
  type Decision,
  type State,
  type Submission,
  type VolumeRow,
} from './decide.ts';
import { writeHead } from './heads.ts';

/** An update that is in the database and may now be applied and broadcast. */
export interface CommittedUpdate {
  readonly document: string;
  readonly row: number;
  readonly payload: Uint8Array;
}

export interface WrittenBatch {
  /** For each submission what it changed, in the order to announce; null when its author is no member. */
  readonly updates: readonly (readonly CommittedUpdate[] | null)[];
  /** Of heads that tell of new volumes and of changes in closed ones: to be announced last. */
  readonly heads: readonly CommittedUpdate[];
  /** Whether messages were deleted whose text is still to leave the log. */
  readonly owesErasure: boolean;
}

/** Decides and writes a batch inside the caller's transaction. */
export async function writeBatch(client: pg.ClientBase, batch: readonly Submission[]): Promise<WrittenBatch> {
  const state = await readState(client, batch);
  const before = new Map([...state.volumes].map(([at, row]) => [at, { ...row }]));
  const stored = batch.map((submission) => decide(submission, state).stored);
  const decided = stored.flatMap((one) => one?.decided ?? []);
  const news = await writeVolumes(client, state, before);
  const rows = await insertUpdates(
    client,
    batch.flatMap(({ groupId }, at) => updatesOf(groupId, stored[at]!)),
  );
  await insertOutcomes(client, decided);
  await insertCarried(
    client,
    stored.flatMap((one) => one?.carried ?? []),
  );
  const accepted = decided.filter(({ refusal }) => refusal === null);
  const deletions = ofKind<Deletion>(accepted, 'deletion');
  await insertMessages(client, ofKind<Message>(accepted, 'message'));
  await insertEdits(client, ofKind<Edit>(accepted, 'edit'));
  await upsertReactions(client, ofKind<Reaction>(accepted, 'reaction'));
  await eraseMessages(client, deletions);
  await advanceGroups(client, state);
  const heads: CommittedUpdate[] = [];
  for (const groupId of [...news].sort()) heads.push(...(await writeHead(client, groupId)));
  return {
    updates: batch.map(({ groupId }, at) => {
      const one = stored[at];
      return one ? updatesOf(groupId, one).map((update) => ({ ...update, row: rows.shift()! })) : null;
    }),
    heads,
    owesErasure: deletions.length > 0,
  };
}

function updatesOf(groupId: GroupId, stored: Decision['stored']): Omit<CommittedUpdate, 'row'>[] {
  return [...(stored?.changes ?? [])].map(([volume, change]) => ({
    document: groupDocument(groupId, volume),
    payload: encodeChange(change),
  }));
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
  const locked = await client.query<{
    id: GroupId;
    archived: boolean;
    last_seq: number;
    live_volume: number;
    now: Date;
  }>(
    `select id, archived_at is not null as archived, last_seq, live_volume, clock_timestamp() as now
     from groups where id = any ($1) order by id for update`,
    [groupIds],
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
  // Known ones, because what was erased meanwhile is not stored again; and what the records are about.
  const wanted = [
    ...outcomes.rows,
    ...records.flatMap(({ groupId, record }) => {
      const id = targetOf(record);
      return id === null ? [] : [{ group_id: groupId, id }];
    }),
  ];
  const messages = await client.query<{
    group_id: GroupId;
    id: string;
    author: UserId;
    volume: number;
    deleted: boolean;
    written_at: Date;
  }>(
    `select distinct group_id, id, author, volume, deleted_at is not null as deleted, written_at from messages
     join unnest($1::text[], $2::text[]) as given (group_id, id) using (group_id, id)`,
    columns(
      wanted,
      (one) => one.group_id,
      (one) => one.id,
    ),
  );
  const volumes = await readVolumes(client, batch, locked.rows, messages.rows);
  const places = await readPlaces(
    client,
    records.filter(({ record }) => 'deleted' in record),
  );
  return {
    now: locked.rows[0]?.now.getTime() ?? 0,
    groups: new Map(
      locked.rows.map((row) => [
        row.id,
        { archived: row.archived, lastSeq: row.last_seq, liveVolume: row.live_volume },
      ]),
    ),
    volumes,
    places,
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
        {
          by: row.author,
          volume: row.volume,
          writtenAt: row.written_at.getTime(),
          deleted: row.deleted,
        },
      ]),
    ),
  };
}

/** The volumes that were sent to, the live ones, and those of the messages that records are about. */
async function readVolumes(
  client: pg.ClientBase,
  batch: readonly Submission[],
  groups: readonly { id: GroupId; live_volume: number }[],
  messages: readonly { group_id: GroupId; volume: number }[],
): Promise<State['volumes']> {
  const wanted = [
    ...batch.flatMap(({ groupId, volume }) => (volume === null ? [] : [{ groupId, volume }])),
    ...groups.map((group) => ({ groupId: group.id, volume: group.live_volume })),
    ...messages.map((message) => ({ groupId: message.group_id, volume: message.volume })),
  ];
  const { rows } = await client.query<{
    group_id: GroupId;
    volume: number;
    last_rev: number;
    messages: number;
    size: number;
    carried: number;
  }>(
    `select distinct group_id, volume, last_rev, messages, size, carried from volumes
     join unnest($1::text[], $2::int[]) as given (group_id, volume) using (group_id, volume)`,
    columns(
      wanted,
      (one) => one.groupId,
      (one) => one.volume,
    ),
  );
  return new Map(
    rows.map(({ group_id, volume, last_rev, messages, size, carried }) => [
      key(group_id, volume),
      { groupId: group_id, volume, lastRev: last_rev, messages, size, carried },
    ]),
  );
}

/** [S15] Where messages that are to be deleted stand, with their edits and reactions. */
async function readPlaces(
  client: pg.ClientBase,
  deletions: readonly { groupId: GroupId; record: GroupRecord }[],
): Promise<State['places']> {
  const places: State['places'] = new Map();
  if (deletions.length === 0) return places;
  const { rows } = await client.query<{ group_id: GroupId; message: string; client: number; clock: number }>(
    `select distinct group_id, message, client, clock
     from unnest($1::text[], $2::text[]) as given (group_id, message)
     cross join lateral (
       select client, clock from outcomes
         where outcomes.group_id = given.group_id and outcomes.id = message and rev is not null
       union all
       select client, clock from outcomes
         where outcomes.group_id = given.group_id and target = message
           and kind <> 'deletion' and outcome = 'accepted'
     ) as standing`,
    columns(
      deletions,
      (one) => one.groupId,
      (one) => targetOf(one.record),
    ),
  );
  for (const { group_id, message, client, clock } of rows) {
    const at = key(group_id, message);
    places.set(at, [...(places.get(at) ?? []), { client, clock, length: 1 }]);
  }
  return places;
}

type Accepted<R> = Decided & { readonly record: R };
const ofKind = <R>(decided: readonly Decided[], kind: Decided['kind']): Accepted<R>[] =>
  decided.filter((one): one is Accepted<R> & Decided => one.kind === kind);

/** One array for each column, as `unnest` takes them. */
const columns = <T>(rows: readonly T[], ...read: ((row: T) => unknown)[]): unknown[][] =>
  read.map((column) => rows.map(column));

async function insertOutcomes(client: pg.ClientBase, decided: readonly Decided[]): Promise<void> {
  if (decided.length === 0) return;
  await client.query(
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
  await client.query(
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
  await client.query(
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
  await client.query(
    `update messages set text = '', edited_at = null, edit_count = 0, deleted_at = given.at, deleted_by = given.by
     from unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[]) as given (group_id, id, by, at)
     where messages.group_id = given.group_id and messages.id = given.id and messages.deleted_at is null`,
    lists.slice(0, 4),
  );
  for (const table of ['message_edits', 'reactions'])
    await client.query(
      `delete from ${table} using unnest($1::text[], $2::text[]) as given (group_id, id)
       where ${table}.group_id = given.group_id and message_id = given.id`,
      lists.slice(0, 2),
    );
  await client.query(
    `insert into erasures (group_id, message_id, requested_at, volume)
     select * from unnest($1::text[], $2::text[], $3::timestamptz[], $4::int[]) on conflict do nothing`,
    [lists[0], lists[1], lists[3], lists[4]],
  );
}

async function advanceGroups(client: pg.ClientBase, { groups }: State): Promise<void> {
  const rows = [...groups];
  await client.query(
    `update groups set last_seq = given.last_seq, live_volume = given.live_volume
     from unnest($1::text[], $2::bigint[], $3::int[]) as given (id, last_seq, live_volume)
     where groups.id = given.id`,
    columns(
      rows,
      ([id]) => id,
      ([, { lastSeq }]) => lastSeq,
      ([, { liveVolume }]) => liveVolume,
    ),
  );
}

/**
 * Writes the volumes that changed, opens the new ones and closes those before them.
 * @returns the groups whose heads have to tell of it: a volume was opened, or a closed one changed
 */
async function writeVolumes(
  client: pg.ClientBase,
  state: State,
  before: ReadonlyMap<string, VolumeRow>,
): Promise<Set<GroupId>> {
  const changed = [...state.volumes].flatMap(([at, row]) => {
    const slash = at.lastIndexOf('/');
    const groupId = at.slice(0, slash) as GroupId;
    const volume = Number(at.slice(slash + 1));
    if (before.get(at)?.lastRev === row.lastRev) return [];
    return [{ groupId, volume, isClosed: volume < state.groups.get(groupId)!.liveVolume, ...row }];
  });
  if (changed.length === 0) return new Set();
  await client.query(
    `insert into volumes (group_id, volume, last_rev, messages, size, carried, closed_at, closed_rev)
     select group_id, volume, last_rev, messages, size, carried,
       case when is_closed then now() end, case when is_closed then last_rev end
     from unnest($1::text[], $2::int[], $3::bigint[], $4::int[], $5::bigint[], $6::int[], $7::boolean[])
       as given (group_id, volume, last_rev, messages, size, carried, is_closed)
     on conflict (group_id, volume) do update set
       last_rev = excluded.last_rev, messages = excluded.messages, size = excluded.size,
       carried = excluded.carried,
       closed_at = coalesce(volumes.closed_at, excluded.closed_at),
       closed_rev = coalesce(volumes.closed_rev, excluded.closed_rev)`,
    columns(
      changed,
      (row) => row.groupId,
      (row) => row.volume,
      (row) => row.lastRev,
      (row) => row.messages,
      (row) => row.size,
      (row) => row.carried,
      (row) => row.isClosed,
    ),
  );
  const opened = changed.filter(({ groupId, volume }) => !before.has(key(groupId, volume)));
  await client.query(`insert into documents (name) select unnest($1::text[]) on conflict do nothing`, [
    opened.map(({ groupId, volume }) => groupDocument(groupId, volume)),
  ]);
  return new Set([...opened, ...changed.filter(({ isClosed }) => isClosed)].map(({ groupId }) => groupId));
}
