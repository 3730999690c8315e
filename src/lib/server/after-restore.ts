/**
 * What a database restored from a backup owes. Devices hold what it has lost, under numbers that it will give
 * again: they are told by a new epoch to begin anew and bring their own records. And what was deleted after the
 * backup was made is deleted once more, by the list that is kept beside the database.
 */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Candidate } from '#domain/admission.ts';
import { CARRY_CLIENT } from '#domain/client-id.ts';
import {
  ID_BYTES,
  idFromBytes,
  isGroupId,
  isRecordId,
  type GroupId,
  type RecordId,
  type UserId,
} from '#domain/ids.ts';
import type { Deletion } from '#domain/records.ts';
import type { Database } from './database.ts';
import { ERASED_FILE } from './eraser.ts';
import { writeBatch } from './write-batch.ts';

/** Call it while no server runs on the database. @returns the new epoch, and how many messages were erased again */
export async function afterRestore(
  database: Database,
  dataDir: string,
): Promise<{ epoch: number; erased: number }> {
  const { rows } = await database.pool.query<{ epoch: number }>(
    `update organisation set epoch = epoch + 1 returning epoch`,
  );
  let erased = 0;
  for (const { groupId, messageId } of await readErased(path.join(dataDir, ERASED_FILE)))
    if (await eraseAgain(database, groupId, messageId)) erased++;
  return { epoch: rows[0]?.epoch ?? 1, erased };
}

async function readErased(file: string): Promise<{ groupId: GroupId; messageId: RecordId }[]> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''; // Nothing was ever deleted.
    throw error;
  });
  return [...new Set(text.split('\n'))].flatMap((line) => {
    const [groupId, messageId] = line.split(' ');
    return isGroupId(groupId) && isRecordId(messageId) ? [{ groupId, messageId }] : [];
  });
}

/** @returns whether the message was there, and not deleted */
const eraseAgain = (database: Database, groupId: GroupId, messageId: RecordId): Promise<boolean> =>
  database.transaction(async (client) => {
    const { rows } = await client.query<{ author: UserId }>(
      `select author from messages where group_id = $1 and id = $2 and deleted_at is null`,
      [groupId, messageId],
    );
    const author = rows[0]?.author;
    if (author === undefined) return false;
    await writeBatch(client, [
      { groupId, volume: null, author, isByServer: true, candidates: [deletionOf(messageId, author)] },
    ]);
    return true;
  });

function deletionOf(to: RecordId, by: UserId): Candidate {
  const id = idFromBytes(randomBytes(ID_BYTES)) as RecordId;
  const record: Deletion = { id, by, to, deleted: true, at: Date.now() };
  // Its place is the server's to choose.
  const place = { client: CARRY_CLIENT, clock: 0, origin: null };
  return { ...place, root: 'edits', id, record, refusal: null, isKept: true };
}
