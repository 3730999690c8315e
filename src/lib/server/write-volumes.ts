/** Writes how far groups and volumes have come, opens volumes and closes those before them. */
import type pg from 'pg';
import { ask } from './ask.ts';
import { groupDocument } from '#domain/document-names.ts';
import type { GroupId } from '#domain/ids.ts';
import { columns } from './columns.ts';
import { key, type State, type VolumeRow } from './decide.ts';

export async function advanceGroups(client: pg.ClientBase, { groups }: State): Promise<void> {
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
export async function writeVolumes(
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
  const opened = changed.filter(({ groupId, volume }) => !before.has(key(groupId, volume)));
  await Promise.all([upsertVolumes(client, changed), insertDocuments(client, opened)]);
  return new Set([...opened, ...changed.filter(({ isClosed }) => isClosed)].map(({ groupId }) => groupId));
}

type ChangedVolume = VolumeRow & {
  readonly groupId: GroupId;
  readonly volume: number;
  readonly isClosed: boolean;
};

async function upsertVolumes(client: pg.ClientBase, changed: readonly ChangedVolume[]): Promise<void> {
  await ask(
    client,
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
}

async function insertDocuments(client: pg.ClientBase, opened: readonly ChangedVolume[]): Promise<void> {
  if (opened.length === 0) return;
  await ask(client, `insert into documents (name) select unnest($1::text[]) on conflict do nothing`, [
    opened.map(({ groupId, volume }) => groupDocument(groupId, volume)),
  ]);
}
