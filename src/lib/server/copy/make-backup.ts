import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import path from 'node:path';
import type { DatabasePlace } from '../database.ts';
import { DirectoryInUse, lockDirectory } from '../directory-lock.ts';
import { log } from '../log.ts';
import { StartError } from '../start-error.ts';
import { writeArchive } from './archive.ts';
import { readBackup, type Backup } from './read-backup.ts';
import { reading } from './copy-transaction.ts';
import { openSource, type Source } from './open-source.ts';
import { readContents } from './read-contents.ts';

/** What was made, as it was found when it was read again. */
export interface MadeBackup extends Backup {
  readonly file: string;
  readonly bytes: number;
  readonly ms: number;
  /** Older ones that were deleted. */
  readonly deleted: readonly string[];
}

/**
 * Backs the database up into a new file of the folder, while a server runs on it or not.
 * @param keep how many backups the folder keeps, this one among them; without it all
 * @throws StartError with the folder as it was before
 */
export async function makeBackup(
  place: DatabasePlace,
  folder: string,
  keep: number | undefined,
): Promise<MadeBackup> {
  const lock = await lockFolder(folder, place.dataDir);
  try {
    const source = await openSource(place).catch((error: unknown) => {
      throw explained(place.dataDir, error);
    });
    try {
      return await backUp(source, folder, keep);
    } finally {
      await source.close();
    }
  } finally {
    await lock.release();
  }
}

async function lockFolder(folder: string, dataDir: string) {
  if (path.resolve(folder) === path.resolve(dataDir))
    throw new StartError(`Backups need a folder of their own, not ${dataDir} itself.`);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return await lockDirectory(folder);
  } catch (error) {
    if (error instanceof DirectoryInUse)
      throw new StartError(`Another backup into ${folder} is being made: wait for it.`);
    throw explained(folder, error);
  }
}

async function backUp(source: Source, folder: string, keep: number | undefined): Promise<MadeBackup> {
  const begun = performance.now();
  try {
    const written = await write(source, folder);
    const made = { ...written, ms: performance.now() - begun };
    await source.note({ at: new Date(made.about.madeAt), bytes: made.bytes, ms: made.ms });
    return { ...made, deleted: keep === undefined ? [] : deleteOlder(folder, keep) };
  } catch (error) {
    const problem = explained(folder, error);
    await source.note({ problem: problem.message }).catch((failed: Error) => {
      log.warn({ event: 'backup-not-noted', error: failed.message });
    });
    throw problem;
  }
}

async function write(
  { database, asOf }: Source,
  folder: string,
): Promise<Omit<MadeBackup, 'ms' | 'deleted'>> {
  for (const name of readdirSync(folder)) if (PARTIAL.test(name)) rmSync(path.join(folder, name));
  const file = path.join(folder, `cairn-${new Date().toISOString().replaceAll(/[:.]/g, '-')}.jsonl.gz`);
  const partial = `${file}.partial`;
  try {
    await reading(database, (client) => writeArchive(partial, readContents(client, asOf)));
    // What cannot be read is no backup, whatever the disk said when it was written.
    const backup = { ...(await readBackup(partial)), bytes: statSync(partial).size };
    renameSync(partial, file);
    syncFolder(folder);
    return { ...backup, file };
  } catch (error) {
    rmSync(partial, { force: true });
    throw error;
  }
}

const NAME = /^cairn-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3}Z\.jsonl\.gz$/;
const PARTIAL = /^cairn-[0-9TZ-]+\.jsonl\.gz\.partial$/;

/** Their names are in the order of time. Nothing else in the folder is touched. */
function deleteOlder(folder: string, keep: number): string[] {
  const names = readdirSync(folder).filter((name) => NAME.test(name));
  const older = names.sort().slice(0, -keep);
  for (const name of older) rmSync(path.join(folder, name));
  return older;
}

function syncFolder(folder: string): void {
  if (process.platform === 'win32') return; // Folders cannot be opened there.
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function explained(folder: string, error: unknown): Error {
  const { code, message } = error as NodeJS.ErrnoException;
  const nothing = 'nothing was kept of it, and older backups are as they were';
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return new StartError(`There is not enough space for the backup in ${folder}: ${nothing}.`);
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new StartError(`This user may not write the backup into ${folder}.`);
    case 'ENOTDIR':
    case 'EEXIST':
      return new StartError(`${folder} is not a folder: name one for backups.`);
    default:
      return error instanceof Error ? error : new Error(message);
  }
}
