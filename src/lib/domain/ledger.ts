/**
 * The ledger of a volume: the server's word on every record that was delivered there, in the order decided.
 * Entry number `rev` (from 1) is element `rev - 1`; `seq` numbers the messages of the group. It is a function of
 * the rows in the database, written under one client id with `rev - 1` as its clock, so that every server
 * instance and every restart writes the identical thing.
 */
import type * as Y from 'yjs';
import { SERVER_CLIENT } from './client-id.ts';
import type { RecordId, UserId } from './ids.ts';
import type { Refusal } from './refusal.ts';
import { serverItem } from './server-item.ts';

/** What a deletion leaves of its message: who wrote it and when, and nothing that was said. */
export interface Erased {
  readonly to: RecordId;
  readonly by: UserId;
  /** By the writer's clock. */
  readonly at: number;
}

/**
 * - a number: an accepted message, and its `seq`
 * - nothing: an accepted edit or reaction
 * - `erased`: an accepted deletion, and what it erased
 * - `refused`: not taken, its content is gone from this document
 * - `carried`: accepted, but in that later volume, because this one is closed
 */
export type Fate =
  number | { readonly erased: Erased } | { readonly refused: Refusal } | { readonly carried: number };

/**
 * `[id, decidedAt]` and what became of it. An array, not an object: 24 bytes less on every message. A refused record
 * that has no readable id is named by its place, see `placeName`.
 */
export type LedgerEntry = readonly [id: string, decidedAt: number, fate?: Fate];

/** Names a record that has no id of its own: no id contains a slash. */
export const placeName = (client: number, clock: number): string => `${client}/${clock}`;

/** Whether the record itself stands in this volume, or stood there until it was erased. */
export const isAccepted = ([, , fate]: LedgerEntry): boolean => typeof fate !== 'object' || 'erased' in fate;

/** The `seq` of an accepted message, else null. */
export const seqOf = ([, , fate]: LedgerEntry): number | null => (typeof fate === 'number' ? fate : null);

/** Elements `rev - 1 …` of the ledger as one Yjs item. `firstRev` counts from 1. */
export const ledgerItem = (entries: readonly LedgerEntry[], firstRev: number): Y.Item =>
  serverItem('ledger', SERVER_CLIENT, entries, firstRev - 1);
