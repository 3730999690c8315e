import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { askServer } from '../control-socket.ts';
import { openDatabase, type Database, type DatabasePlace } from '../database.ts';
import { DirectoryInUse, lockDirectory } from '../directory-lock.ts';
import { noteBackup, noteFailedBackup, type LastBackup } from '../last-backup.ts';
import { StartError } from '../start-error.ts';
import { copyChangedFiles } from './copy-changed-files.ts';
import { hasEmbeddedDatabase } from './replace-embedded.ts';

/** What became of a backup: it was made, or a sentence says why not. */
export type BackupOutcome = NonNullable<LastBackup['made']> | { readonly problem: string };

/** A database to be backed up, whether a server runs on it or not. */
export interface Source {
  /** Only to be read: it may be a copy. */
  readonly database: Database;
  /** Of when it is, where that is not now. */
  readonly asOf?: Date;
  /** Notes in the database itself what became of the backup. */
  note(outcome: BackupOutcome): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens the database to be read. Postgres shows each transaction one state, whoever writes meanwhile. The embedded
 * database has one process and one session, which a backup would keep from everybody else for as long as it takes:
 * where a server has it, that makes a copy of its files for us, which is opened here.
 */
export async function openSource({ dataDir, databaseUrl }: DatabasePlace): Promise<Source> {
  if (databaseUrl !== undefined) return sourceOf(await openDatabase({ dataDir, databaseUrl }));
  if (!hasEmbeddedDatabase(dataDir)) throw new StartError(`There is no database in ${dataDir}.`);
  try {
    return sourceOf(await openDatabase({ dataDir }));
  } catch (error) {
    if (!(error instanceof DirectoryInUse)) throw error;
    return copyOfServed(dataDir);
  }
}

const sourceOf = (database: Database): Source => ({
  database,
  note: (outcome) => writeOutcome(database, outcome),
  close: () => database.close(),
});

/** Does nothing in a database of an older version, which has no place for it. */
export async function writeOutcome({ pool }: Pick<Database, 'pool'>, outcome: BackupOutcome): Promise<void> {
  const { rows } = await pool.query<{ is: boolean }>(`select to_regclass('last_backup') is not null as is`);
  if (!rows[0]!.is) return;
  await ('problem' in outcome ? noteFailedBackup(pool, outcome.problem) : noteBackup(pool, outcome));
}

/** Below DATA_DIR, while a backup is made. */
const COPY = 'copy';
export const copyFolder = (dataDir: string): string => path.join(dataDir, COPY, 'postgres');

async function copyOfServed(dataDir: string): Promise<Source> {
  const folder = path.join(dataDir, COPY);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const lock = await lockDirectory(folder).catch((error: unknown) => {
    throw error instanceof DirectoryInUse
      ? new StartError('Another backup is being made: wait for it.')
      : error;
  });
  const remove = async (): Promise<void> => {
    await lock.release();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await copyTwice(dataDir);
    const asOf = new Date();
    const database = await openDatabase({ dataDir: folder, lock });
    return {
      database,
      asOf,
      note: async (outcome) => void (await askServer(dataDir, 'note-backup', outcome)),
      close: () => database.close().finally(remove),
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** Once while the server goes on, and then, while it holds still, what it wrote in between. */
async function copyTwice(dataDir: string): Promise<void> {
  const since = Date.now();
  copyChangedFiles(path.join(dataDir, 'postgres'), copyFolder(dataDir), 0);
  await askServer(dataDir, 'copy-database', { since });
}
