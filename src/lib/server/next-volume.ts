import type pg from 'pg';
import { groupDocument } from '#domain/document-names.ts';
import type { GroupId } from '#domain/ids.ts';

/**
 * [S21] Makes sure that what follows stands in a volume of its own, inside the caller's transaction, which holds the
 * group's row lock: a document is readable whole or not at all. What is on its way to the closed volume is carried.
 * @returns the live volume, in which nothing was said yet and nothing happened but that people came
 */
export async function openNextVolume(client: pg.ClientBase, groupId: GroupId): Promise<number> {
  const closed = await client.query<{ volume: number }>(
    `update volumes set closed_at = now(), closed_rev = last_rev from groups
     where groups.id = $1 and group_id = $1 and volume = live_volume
       and (last_rev > 0 or tells_of_past) returning volume`,
    [groupId],
  );
  const before = closed.rows[0]?.volume;
  if (before === undefined) {
    const { rows } = await client.query<{ live_volume: number }>(
      `select live_volume from groups where id = $1`,
      [groupId],
    );
    return rows[0]!.live_volume;
  }
  const volume = before + 1;
  await client.query(`insert into volumes (group_id, volume) values ($1, $2)`, [groupId, volume]);
  await client.query(`insert into documents (name) values ($1) on conflict do nothing`, [
    groupDocument(groupId, volume),
  ]);
  await client.query(`update groups set live_volume = $2 where id = $1`, [groupId, volume]);
  return volume;
}
