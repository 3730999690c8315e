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
  if (decoded === null) return { kind: 'impossible', why: 'not an update' };
  const structs: Y.Item[] = [];
  const positions = new Map<GroupId, number>();
  const keys = new Map<string, string>();
  const ends = new Map<number, number>();

  for (const struct of decoded.structs) {
    const { client, clock } = struct.id;
    const known = Y.getState(doc.store, client);
    if (slotOf(client) !== author.slot || clock + struct.length <= known) continue;
    if (struct instanceof Y.Skip || clock > (ends.get(client) ?? known)) return { kind: 'gap' };
    // A device writes each value as one item of its own, so a known part is always a whole item.
    if (!(struct instanceof Y.Item) || clock < known) return { kind: 'impossible', why: 'not an item' };
    if (struct.rightOrigin !== null) return { kind: 'impossible', why: 'inserted in the middle' };
    const key = keyOf(struct, doc, keys);
    if (key === 'missing') return { kind: 'gap' };
    const groupId = key === null ? null : groupOfPositionKey(key);
    if (key === null || groupId === null) return { kind: 'impossible', why: 'no such key' };
    if (struct.content instanceof Y.ContentAny) {
      const [value, ...more] = struct.content.arr as unknown[];
      if (more.length > 0 || !isPosition(value)) return { kind: 'impossible', why: 'no position' };
      positions.set(groupId, Math.max(positions.get(groupId) ?? 0, value));
    } else if (!(struct.content instanceof Y.ContentDeleted))
      return { kind: 'impossible', why: 'not plain JSON' };
    for (let at = 0; at < struct.length; at++) keys.set(`${client}:${clock + at}`, key);
    ends.set(client, clock + struct.length);
    structs.push(struct);
  }
  if (readPositions(doc).size + new Set(keys.values()).size > USER_KEYS_MAX)
    return { kind: 'impossible', why: 'too many keys' };

  const deleted: DeletedRange[] = [];
  for (const [client, ranges] of decoded.ds.clients)
    if (slotOf(client) === author.slot)
      for (const { clock, len } of ranges) {
        const end = Math.min(clock + len, ends.get(client) ?? Y.getState(doc.store, client));
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

/** The map key that an item stands under: named by itself, or by what it overwrites. */
function keyOf(item: Y.Item, doc: Y.Doc, keys: ReadonlyMap<string, string>): string | 'missing' | null {
  const { origin } = item;
  if (origin === null) return (item.parent as unknown) === 'read' ? item.parentSub : null;
  const here = keys.get(`${origin.client}:${origin.clock}`);
  if (here !== undefined) return here;
  if (origin.clock >= Y.getState(doc.store, origin.client)) return 'missing';
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
