/**
 * What of a volume a person's device has to send: own records that the server lacks, in the order written, cut into
 * slices that the server takes one after the other. Each slice stands on what the server has and on the slices
 * before it, so that none is ever a gap.
 *
 * The order of an array is that of writing, because a device appends: messages follow it. Before a record go the
 * earlier ones of its session, the element it was appended to and the message it points at, as far as they are own
 * and unsent too. All of them were known to its writer, so there is always one to begin with.
 */
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { slotOf } from './client-id.ts';
import { encodeChange, type Placed } from './encode-update.ts';
import { MEMBER_ROOTS, type GroupRecord, type MemberRoot } from './records.ts';

/** How large one slice may become; a single record always fits. */
export interface SliceBounds {
  readonly records: number;
  /** Bytes of their values as Yjs writes them. */
  readonly bytes: number;
}

/** What a slow link carries in seconds, so that one cut off is little lost, and a sixteenth of a frame's limit. */
export const SLICE: SliceBounds = { records: 500, bytes: 256 * 1024 };

/** The next clock of each client id. */
export type Clocks = ReadonlyMap<number, number>;

export interface Slice {
  /** A Yjs update (version 1) of nothing but own records. */
  readonly update: Uint8Array;
  readonly records: number;
  /** Where the server stands with their client ids once it has taken it. */
  readonly ends: Clocks;
}

/**
 * Own records of a volume that the server lacks, in the order to be sent, as they lie in the document: it is the
 * server that judges them.
 * @param has what the server has, at least of this slot's client ids
 * @returns null when some of them are nothing that an honest device sends, such as deleted ones: only the server
 * deletes, and it has what it deleted. Such a replica is beyond repair.
 */
export function ownBacklog(doc: Y.Doc, has: Clocks, slot: number): Placed[] | null {
  const starts = new Map<number, number>();
  let lacking = 0;
  for (const client of doc.store.clients.keys()) {
    const [start, end] = [has.get(client) ?? 0, Y.getState(doc.store, client)];
    if (slotOf(client) !== slot || end <= start) continue;
    starts.set(client, start);
    lacking += end - start;
  }
  if (lacking === 0) return [];
  const unsent = MEMBER_ROOTS.flatMap((root) => unsentIn(doc, root, starts));
  // Fewer than are lacking: the others are deleted, or not in an array that members write.
  return unsent.length === lacking ? inOrderToSend(unsent, starts) : null;
}

/** Cuts a backlog into slices. What is written while they are sent is not in them: ask anew for each. */
export function* slicesOf(backlog: readonly Placed[], bounds = SLICE): Generator<Slice, undefined> {
  for (let at = 0; at < backlog.length;) {
    const slice: Placed[] = [];
    let bytes = 0;
    for (; at < backlog.length && slice.length < bounds.records; at++) {
      bytes += bytesOf(backlog[at]!.record);
      if (bytes > bounds.bytes && slice.length > 0) break;
      slice.push(backlog[at]!);
    }
    yield {
      update: encodeChange({ candidates: slice, ledger: [], firstRev: 1, erased: [] }),
      records: slice.length,
      ends: new Map(slice.map(({ client, clock }) => [client, clock + 1])),
    };
  }
}

const bytesOf = (value: unknown): number =>
  encoding.encode((to) => encoding.writeAny(to, value as Parameters<typeof encoding.writeAny>[1])).length;

/** The unsent records of one array from left to right, without what no honest device writes. */
function unsentIn(doc: Y.Doc, root: MemberRoot, starts: Clocks): Placed[] {
  const unsent: Placed[] = [];
  for (let item = doc.getArray(root)._start; item !== null; item = item.right) {
    const { client, clock: begin } = item.id;
    const [start, end] = [starts.get(client), begin + item.length];
    if (start === undefined || end <= start) continue;
    const { content, rightOrigin, parentSub } = item;
    if (!(content instanceof Y.ContentAny) || rightOrigin !== null || parentSub !== null) continue;
    for (let clock = Math.max(begin, start); clock < end; clock++) {
      const origin = clock === begin ? item.origin : Y.createID(client, clock - 1);
      const record = content.arr[clock - begin] as GroupRecord;
      unsent.push({ client, clock, root, origin, record, isKept: true });
    }
  }
  return unsent;
}

/** Puts each record behind those it stands on. Iterative: a backlog of many sessions can be one long chain. */
function inOrderToSend(unsent: readonly Placed[], starts: Clocks): Placed[] {
  const standsOn = unsentBefore(unsent, starts);
  const begun = new Set<Placed>();
  const order: Placed[] = [];
  for (const one of unsent) {
    if (begun.has(one)) continue;
    begun.add(one);
    const path = [one];
    for (let last = path.at(-1); last !== undefined; last = path.at(-1)) {
      const next = standsOn(last).find((other) => other !== undefined && !begun.has(other));
      if (next === undefined) order.push(path.pop()!);
      else {
        begun.add(next);
        path.push(next);
      }
    }
  }
  return order;
}

/** Tells of a record which unsent ones the server must have before it. */
function unsentBefore(unsent: readonly Placed[], starts: Clocks): (record: Placed) => (Placed | undefined)[] {
  const sessions = new Map<number, Placed[]>([...starts.keys()].map((client) => [client, []]));
  const messages = new Map<unknown, Placed>();
  const at = ({ client, clock }: Y.ID) => sessions.get(client)?.[clock - starts.get(client)!];
  for (const one of unsent) {
    sessions.get(one.client)![one.clock - starts.get(one.client)!] = one;
    const id = one.root === 'messages' ? keyOf(one, 'id') : undefined;
    if (id !== undefined && !messages.has(id)) messages.set(id, one);
  }
  return (one) => [
    at(Y.createID(one.client, one.clock - 1)),
    one.origin === null ? undefined : at(one.origin),
    one.root === 'messages' ? undefined : messages.get(keyOf(one, 'to')),
  ];
}

/** A field of what may, from a faulty device, be no record at all. */
const keyOf = ({ record }: Placed, key: 'id' | 'to'): unknown =>
  (record as Partial<Record<'id' | 'to', unknown>> | null | undefined)?.[key];
