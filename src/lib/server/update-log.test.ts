import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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

describe('[S25] a commit that is not answered', () => {
  const unanswered = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });

  /** Loses the connection of the next transaction when it commits. */
  function loseNextCommit(isCommitted: 'committed' | 'lost'): void {
    const { pool } = database;
    const connect = pool.connect.bind(pool);
    pool.connect = (async () => {
      pool.connect = connect;
      const client = await connect();
      const query = client.query.bind(client) as (text: string, values?: unknown[]) => Promise<unknown>;
      // The pool throws the client away afterwards.
      client.query = (async (text: string, values?: unknown[]) => {
        if (text !== 'commit') return query(text, values);
        await query(isCommitted === 'committed' ? 'commit' : 'rollback');
        throw unanswered;
      }) as typeof client.query;
      return client;
    }) as typeof connect;
  }

  test.for(['committed', 'lost'] as const)(
    'and was %s is in the log once, and announced',
    async (outcome) => {
      const announced: CommittedUpdate[] = [];
      const updates = new UpdateLog(database, log, { ...quiet, announce: (one) => announced.push(one) });
      loseNextCommit(outcome);
      const payload = outcome === 'committed' ? 101 : 102;
      await expect(updates.submit(submission(payload))).resolves.toHaveLength(1);
      const { rows } = await database.pool.query<{ id: number }>(
        `select id from document_updates where payload = $1`,
        [Buffer.of(payload)],
      );
      expect(announced.map(({ row }) => row)).toEqual(rows.map(({ id }) => id));
      expect(rows).toHaveLength(1);
      await updates.close();
    },
  );
});

test('a closed log takes nothing more, and says that it is busy', async () => {
  const updates = new UpdateLog(database, log, quiet);
  await updates.close();
  await expect(updates.submit(submission(1))).rejects.toThrow(LogBusy);
});
