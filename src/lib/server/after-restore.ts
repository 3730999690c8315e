/**
 * What a database restored from a backup owes. Devices hold what it has lost, under numbers that it will give
 * again: they are told by a new epoch to begin anew and bring their own records. And what was deleted after the
 * backup was made is deleted once more, by the list that is kept beside the database.
 */
import type pg from 'pg';
import type { UserId } from '#domain/ids.ts';
import { columns } from './columns.ts';
import type { Database } from './database.ts';
import { readErasedIds, type Erased } from './erased-ids.ts';
import { serverDeletions } from './server-deletion.ts';
import { writeBatch } from './write-batch.ts';

/** Call it while no server runs on the database. @returns the new epoch, and how many messages were erased again */
export async function afterRestore(
  database: Database,
  dataDir: string,
): Promise<{ epoch: number; erased: number }> {
  const list = await readErasedIds(dataDir);
  return database.transaction(async (client) => ({
    epoch: await beginEpoch(client),
    erased: await eraseAgain(client, list),
  }));
}

/**
 * Begins an epoch that no device has met. One more than before is not enough: a backup that is restored twice would
 * begin the same one twice. So it is at least the number of seconds since 2026.
 * @param above what the database that is replaced had reached
 */
export async function beginEpoch(client: pg.ClientBase, above = 0): Promise<number> {
  const { rows } = await client.query<{ epoch: number }>(
    `update organisation set epoch =
       greatest(epoch + 1, $1::integer + 1, extract(epoch from now() - '2026-01-01Z'::timestamptz)::integer)
     returning epoch`,
    [above],
  );
  return rows[0]?.epoch ?? 1;
}

/** Also notes those that are not there, for when a device brings them. @returns how many were, and not deleted */
export async function eraseAgain(client: pg.ClientBase, list: readonly Erased[]): Promise<number> {
  let erased = 0;
  for (const one of list) if (await eraseOne(client, one)) erased++;
  await client.query(
    `insert into deleted_before (group_id, message_id)
     select given.* from unnest($1::text[], $2::text[]) as given (group_id, message_id)
     where not exists (
       select 1 from messages where messages.group_id = given.group_id and messages.id = given.message_id
     )
     on conflict do nothing`,
    columns(
      list,
      (one) => one.groupId,
      (one) => one.messageId,
    ),
  );
  return erased;
}

async function eraseOne(client: pg.ClientBase, { groupId, messageId }: Erased): Promise<boolean> {
  const { rows } = await client.query<{ author: UserId }>(
    `select author from messages where group_id = $1 and id = $2 and deleted_at is null`,
    [groupId, messageId],
  );
  const author = rows[0]?.author;
  if (author === undefined) return false;
  await writeBatch(client, serverDeletions(groupId, [{ id: messageId, author }], Date.now()));
  return true;
}
