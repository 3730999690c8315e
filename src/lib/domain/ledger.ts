/**
 * The ledger of a volume: the server's word on every record that is in the database, in the order in which it
 * was accepted. Entry number `rev` (from 1) is element `rev - 1`; `seq` numbers the messages of the group.
 * It is a function of the rows in the database, written under one client id with `rev - 1` as its clock, so
 * that every server instance and every restart writes the identical thing.
 */
import * as Y from 'yjs';
import { SERVER_CLIENT } from './client-id.ts';
import type { RecordId } from './ids.ts';

/** `[id, acceptedAt]`, and `seq` for messages. An array, not an object: 24 bytes less on every message. */
export type LedgerEntry = readonly [id: RecordId, acceptedAt: number, seq?: number];

/** Elements `rev - 1 …` of the ledger as one Yjs item. `firstRev` counts from 1. */
export function ledgerItem(entries: readonly LedgerEntry[], firstRev: number): Y.Item {
  const clock = firstRev - 1;
  const origin = clock === 0 ? null : Y.createID(SERVER_CLIENT, clock - 1);
  return new Y.Item(
    Y.createID(SERVER_CLIENT, clock),
    null,
    origin,
    null,
    null,
    // Yjs reads a root type's name here where there is no origin; its types do not say so.
    (origin === null ? 'ledger' : null) as never,
    null,
    new Y.ContentAny(entries as unknown as unknown[]),
  );
}
