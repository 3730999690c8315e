/**
 * The gate for `user/<userId>`, which only that person's devices write: map keys and overwriting are allowed,
 * so own deletions are too; what is bounded is the keys, the values and their number.
 */
import * as Y from 'yjs';
import { decodeUpdate, type Author } from './admission.ts';
import { slotOf } from './client-id.ts';
import { encodeStructs, type DeletedRange } from './encode-update.ts';
import type { GroupId } from './ids.ts';
import { USER_KEYS_MAX } from './limits.ts';
import { ownStructs } from './own-structs.ts';
import { groupOfPositionKey, isPosition, readPositions } from './user-document.ts';

export type UserAdmission =
  | {
      readonly kind: 'admitted';
      readonly update: Uint8Array;
      readonly positions: ReadonlyMap<GroupId, number>;
      readonly empty: boolean;
    }
  | { readonly kind: 'gap' }
  | { readonly kind: 'impossible'; readonly why: string };

/** Judges an update to a person's own document; `doc` is the server's replica and only read. */
export function admitToUserDocument(update: Uint8Array, doc: Y.Doc, author: Author): UserAdmission {
  const decoded = decodeUpdate(update);
  if ('why' in decoded) return impossible(decoded.why);
  const fresh = ownStructs(decoded.structs, doc, author.slot);
  if (fresh === null) return { kind: 'gap' };
  const structs: Y.Item[] = [];
  const positions = new Map<GroupId, number>();
  const admitted = new Runs();
  const keys = new Set(readPositions(doc)._map.keys()); // With those deleted: Yjs keeps them too.

  for (const { struct, from } of fresh.own) {
    const { client, clock } = struct.id;
    const end = clock + struct.length;
    if (!(struct instanceof Y.Item) || !Number.isSafeInteger(end)) return impossible('not an item');
    if (struct.rightOrigin !== null) return impossible('inserted in the middle');
    const item = clock < from ? restOf(struct, from) : struct;
    if (item === null) return impossible('not an item');
    const key = keyOf(item, doc, admitted);
    const groupId = key === null ? null : groupOfPositionKey(key);
    if (key === null || groupId === null) return impossible('no such key');
    if (item.content instanceof Y.ContentAny) {
      const [value, ...more] = item.content.arr as unknown[];
      if (more.length > 0 || !isPosition(value)) return impossible('no position');
      positions.set(groupId, Math.max(positions.get(groupId) ?? 0, value));
    } else if (!(item.content instanceof Y.ContentDeleted)) return impossible('not plain JSON');
    keys.add(key);
    if (keys.size > USER_KEYS_MAX) return impossible('too many keys');
    admitted.add(client, end, key);
    structs.push(item);
  }

  const deleted: DeletedRange[] = [];
  for (const [client, ranges] of decoded.ds.clients)
    if (slotOf(client) === author.slot)
      for (const { clock, len } of ranges) {
        const end = Math.min(clock + len, admitted.end(client) ?? Y.getState(doc.store, client));
        if (end > clock && !isDeleted(doc, client, clock, end))
          deleted.push({ client, clock, length: end - clock });
      }
  return {
    kind: 'admitted',
    update: encodeStructs(structs, deleted),
    positions,
    empty: structs.length === 0 && deleted.length === 0,
  };
}

const impossible = (why: string): UserAdmission => ({ kind: 'impossible', why });

/**
 * The part of an item that is new here, or null. A device writes each value as one item of its own, but Yjs joins
 * those it overwrote: what was sent before, and is sent again, may be the beginning of a longer one.
 */
function restOf({ id, length, content }: Y.Item, from: number): Y.Item | null {
  if (!(content instanceof Y.ContentDeleted)) return null;
  const origin = Y.createID(id.client, from - 1);
  const rest = new Y.ContentDeleted(id.clock + length - from);
  return new Y.Item(Y.createID(id.client, from), null, origin, null, null, null, null, rest);
}

/** The map key that an item stands under: named by itself, or by what it overwrites. */
function keyOf(item: Y.Item, doc: Y.Doc, admitted: Runs): string | null {
  const { origin } = item;
  if (origin === null) return (item.parent as unknown) === 'read' ? item.parentSub : null;
  if (origin.clock >= Y.getState(doc.store, origin.client)) return admitted.keyAt(origin);
  const left = Y.getItem(doc.store, origin);
  return left instanceof Y.Item && left.parent === doc.share.get('read') ? left.parentSub : null;
}

/** Whether a range is deleted here already: an honest device repeats every deletion at each connect. */
function isDeleted(doc: Y.Doc, client: number, from: number, end: number): boolean {
  for (let clock = from; clock < end;) {
    if (clock >= Y.getState(doc.store, client)) return false;
    const struct = Y.getItem(doc.store, Y.createID(client, clock)) as Y.Item | Y.GC;
    if (!struct.deleted) return false;
    clock = struct.id.clock + struct.length;
  }
  return true;
}

/** The keys of what this update adds, as runs of clocks without gaps: one item may claim to be of any length. */
class Runs {
  readonly #runs = new Map<number, { end: number; key: string }[]>();

  add(client: number, end: number, key: string): void {
    const runs = this.#runs.get(client);
    if (runs) runs.push({ end, key });
    else this.#runs.set(client, [{ end, key }]);
  }

  end(client: number): number | undefined {
    return this.#runs.get(client)?.at(-1)?.end;
  }

  /** The key at a clock that the document does not have yet. */
  keyAt({ client, clock }: Y.ID): string | null {
    const runs = this.#runs.get(client) ?? [];
    let [low, high] = [0, runs.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (runs[middle]!.end > clock) high = middle;
      else low = middle + 1;
    }
    return runs[low]?.key ?? null;
  }
}
