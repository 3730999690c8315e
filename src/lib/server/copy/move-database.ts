/**
 * Moves the database from the embedded one to Postgres, or back: everything, as it is and in the same epoch, since
 * nothing is lost. Both sides are read again and compared before the move counts, and what fails leaves nothing behind.
 */
import type pg from 'pg';
import { openDatabase } from '../database.ts';
import { lockDirectory } from '../directory-lock.ts';
import { addErasedIds, type Erased } from '../erased-ids.ts';
import { readMigrations } from '../migrate.ts';
import { StartError } from '../start-error.ts';
import type { TableDigest } from './contents.ts';
import { reading, writing } from './copy-transaction.ts';
import { readDocumentDigests, type DocumentDigest } from './document-digests.ts';
import { fillDatabase, MIGRATIONS, missingFrom } from './fill-database.ts';
import { isMovedAway, markMovedAway } from './moved-away.ts';
import { dropTables, holdsOrganisation, keepServersAway } from './postgres-target.ts';
import { readContents, readSchema, readTableDigests } from './read-contents.ts';
import {
  abandonReplacement,
  beginReplacement,
  commitReplacement,
  hasEmbeddedDatabase,
} from './replace-embedded.ts';

/** What was found equal on both sides. */
export interface Moved {
  readonly tables: readonly TableDigest[];
  readonly documents: readonly DocumentDigest[];
}

/** The embedded database is marked, so that nobody goes on with it by mistake. @throws StartError */
export async function moveToPostgres(dataDir: string, databaseUrl: string): Promise<Moved> {
  if (!hasEmbeddedDatabase(dataDir)) throw new StartError(`There is no database in ${dataDir}.`);
  const source = await openDatabase({ dataDir });
  try {
    const target = await openDatabase({ dataDir, databaseUrl });
    try {
      const moved = await reading(source, (from) =>
        writing(target, async (to) => {
          await keepServersAway(to);
          if (await holdsOrganisation(to))
            throw new StartError('The Postgres database holds an organisation: name an empty one.');
          await dropTables(to);
          return copyAll(from, to);
        }),
      );
      markMovedAway(dataDir);
      return moved;
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

/** The Postgres database stays as it is. @throws StartError */
export async function moveFromPostgres(databaseUrl: string, dataDir: string): Promise<Moved> {
  const lock = await lockDirectory(dataDir);
  try {
    // One that was moved away was given up then.
    if (hasEmbeddedDatabase(dataDir) && !isMovedAway(dataDir))
      throw new StartError(`There is a database in ${dataDir}: name another DATA_DIR.`);
    const source = await openDatabase({ dataDir, databaseUrl });
    try {
      const target = await openDatabase({ dataDir: beginReplacement(dataDir) });
      const moved = await reading(source, async (from) => {
        await keepServersAway(from);
        const copied = await writing(target, (to) => copyAll(from, to));
        await addErasedIds(dataDir, await readErasures(from));
        return copied;
      }).finally(() => target.close());
      commitReplacement(dataDir);
      return moved;
    } finally {
      abandonReplacement(dataDir);
      await source.close();
    }
  } finally {
    await lock.release();
  }
}

async function copyAll(from: pg.ClientBase, to: pg.ClientBase): Promise<Moved> {
  if (missingFrom(await readSchema(from), await readMigrations(MIGRATIONS)).length > 0)
    throw new StartError('The database is of an older version: start this version on it once, and stop it.');
  const { digests } = await fillDatabase(to, readContents(from));
  const tables = await readTableDigests(to);
  const documents = await readDocumentDigests(from);
  expectEqual('table', digests, tables, ({ table }) => table);
  expectEqual('document', documents, await readDocumentDigests(to), ({ document }) => document);
  return { tables, documents };
}

function expectEqual<One>(
  kind: string,
  before: readonly One[],
  after: readonly One[],
  nameOf: (one: One) => string,
): void {
  const found = new Map(after.map((one) => [nameOf(one), JSON.stringify(one)]));
  const other = before.find((one) => found.get(nameOf(one)) !== JSON.stringify(one));
  if (other !== undefined || before.length !== after.length)
    throw new StartError(
      `The ${kind} ${other === undefined ? '' : `${nameOf(other)} `}is not the same after it was copied: nothing was moved.`,
    );
}

async function readErasures(client: pg.ClientBase): Promise<Erased[]> {
  const { rows } = await client.query<Erased>(
    `select group_id as "groupId", message_id as "messageId" from erasures`,
  );
  return rows;
}
