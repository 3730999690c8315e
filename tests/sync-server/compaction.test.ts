import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { groupDocument } from '#domain/document-names.ts';
import type { GroupId } from '#domain/ids.ts';
import { COMPACT_AT_ROWS } from '#server/stored-documents.ts';
import { Device, makeGroup } from '../support/device.ts';
import { foundOrganisation, type TestPerson } from '../support/people.ts';
import { startPostgres, type TestPostgres } from '../support/postgres.ts';
import { startServer, type ServerProcess } from '../support/server-process.ts';

let postgres: TestPostgres;
let database: pg.Client;
let server: ServerProcess;
let ada: TestPerson;
let groupId: GroupId;
let written: unknown;

const stored = async () => {
  const { rows } = await database.query<{ state: Buffer | null; rows: number }>(
    `select state, (select count(*)::int from document_updates where document = name) as rows
     from documents where name = $1`,
    [groupDocument(groupId, 1)],
  );
  return rows[0]!;
};

/** What a device that has nothing yet sees. */
async function freshView(count: number): Promise<unknown> {
  const device = new Device(ada);
  const group = device.group(groupId);
  await device.until('everything is there', () => group.messages.length === count);
  const messages = group.messages;
  await device.close();
  return messages;
}

beforeAll(async () => {
  postgres = await startPostgres();
  const databaseUrl = await postgres.createDatabase();
  database = new pg.Client(databaseUrl);
  await database.connect();
  server = await startServer({ databaseUrl });
  ada = await foundOrganisation(server.url);
  groupId = await makeGroup([ada]);
  const device = new Device(ada);
  const group = device.group(groupId);
  // What is written before the last one was acknowledged goes up in one piece; waiting makes each a row of its own.
  for (let at = 0; at < COMPACT_AT_ROWS + 50; at++) {
    group.writer.post(`message ${at}`);
    await group.untilSent();
  }
  written = group.messages;
  expect((await stored()).rows).toBeGreaterThanOrEqual(COMPACT_AT_ROWS);
  await device.close();
});
afterAll(async () => {
  await server?.stop();
  await database?.end();
  await postgres?.stop();
});

test('a document that everybody has left is compacted: one state, and no log rows that went into it', async () => {
  await expect.poll(async () => (await stored()).state !== null, { timeout: 60_000 }).toBe(true);
  expect((await stored()).rows).toBe(0);
  expect(await freshView(COMPACT_AT_ROWS + 50)).toEqual(written);
});

test('a compacted document is the same after a restart', async () => {
  await server.restart();
  expect(await freshView(COMPACT_AT_ROWS + 50)).toEqual(written);
});

test('[S1] a ledger that was lost is written again from the rows, to the letter', async () => {
  await server.stop();
  const whole = new Y.Doc();
  Y.applyUpdate(whole, (await stored()).state!);
  const members = new Y.Doc();
  members.clientID = [...whole.store.clients.keys()].find((client) => client !== 1)!;
  members.getArray('messages').push(whole.getArray('messages').toArray());
  await database.query('update documents set state = $2 where name = $1', [
    groupDocument(groupId, 1),
    Buffer.from(Y.encodeStateAsUpdate(members)),
  ]);
  await server.restart();
  expect(await freshView(COMPACT_AT_ROWS + 50)).toEqual(written);
  expect(server.output()).toContain('ledger-completed');
});
