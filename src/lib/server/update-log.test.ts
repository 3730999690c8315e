import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { userDocument } from '#domain/document-names.ts';
import type { UserId } from '#domain/ids.ts';
import { openDatabase, type Database } from './database.ts';
import { log } from './log.ts';
import { migrate } from './migrate.ts';
import { LogBusy, UpdateLog, type CommittedUpdate } from './update-log.ts';

const ada = 'adaadaadaadaadaa' as UserId;
const submission = (byte: number) => ({
  document: userDocument(ada),
  userId: ada,
  payload: Uint8Array.of(byte),
  positions: new Map(),
});

const quiet = { announce: () => {}, erasureOwed: () => {} };

let dataDir: string;
let database: Database;

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'cairn-log-'));
  database = await openDatabase({ dataDir });
  await migrate(database, 'migrations');
});
afterAll(async () => {
  await database.close();
  await rm(dataDir, { recursive: true });
});

test('what is submitted the moment another is acknowledged is written too', async () => {
  const updates = new UpdateLog(database, log, quiet);
  // The flusher ends a few microtasks after it acknowledges: every distance from it is tried.
  for (let distance = 0; distance < 30; distance++) {
    await updates.submit(submission(distance));
    for (let hop = 0; hop < distance; hop++) await Promise.resolve();
    await expect(updates.submit(submission(distance))).resolves.toMatchObject([
      { document: userDocument(ada) },
    ]);
  }
  await updates.close();
});

test('updates are announced once each, in the order committed, before they are acknowledged', async () => {
  const announced: CommittedUpdate[] = [];
  const updates = new UpdateLog(database, log, {
    ...quiet,
    announce: (update) => announced.push(update),
  });
  const acknowledged = await Promise.all([1, 2, 3].map((byte) => updates.submit(submission(byte))));
  expect(announced).toEqual(acknowledged.flat());
  expect(announced.map(({ payload }) => payload[0])).toEqual([1, 2, 3]);
  expect(announced.map(({ row }) => row)).toEqual(announced.map(({ row }) => row).toSorted((a, b) => a - b));
  await updates.close();
});

test('one submission that the database refuses does not stop the others', async () => {
  const updates = new UpdateLog(database, log, quiet);
  const poisoned = { ...submission(2), document: 'a name that ends\0here' };
  const results = await Promise.allSettled(
    [submission(1), poisoned, submission(3)].map((one) => updates.submit(one)),
  );
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  await updates.close();
});

test('a closed log takes nothing more, and says that it is busy', async () => {
  const updates = new UpdateLog(database, log, quiet);
  await updates.close();
  await expect(updates.submit(submission(1))).rejects.toThrow(LogBusy);
});
