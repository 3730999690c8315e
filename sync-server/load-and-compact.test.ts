import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Document, onLoadDocumentPayload, onStoreDocumentPayload } from '@hocuspocus/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { userDocument } from '#domain/document-names.ts';
import type { UserId } from '#domain/ids.ts';
import { openDatabase, type Database } from '#server/database.ts';
import { insertUpdates } from '#server/log-rows.ts';
import { log } from '#server/log.ts';
import { migrate } from '#server/migrate.ts';
import { COMPACT_AT_ROWS, readDocument } from '#server/stored-documents.ts';
import { loadAndCompact } from './load-and-compact.ts';
import { OpenDocuments } from './open-documents.ts';

const name = userDocument('adaadaadaadaadaa' as UserId);

let dataDir: string;
let database: Database;

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'cairn-documents-'));
  database = await openDatabase({ dataDir });
  await migrate(database, 'migrations');
});
afterAll(async () => {
  await database.close();
  await rm(dataDir, { recursive: true });
});

test('[S25] a document that was forgotten and is stored late takes nothing from the one that was opened anew', async () => {
  await database.pool.query(`insert into documents (name) values ($1)`, [name]);
  const writer = new Y.Doc();
  const written: Uint8Array[] = [];
  writer.on('update', (update: Uint8Array) => written.push(update));
  const write = async (count: number) => {
    for (let at = 0; at < count; at++) writer.getArray('said').push([at]);
    const updates = written.splice(0).map((payload) => ({ document: name, payload }));
    await database.transaction((client) => insertUpdates(client, updates));
  };
  const open = new OpenDocuments();
  const extension = loadAndCompact(database, open, log);
  const load = async () => {
    const document = new Y.Doc();
    await extension.onLoadDocument({ documentName: name, document } as onLoadDocumentPayload);
    return document as Document;
  };
  const store = (document: Document) =>
    extension.onStoreDocument({ documentName: name, document } as onStoreDocumentPayload);
  const inDatabase = async () => {
    const { updates, rows } = await readDocument(database.pool, name);
    const doc = new Y.Doc();
    for (const update of updates) Y.applyUpdate(doc, update);
    return { said: doc.getArray('said').length, rows: rows.length };
  };

  await write(COMPACT_AT_ROWS);
  const forgotten = await load();
  open.leave(name);
  await write(1);
  const anew = await load();
  await store(forgotten);
  expect(await inDatabase()).toEqual({ said: COMPACT_AT_ROWS + 1, rows: COMPACT_AT_ROWS + 1 });
  await store(anew);
  expect(await inDatabase()).toEqual({ said: COMPACT_AT_ROWS + 1, rows: 0 });
});
