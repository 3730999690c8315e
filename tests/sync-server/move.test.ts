/** The demo organisation moves to Postgres and back, and is the same. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { reading } from '#server/copy/copy-transaction.ts';
import { readDocumentDigests } from '#server/copy/document-digests.ts';
import { readTableDigests } from '#server/copy/read-contents.ts';
import { readSequences } from '#server/copy/tables.ts';
import { openDatabase, type DatabasePlace } from '#server/database.ts';
import { ERASED_FILE } from '#server/erased-ids.ts';
import { startPostgres, type TestPostgres } from '../support/postgres.ts';
import { runCommand } from '../support/run-command.ts';
import { startServer, temporaryFolder } from '../support/server-process.ts';

let postgres: TestPostgres;
let databaseUrl = '';
let embedded: DatabasePlace;

beforeAll(async () => {
  postgres = await startPostgres();
  databaseUrl = await postgres.createDatabase();
  const demo = await startServer({ program: 'sync-server/demo/main.ts' });
  await demo.stop();
  embedded = { dataDir: demo.dataDir };
});
afterAll(() => postgres?.remove());

/** Everything, and where every sequence stands. */
async function read(place: DatabasePlace) {
  const database = await openDatabase(place);
  try {
    return await reading(database, async (client) => ({
      tables: await readTableDigests(client),
      documents: await readDocumentDigests(client),
      sequences: await readSequences(client),
    }));
  } finally {
    await database.close();
  }
}

test('there and back every document, every table and every sequence is the same, and the server goes on', async () => {
  const before = await read(embedded);
  expect(before.tables.find(({ table }) => table === 'messages')!.rows).toBeGreaterThan(1_000);
  expect(before.documents.length).toBeGreaterThan(30);

  const there = await runCommand('move', ['--to', databaseUrl, '--json'], embedded);
  expect([there.code, there.complaint]).toEqual([0, '']);
  expect(there.figures).toMatchObject({
    tables_equal: before.tables.length,
    documents_equal: before.documents.length,
  });
  expect(await read({ dataDir: embedded.dataDir, databaseUrl })).toEqual(before);

  await expect(openDatabase(embedded)).rejects.toThrow(/was moved to Postgres/);
  const again = await runCommand('move', ['--to', databaseUrl], embedded);
  expect(again.complaint).toMatch(/was moved to Postgres/);
  const server = await startServer({ ...embedded, databaseUrl });
  const served = await runCommand('move', ['--from', databaseUrl], { dataDir: temporaryFolder() });
  expect(served.complaint).toMatch(/server is connected/);
  await server.stop();

  const moved = await read({ dataDir: embedded.dataDir, databaseUrl });
  const elsewhere = { dataDir: temporaryFolder() };
  const back = await runCommand('move', ['--from', databaseUrl, '--json'], elsewhere);
  expect([back.code, back.complaint]).toEqual([0, '']);
  expect(await read(elsewhere)).toEqual(moved);
  expect(moved.documents).toEqual(before.documents);
  expect(existsSync(path.join(elsewhere.dataDir, ERASED_FILE))).toBe(true);
  await (await startServer(elsewhere)).stop();
});

test('a target that holds something, a source that is none, and a wrong address are refused', async () => {
  const empty = { dataDir: temporaryFolder() };
  const url = await postgres.createDatabase();
  const nothing = await runCommand('move', ['--to', url], empty);
  expect(nothing.complaint).toMatch(/There is no database in/);
  const notCairn = await runCommand('move', ['--from', url], empty);
  expect(notCairn.complaint).toMatch(/older version/);
  expect(existsSync(path.join(empty.dataDir, 'making'))).toBe(false);
  const wrong = await runCommand('move', ['--from', 'postgres://ada:hunter2@127.0.0.1:1/cairn'], empty);
  expect(wrong.complaint).toMatch(/nothing is listening there/);
  expect(wrong.complaint).not.toContain('hunter2');
  for (const args of [[], ['--to', url, '--from', url], ['--to', 'mysql://x'], ['--onto', url]])
    expect((await runCommand('move', args, empty)).complaint).toMatch(/It takes --to/);
  const full = { dataDir: temporaryFolder() };
  await (await startServer(full)).stop();
  const intoFull = await runCommand('move', ['--from', databaseUrl], full);
  expect(intoFull.complaint).toMatch(/There is a database in/);
  const ontoFull = await runCommand('move', ['--to', databaseUrl], full);
  expect(ontoFull.complaint).toMatch(/holds an organisation/);
  const { code, complaint } = await runCommand('move', ['--to', url], full);
  expect([code, complaint]).toEqual([0, '']);
});
