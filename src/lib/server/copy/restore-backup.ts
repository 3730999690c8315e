import type pg from 'pg';
import { beginEpoch, eraseAgain } from '../after-restore.ts';
import { noteRestore } from '../brought-back.ts';
import { openDatabase, type Database, type DatabasePlace } from '../database.ts';
import { lockDirectory, type DirectoryLock } from '../directory-lock.ts';
import { addErasedIds, readErasedIds, type Erased } from '../erased-ids.ts';
import { readMigrations } from '../migrate.ts';
import { StartError } from '../start-error.ts';
import { readArchive } from './archive.ts';
import type { About } from './contents.ts';
import { reading, writing } from './copy-transaction.ts';
import { fillDatabase, MIGRATIONS, missingFrom } from './fill-database.ts';
import { dropTables, holdsOrganisation, keepServersAway } from './postgres-target.ts';
import { erasedBefore, keepEnded, notePrevious, type Previous } from './previous.ts';
import { readBackup, type Backup } from './read-backup.ts';
import {
  abandonReplacement,
  beginReplacement,
  commitReplacement,
  hasEmbeddedDatabase,
} from './replace-embedded.ts';

export interface Restored {
  readonly about: About;
  readonly epoch: number;
  /** Messages that were deleted after the backup was made, and are again. */
  readonly erased: number;
}

/** Whether a database that is there already may be given up. */
export type Existing = 'refuse' | 'replace';

/** Reads the whole file. @throws StartError where it is damaged, or of a newer version */
export async function checkBackup(file: string): Promise<Backup> {
  const backup = await readBackup(file);
  missingFrom(backup.about.schema, await readMigrations(MIGRATIONS));
  return backup;
}

/**
 * Puts the backup in the database's place, in a new epoch, and erases again what was deleted since. The database that is
 * there stays until the moment when the new one is whole.
 * @throws StartError with nothing changed: for a file that is no whole backup, a server that runs, or a database that
 * is there and was not to be replaced
 */
export async function restoreBackup(
  place: DatabasePlace,
  file: string,
  existing: Existing,
): Promise<Restored> {
  await checkBackup(file);
  const erased = await readErasedIds(place.dataDir);
  const restored = await (
    place.databaseUrl === undefined
      ? restoreEmbedded(place.dataDir, file, existing, erased)
      : restorePostgres(place, file, existing, erased)
  ).catch((error: unknown) => {
    throw explained(error);
  });
  await addErasedIds(place.dataDir, restored.allErased);
  return restored;
}

type RestoredWithList = Restored & { readonly allErased: readonly Erased[] };

async function restorePostgres(
  place: DatabasePlace,
  file: string,
  existing: Existing,
  erased: readonly Erased[],
): Promise<RestoredWithList> {
  const database = await openDatabase(place);
  try {
    return await writing(database, async (client) => {
      await keepServersAway(client);
      if (existing === 'refuse' && (await holdsOrganisation(client))) throw isThere('The database');
      const previous = await notePrevious(client, client);
      await dropTables(client);
      return fill(client, file, previous, erased);
    });
  } finally {
    await database.close();
  }
}

async function restoreEmbedded(
  dataDir: string,
  file: string,
  existing: Existing,
  erased: readonly Erased[],
): Promise<RestoredWithList> {
  const lock = await lockDirectory(dataDir);
  const before = await openBefore(dataDir, existing, lock);
  try {
    const restored = await makeEmbedded(beginReplacement(dataDir), (client) =>
      before
        ? reading(before, async (from) => fill(client, file, await notePrevious(from, client), erased))
        : fill(client, file, null, erased),
    );
    await before?.close();
    commitReplacement(dataDir);
    return restored;
  } catch (error) {
    await before?.close();
    abandonReplacement(dataDir);
    throw error;
  } finally {
    await lock.release();
  }
}

/** The database that is to be replaced, where there is one that can be opened. */
async function openBefore(
  dataDir: string,
  existing: Existing,
  lock: DirectoryLock,
): Promise<Database | null> {
  if (!hasEmbeddedDatabase(dataDir)) return null;
  const database = await openDatabase({ dataDir, lock }).catch((error: unknown) => {
    if (existing === 'refuse') throw error;
    console.error(`${(error as Error).message} What it held more than the backup cannot be known.`);
    return null;
  });
  if (database === null || existing === 'replace' || !(await reading(database, holdsOrganisation)))
    return database;
  await database.close();
  throw isThere(`The database in ${dataDir}`);
}

/** Makes a database in an empty directory, and closes it. */
export async function makeEmbedded<T>(
  dataDir: string,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const database = await openDatabase({ dataDir });
  try {
    return await writing(database, work);
  } finally {
    await database.close();
  }
}

async function fill(
  client: pg.ClientBase,
  file: string,
  previous: Previous | null,
  known: readonly Erased[],
): Promise<RestoredWithList> {
  const { about } = await fillDatabase(client, readArchive(file));
  const epoch = await beginEpoch(client, previous?.epoch);
  const allErased = previous ? [...known, ...(await erasedBefore(client))] : known;
  if (previous) await keepEnded(client, previous);
  await noteRestore(client, { epoch, madeAt: about.madeAt, isPreviousKnown: previous !== null });
  return { about, epoch, erased: await eraseAgain(client, allErased), allErased };
}

const isThere = (what: string): StartError =>
  new StartError(`${what} holds an organisation. With --replace it is given up for the backup.`);

function explained(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  if (code === '53100' || code === 'ENOSPC')
    return new StartError('There is not enough space for the database. It is as it was before.');
  if (code === '42501') return new StartError('The user of DATABASE_URL may not make tables there.');
  return error;
}
