/** What an instance finds of the log by looking, when it hears nothing. */
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { openDatabase, type Database } from '#server/database.ts';
import { insertUpdates } from '#server/log-rows.ts';
import { log } from '#server/log.ts';
import { migrate } from '#server/migrate.ts';
import { compactDocument, readDocument } from '#server/stored-documents.ts';
import { LogFollower } from '../../sync-server/follow-log.ts';
import { OpenDocuments } from '../../sync-server/open-documents.ts';
import { startPostgres, type TestPostgres } from '../support/postgres.ts';

let postgres: TestPostgres;
/** Another instance, which writes. */
let writer: Database;
let database: Database;
let open: OpenDocuments;
let follower: LogFollower;
let name: string;
let doc: Y.Doc;
let count = 0;

beforeAll(async () => {
  postgres = await startPostgres();
  const databaseUrl = await postgres.createDatabase();
  writer = await openDatabase({ dataDir: '', databaseUrl });
  database = await openDatabase({ dataDir: '', databaseUrl });
  await migrate(database, fileURLToPath(new URL('../../migrations', import.meta.url)));
});
afterAll(async () => {
  await writer?.close();
  await database?.close();
  await postgres?.remove();
});
beforeEach(async () => {
  open = new OpenDocuments();
  follower = new LogFollower(database, open, log);
  name = `test/${count++}`;
  await writer.pool.query(`insert into documents (name) values ($1)`, [name]);
  doc = new Y.Doc();
  open.enter(name, doc);
  return () => follower.close();
});

/** An update that appends one word in a session of its own. */
function saying(word: string): Uint8Array {
  const from = new Y.Doc();
  from.getArray('words').push([word]);
  return Y.encodeStateAsUpdate(from);
}
const words = () => (doc.getArray('words').toArray() as string[]).sort();
const append = (word: string): Promise<number[]> =>
  writer.transaction((client) => insertUpdates(client, [{ document: name, payload: saying(word) }]));

/** Appends in a transaction that stays open until the answer is called. */
async function appendLater(word: string): Promise<() => Promise<void>> {
  let commit = () => {};
  const held = new Promise<void>((resolve) => (commit = resolve));
  const { promise: appended, resolve } = Promise.withResolvers<void>();
  const done = writer.transaction(async (client) => {
    await insertUpdates(client, [{ document: name, payload: saying(word) }]);
    resolve();
    await held;
  });
  await appended;
  return async () => {
    commit();
    await done;
  };
}

test('what was committed is found once, and applied once', async () => {
  let updates = 0;
  doc.on('update', () => updates++);
  await append('one');
  for (let look = 0; look < 4; look++) await follower.look();
  expect(words()).toEqual(['one']);
  expect(updates).toBe(1);
});

test('a row that commits long after one with a higher number is found', async () => {
  const commitEarly = await appendLater('early');
  await append('late');
  for (let look = 0; look < 4; look++) await follower.look();
  expect(words()).toEqual(['late']);
  await append('later');
  await follower.look();
  await commitEarly();
  await follower.look();
  expect(words()).toEqual(['early', 'late', 'later']);
});

test('what lies behind the horizon is not read again', async () => {
  await append('one');
  for (let look = 0; look < 3; look++) await follower.look();
  doc = new Y.Doc();
  open.enter(name, doc); // As if it had never been applied.
  await follower.look();
  expect(words()).toEqual([]);
});

test('what was compacted before it was fetched is found in the state, by a look and by its name', async () => {
  const compact = async () => {
    const { updates, rows, compactions } = await readDocument(writer.pool, name);
    await compactDocument(writer, name, { state: Y.mergeUpdates([...updates]), rows, compactions });
  };
  await append('one');
  await compact();
  await follower.look();
  expect(words()).toEqual(['one']);
  const [row] = await append('two');
  await compact();
  follower.hear(`${row} ${name}`);
  await follower.look();
  expect(words()).toEqual(['one', 'two']);
  expect(open.get(name)!.compactions).toBe(2);
});

test('what is told while the database is away comes when it is back', async () => {
  const [row] = await append('one');
  await postgres.stop('immediate');
  follower.hear(`${row} ${name}`);
  const looked = follower.look();
  await postgres.start();
  await looked;
  expect(words()).toEqual(['one']);
});
