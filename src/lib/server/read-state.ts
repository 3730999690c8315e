/** Locks the groups of a batch and reads the rows that its decisions depend on. */
import type pg from 'pg';
import { ask } from './ask.ts';
import type { GroupId, RecordId, UserId } from '#domain/ids.ts';
import { targetOf, type GroupRecord } from '#domain/records.ts';
import type { Refusal } from '#domain/refusal.ts';
import type { Actor } from '#domain/rules.ts';
import { columns } from './columns.ts';
import { key, type State, type Submission } from './decide.ts';
import { newRecordId } from './new-record-id.ts';

/**
 * Inside the transaction that writes what is decided: the locks hold until it ends. All questions go out together;
 * those behind the first are answered when it has the locks, each from what is committed by then. Rows are looked up one
 * by one (`lateral` with a limit): joined, tables that were small when the plan was made are read whole, which was
 * three quarters of the time of a batch at 3,000 messages (2026-11).
 */
export async function readState(client: pg.ClientBase, batch: readonly Submission[]): Promise<State> {
  const groupIds = [...new Set(batch.map(({ groupId }) => groupId))];
  // Those that are no record have an outcome too.
  const candidates = batch.flatMap(({ groupId, candidates }) =>
    candidates.map(({ id, record }) => ({ groupId, id, record })),
  );
  const records = candidates.flatMap(({ groupId, record }) => (record ? [{ groupId, record }] : []));
  // Candidates too, because what was erased meanwhile is not stored again.
  const wanted = [
    ...candidates.map(({ groupId, id }) => ({ groupId, id })),
    ...records.flatMap(({ groupId, record }) => {
      const id = targetOf(record);
      return id === null ? [] : [{ groupId, id }];
    }),
  ];
  const [locked, actors, outcomes, messages, volumes, places, deletedBefore] = await Promise.all([
    lockGroups(client, groupIds),
    readActors(client, groupIds, [...new Set(batch.map(({ author }) => author))]),
    readOutcomes(client, candidates),
    readMessages(client, wanted),
    readVolumes(client, batch, wanted),
    readPlaces(
      client,
      records.filter(({ record }) => 'deleted' in record),
    ),
    readDeletedBefore(client, candidates),
  ]);
  return { ...locked, actors, outcomes, messages, volumes, places, deletedBefore };
}

async function lockGroups(
  client: pg.ClientBase,
  groupIds: readonly GroupId[],
): Promise<Pick<State, 'now' | 'groups'>> {
  const { rows } = await client.query<{
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
  return {
    now: rows[0]?.now.getTime() ?? 0,
    groups: new Map(
      rows.map((row) => [
        row.id,
        { archived: row.archived, lastSeq: row.last_seq, liveVolume: row.live_volume },
      ]),
    ),
  };
}

async function readActors(
  client: pg.ClientBase,
  groupIds: readonly GroupId[],
  authors: readonly UserId[],
): Promise<State['actors']> {
  const { rows } = await client.query<{
    group_id: GroupId;
    user_id: UserId;
    role: Actor['role'];
    is_owner: boolean;
  }>(
    `select group_id, user_id, group_members.role, users.role = 'owner' as is_owner
     from group_members join users on users.id = user_id
     where group_id = any ($1) and user_id = any ($2) and users.active`,
    [groupIds, authors],
  );
  return new Map(
    rows.map((row) => [
      key(row.group_id, row.user_id),
      { userId: row.user_id, role: row.role, isOwner: row.is_owner },
    ]),
  );
}

interface Wanted {
  readonly groupId: GroupId;
  readonly id: string;
}

async function readOutcomes(client: pg.ClientBase, wanted: readonly Wanted[]): Promise<State['outcomes']> {
  const { rows } = await ask<{
    group_id: GroupId;
    id: string;
    volume: number;
    client: number;
    clock: number;
    reason: Refusal | null;
  }>(
    client,
    `select given.group_id, given.id, volume, client, clock, reason
     from unnest($1::text[], $2::text[]) as given (group_id, id)
     cross join lateral (
       select volume, client, clock, reason from outcomes
       where outcomes.group_id = given.group_id and outcomes.id = given.id limit 1
     ) as outcome`,
    idsOf(wanted),
  );
  return new Map(
    rows.map((row) => [
      key(row.group_id, row.id),
      { volume: row.volume, client: row.client, clock: row.clock, refusal: row.reason },
    ]),
  );
}

async function readDeletedBefore(
  client: pg.ClientBase,
  wanted: readonly Wanted[],
): Promise<State['deletedBefore']> {
  const { rows } = await ask<{ group_id: GroupId; id: RecordId }>(
    client,
    `select given.group_id, given.id from unnest($1::text[], $2::text[]) as given (group_id, id)
     where exists (
       select 1 from deleted_before
       where deleted_before.group_id = given.group_id and deleted_before.message_id = given.id
     )`,
    idsOf(wanted),
  );
  return new Map(rows.map(({ group_id, id }) => [key(group_id, id), newRecordId()]));
}

async function readMessages(client: pg.ClientBase, wanted: readonly Wanted[]): Promise<State['messages']> {
  const { rows } = await ask<{
    group_id: GroupId;
    id: string;
    author: UserId;
    volume: number;
    deleted: boolean;
    written_at: Date;
  }>(
    client,
    `select given.group_id, given.id, author, volume, deleted_at is not null as deleted, written_at
     from unnest($1::text[], $2::text[]) as given (group_id, id)
     cross join lateral (
       select author, volume, deleted_at, written_at from messages
       where messages.group_id = given.group_id and messages.id = given.id limit 1
     ) as message`,
    idsOf(wanted),
  );
  return new Map(
    rows.map((row) => [
      key(row.group_id, row.id),
      { by: row.author, volume: row.volume, writtenAt: row.written_at.getTime(), deleted: row.deleted },
    ]),
  );
}

/** The volumes that were sent to, the live ones, and those of the messages that records are about. */
async function readVolumes(
  client: pg.ClientBase,
  batch: readonly Submission[],
  messages: readonly Wanted[],
): Promise<State['volumes']> {
  const sentTo = batch.filter(({ volume }) => volume !== null);
  const { rows } = await ask<{
    group_id: GroupId;
    volume: number;
    last_rev: number;
    messages: number;
    size: number;
    carried: number;
  }>(
    client,
    `select wanted.group_id, wanted.volume, last_rev, messages, size, carried
     from (
       select id as group_id, live_volume as volume from unnest($1::text[]) as given (id)
         cross join lateral (select live_volume from groups where groups.id = given.id limit 1) as live
       union select * from unnest($2::text[], $3::int[])
       union select given.group_id, volume from unnest($4::text[], $5::text[]) as given (group_id, id)
         cross join lateral (
           select volume from messages
           where messages.group_id = given.group_id and messages.id = given.id limit 1
         ) as message
     ) as wanted
     cross join lateral (
       select last_rev, messages, size, carried from volumes
       where volumes.group_id = wanted.group_id and volumes.volume = wanted.volume limit 1
     ) as volume`,
    [
      [...new Set(batch.map(({ groupId }) => groupId))],
      ...columns(
        sentTo,
        (one) => one.groupId,
        (one) => one.volume,
      ),
      ...idsOf(messages),
    ],
  );
  return new Map(
    rows.map(({ group_id, volume, last_rev, messages, size, carried }) => [
      key(group_id, volume),
      { groupId: group_id, volume, lastRev: last_rev, messages, size, carried },
    ]),
  );
}

const idsOf = (wanted: readonly Wanted[]): unknown[][] =>
  columns(
    wanted,
    (one) => one.groupId,
    (one) => one.id,
  );

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
