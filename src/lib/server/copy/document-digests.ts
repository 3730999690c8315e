import { createHash } from 'node:crypto';
import type pg from 'pg';
import * as Y from 'yjs';
import { readDocument } from '../stored-documents.ts';

export interface DocumentDigest {
  readonly document: string;
  /** The SHA-256 of what the document says: its state with its log, as one update. */
  readonly digest: string;
}

/** Of every document, one at a time. */
export async function readDocumentDigests(client: pg.ClientBase): Promise<DocumentDigest[]> {
  const { rows } = await client.query<{ name: string }>(
    'select name from documents order by name collate "C"',
  );
  const digests: DocumentDigest[] = [];
  for (const { name } of rows) digests.push({ document: name, digest: await digestOf(client, name) });
  return digests;
}

async function digestOf(client: pg.ClientBase, name: string): Promise<string> {
  const { updates } = await readDocument(client, name);
  const doc = new Y.Doc();
  for (const update of updates) Y.applyUpdate(doc, update);
  const state = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return createHash('sha256').update(state).digest('hex');
}
