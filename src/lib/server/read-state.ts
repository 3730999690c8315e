/** Locks the groups of a batch and reads the rows that its decisions depend on. */
import type pg from 'pg';
import type { GroupId, UserId } from '#domain/ids.ts';
import { targetOf, type GroupRecord } from '#domain/records.ts';
import type { Refusal } from '#domain/refusal.ts';
import type { Actor } from '#domain/rules.ts';
import { columns } from './columns.ts';
import { key, type State, type Submission } from './decide.ts';

/** Inside the transaction that writes what is decided: the locks hold until it ends. */
export async function readState(client: pg.ClientBase, batch: readonly Submission[]): Promise<State> {
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
