/**
 * Documents as they lie in the database: the latest compacted state and the log since then. Reading gives both
 * as one update; compaction replaces exactly the log rows that went into the new state.
 */
import type pg from 'pg';
import * as Y from 'yjs';
import { SERVER_CLIENT } from '#domain/client-id.ts';
import type { Database } from './database.ts';
import { insertUpdates, type CommittedUpdate } from './log-rows.ts';

/** Log rows that make a compaction worth it: reading 200 rows costs about what reading one state does. */
export const COMPACT_AT_ROWS = 200;

export interface StoredDocument {
  /** State and log, oldest first: to be applied in this order. */
  readonly updates: readonly Uint8Array[];
  /** The log rows among them. */
  readonly rows: readonly number[];
  readonly compactions: number;
}

/** Reads a document; one that was never written has no updates. */
export async function readDocument(client: pg.ClientBase | pg.Pool, name: string): Promise<StoredDocument> {
  // One statement, one snapshot: a compaction between two would lose the rows that it deletes.
  const { rows } = await client.query<{
    state: Buffer | null;
    compactions: number;
    id: number | null;
    payload: Buffer | null;
  }>(
    `select case when row_number() over (order by document_updates.id) = 1 then state end as state, compactions,
       document_updates.id, payload
     from documents left join document_updates on document = name where name = $1 order by document_updates.id`,
    [name],
  );
  const log = rows.flatMap(({ id, payload }) => (id !== null && payload ? [{ id, payload }] : []));
  const state = rows[0]?.state;
  return {
    updates: [...(state ? [state] : []), ...log.map(({ payload }) => payload)],
    rows: log.map(({ id }) => id),
    compactions: rows[0]?.compactions ?? 0,
  };
}

/**
 * Writes a state and deletes the log rows that went into it, in one transaction.
 * @param compactions the count that the document had when it was read
 * @returns the new count, or null when another compaction came first: read again and merge
 */
export const compactDocument = (
  database: Database,
  name: string,
  { state, rows, compactions }: { state: Uint8Array; rows: readonly number[]; compactions: number },
): Promise<number | null> =>
  database.transaction((client) => writeState(client, name, { state, rows, compactions }));

/** The same inside the caller's transaction. */
export async function writeState(
  client: pg.ClientBase,
  name: string,
  { state, rows, compactions }: { state: Uint8Array; rows: readonly number[]; compactions: number },
): Promise<number | null> {
  const written = await client.query(
    `update documents set state = $2, compactions = compactions + 1, compacted_at = now()
     where name = $1 and compactions = $3`,
    [name, Buffer.from(state), compactions],
  );
  if (written.rowCount !== 1) return null;
  await client.query(`delete from document_updates where document = $1 and id = any ($2::bigint[])`, [
    name,
    rows,
  ]);
  return compactions + 1;
}

/**
 * Changes a document that only the server writes, inside the caller's transaction. The row lock makes writers
 * of one document follow one another, so that its one client id never forks.
 * @param change writes to the document, for example with `writeMap`
 * @param clientId under which it writes, one of the server's
 * @returns what to announce once the transaction has committed; empty when nothing changed
 */
export async function changeServerDocument(
  client: pg.ClientBase,
  name: string,
  change: (doc: Y.Doc) => void,
  clientId = SERVER_CLIENT,
): Promise<CommittedUpdate[]> {
  await client.query(`insert into documents (name) values ($1) on conflict do nothing`, [name]);
  await client.query(`select 1 from documents where name = $1 for update`, [name]);
  const stored = await readDocument(client, name);
  const doc = new Y.Doc();
  for (const update of stored.updates) Y.applyUpdate(doc, update);
  // After loading: Yjs would take another id for itself on meeting its own in what it loads.
  doc.clientID = clientId;
  if (stored.rows.length >= COMPACT_AT_ROWS)
    await writeState(client, name, { ...stored, state: Y.encodeStateAsUpdate(doc) });
  const payloads: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => payloads.push(update));
  doc.transact(() => change(doc));
  doc.destroy();
  const rows = await insertUpdates(
    client,
    payloads.map((payload) => ({ document: name, payload })),
  );
  return payloads.map((payload, at) => ({ document: name, payload, row: rows[at]! }));
}
