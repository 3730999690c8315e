/**
 * Holds the tables against the documents they are derived from, a volume at a time, and mends the tables where they
 * differ. Ids and columns are named, never text.
 */
import type pg from 'pg';
import * as Y from 'yjs';
import { groupDocument } from '#domain/document-names.ts';
import { contentOf, volumeOf } from '#domain/group-document.ts';
import type { GroupId } from '#domain/ids.ts';
import type { Database } from './database.ts';
import { readLedger } from './read-ledger.ts';
import { rowsOfVolume, type VolumeRows } from './rows-of-volume.ts';
import { readDocument } from './stored-documents.ts';
import { readVolumeRows, replaceVolumeRows } from './volume-rows.ts';

export interface Difference {
  readonly groupId: GroupId;
  readonly volume: number;
  readonly table: 'messages' | 'message_edits' | 'reactions' | 'ledger' | 'groups';
  readonly id: string;
  /** `missing` and `unknown` rows, or the columns that differ. */
  readonly what: string;
  isMended: boolean;
}

export interface Verified {
  readonly groups: number;
  readonly volumes: number;
  /** Rows that were compared. */
  readonly rows: number;
  readonly differences: readonly Difference[];
}

/**
 * Compares everything; writes nothing unless told to repair. Safe beside a running server: each volume is read in one
 * snapshot of the database.
 */
export async function verify(database: Database, { repair }: { repair: boolean }): Promise<Verified> {
  const { rows: volumes } = await database.pool.query<{ group_id: GroupId; volume: number }>(
    `select group_id, volume from volumes order by group_id, volume`,
  );
  const differences: Difference[] = [];
  let rows = 0;
  for (const { group_id, volume } of volumes)
    await database.transaction(async (client) => {
      // The row lock keeps writers out; repeatable reads would fail the repair on any concurrent change.
      await client.query(`select 1 from groups where id = $1 for update`, [group_id]);
      const found = await verifyVolume(client, group_id, volume);
      rows += found.rows;
      if (repair && found.differences.some(({ table }) => table !== 'ledger')) {
        await replaceVolumeRows(client, group_id, volume, found.wanted);
        for (const one of found.differences) one.isMended = one.table !== 'ledger';
      }
      differences.push(...found.differences);
    });
  differences.push(...(await verifyNumbers(database, repair)));
  const groups = new Set(volumes.map(({ group_id }) => group_id)).size;
  return { groups, volumes: volumes.length, rows, differences };
}

async function verifyVolume(
  client: pg.ClientBase,
  groupId: GroupId,
  volume: number,
): Promise<{ differences: Difference[]; wanted: VolumeRows; rows: number }> {
  const doc = new Y.Doc();
  const content = volumeOf(doc);
  const stored = await readDocument(client, groupDocument(groupId, volume));
  for (const update of stored.updates) Y.applyUpdate(doc, update);
  const ledger = await readLedger(client, groupId, volume);
  const wanted = rowsOfVolume(contentOf(content));
  const actual = await readVolumeRows(client, groupId, volume);
  const differences: Difference[] = [];
  const note = (table: Difference['table'], id: string, what: string) =>
    differences.push({ groupId, volume, table, id, what, isMended: false });

  const said = content.ledger.toArray();
  for (let at = 0; at < Math.max(said.length, ledger.length); at++)
    if (JSON.stringify(said[at]) !== JSON.stringify(ledger[at]))
      note('ledger', (said[at] ?? ledger[at])![0], said[at] ? 'differs' : 'missing in the document');
  const tables = { messages: 'messages', edits: 'message_edits', reactions: 'reactions' } as const;
  for (const kind of ['messages', 'edits', 'reactions'] as const)
    for (const [id, what] of compare(wanted[kind], actual[kind])) note(tables[kind], id, what);
  doc.destroy();
  return { differences, wanted, rows: said.length };
}

/** What is missing, what nobody knows of, and the columns that differ. Undefined means that it cannot be known. */
function* compare(
  wanted: ReadonlyMap<string, object>,
  actual: ReadonlyMap<string, object>,
): Generator<[id: string, what: string]> {
  for (const [id, row] of wanted) {
    const other = actual.get(id) as Record<string, unknown> | undefined;
    const columns = Object.entries(row)
      .filter(([column, value]) => value !== undefined && other?.[column] !== value)
      .map(([column]) => column);
    if (!other) yield [id, 'missing'];
    else if (columns.length > 0) yield [id, columns.join(', ')];
  }
  for (const id of actual.keys()) if (!wanted.has(id)) yield [id, 'unknown'];
}

/** `seq` has no gaps, and the groups' counters are those of their messages. */
async function verifyNumbers(database: Database, repair: boolean): Promise<Difference[]> {
  const { rows } = await database.pool.query<{
    id: GroupId;
    live_volume: number;
    newest: number;
    total: number;
  }>(
    `select groups.id, live_volume, coalesce(max(seq), 0) as newest, count(seq) as total
     from groups left join messages on group_id = groups.id
     group by groups.id having coalesce(max(seq), 0) <> last_seq or count(seq) <> last_seq`,
  );
  for (const { id, newest, total } of rows)
    if (repair && newest === total)
      await database.pool.query(`update groups set last_seq = $2 where id = $1`, [id, newest]);
  return rows.map(({ id, live_volume, newest, total }) => ({
    groupId: id,
    volume: live_volume,
    table: 'groups',
    id,
    what: newest === total ? 'last_seq' : 'seq has gaps',
    isMended: repair && newest === total,
  }));
}
