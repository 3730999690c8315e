/**
 * Which messages were erased, in a file beside the database: no backup of the database brings back an older list, so
 * that a restore can erase again what the backup still has.
 */
import { appendFile, mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { isGroupId, isRecordId, type GroupId, type RecordId } from '#domain/ids.ts';

/** Below DATA_DIR: a group's and a message's id a line. */
export const ERASED_FILE = 'erased-ids';

export interface Erased {
  readonly groupId: GroupId;
  readonly messageId: RecordId;
}

/** Each once; none where nothing was ever deleted. */
export async function readErasedIds(dataDir: string): Promise<Erased[]> {
  const text = await readFile(path.join(dataDir, ERASED_FILE), 'utf8').catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '';
      throw error;
    },
  );
  return [...new Set(text.split('\n'))].flatMap((line) => {
    const [groupId, messageId] = line.split(' ');
    return isGroupId(groupId) && isRecordId(messageId) ? [{ groupId, messageId }] : [];
  });
}

/** Adds to the list, and waits until it is on the disk. */
export async function keepErasedIds(dataDir: string, erased: readonly Erased[]): Promise<void> {
  await mkdir(dataDir, { recursive: true });
  const lines = erased.map(({ groupId, messageId }) => `${groupId} ${messageId}\n`).join('');
  await appendFile(path.join(dataDir, ERASED_FILE), lines, { flush: true });
}

/** Adds those that the list lacks. */
export async function addErasedIds(dataDir: string, erased: readonly Erased[]): Promise<void> {
  const key = ({ groupId, messageId }: Erased): string => `${groupId} ${messageId}`;
  const known = new Set((await readErasedIds(dataDir)).map(key));
  const missing = erased.filter((one) => !known.has(key(one)));
  if (missing.length > 0) await keepErasedIds(dataDir, missing);
}
