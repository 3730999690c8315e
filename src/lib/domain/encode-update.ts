/**
 * Writes a Yjs update (version 1) from structs that were judged one by one. What a client sent is never passed
 * on as bytes. Layout as in `writeClientsStructs` and `writeDeleteSet` of yjs 13.6.
 */
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import type { Candidate } from './admission.ts';
import { ledgerItem, type LedgerEntry } from './ledger.ts';

export interface DeletedRange {
  readonly client: number;
  readonly clock: number;
  readonly length: number;
}

/** Structs in clock order for each client, and ranges to delete. */
export function encodeStructs(
  structs: readonly (Y.Item | Y.GC)[],
  deleted: readonly DeletedRange[],
): Uint8Array {
  const encoder = new Y.UpdateEncoderV1();
  const out = encoder.restEncoder;
  const byClient = Map.groupBy(structs, ({ id }) => id.client);
  encoding.writeVarUint(out, byClient.size);
  for (const [client, own] of [...byClient].sort(([a], [b]) => b - a)) {
    own.sort((a, b) => a.id.clock - b.id.clock);
    encoding.writeVarUint(out, own.length);
    encoder.writeClient(client);
    encoding.writeVarUint(out, own[0]!.id.clock);
    for (const struct of own) struct.write(encoder, 0);
  }
  const ranges = Map.groupBy(deleted, ({ client }) => client);
  encoding.writeVarUint(out, ranges.size);
  for (const [client, own] of ranges) {
    // Yjs 13.6 keeps ranges that it cannot apply yet as differences: out of order they would become others.
    own.sort((a, b) => a.clock - b.clock);
    encoding.writeVarUint(out, client);
    encoding.writeVarUint(out, own.length);
    for (const { clock, length } of own) {
      encoding.writeVarUint(out, clock);
      encoding.writeVarUint(out, length);
    }
  }
  return encoder.toUint8Array();
}

/** Of a record all that is encoded. */
export type Placed = Pick<Candidate, 'client' | 'clock' | 'root' | 'origin' | 'record' | 'isKept'>;

/** What a commit does to one volume. */
export interface VolumeChange {
  readonly candidates: readonly Placed[];
  readonly ledger: readonly LedgerEntry[];
  /** Number of the first ledger entry, from 1. */
  readonly firstRev: number;
  /** Places whose content a deletion takes away. */
  readonly erased: readonly DeletedRange[];
}

/**
 * The update that everybody gets: records that stay as they are, others as deleted content at the same place,
 * the ledger's entries and what is erased, in one piece.
 */
export function encodeChange({ candidates, ledger, firstRev, erased }: VolumeChange): Uint8Array {
  const structs: Y.Item[] = [];
  const deleted: DeletedRange[] = [...erased];
  const inClockOrder = [...candidates].sort((a, b) => a.client - b.client || a.clock - b.clock);
  for (let at = 0; at < inClockOrder.length;) {
    const first = inClockOrder[at]!;
    const run = [first];
    while (continues(run.at(-1)!, inClockOrder[at + run.length])) run.push(inClockOrder[at + run.length]!);
    if (!first.isKept) deleted.push({ client: first.client, clock: first.clock, length: run.length });
    structs.push(itemOf(first, run));
    at += run.length;
  }
  if (ledger.length > 0) structs.push(ledgerItem(ledger, firstRev));
  return encodeStructs(structs, deleted);
}

function continues(last: Placed, next: Placed | undefined): boolean {
  return (
    next !== undefined &&
    next.client === last.client &&
    next.clock === last.clock + 1 &&
    next.isKept === last.isKept &&
    // The server carries records of several arrays under one client id.
    next.root === last.root &&
    next.origin?.client === last.client &&
    next.origin.clock === last.clock
  );
}

function itemOf({ client, clock, origin, root, isKept }: Placed, run: readonly Placed[]): Y.Item {
  const content = isKept
    ? new Y.ContentAny(run.map(({ record }) => record))
    : new Y.ContentDeleted(run.length);
  // Without an origin Yjs reads the root's name in the parent's place; its types do not say so.
  const parent = (origin === null ? root : null) as never;
  return new Y.Item(Y.createID(client, clock), null, origin, null, null, parent, null, content);
}
