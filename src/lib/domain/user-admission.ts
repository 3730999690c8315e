/**
 * The gate for `user/<userId>`, which only that person's devices write: map keys and overwriting are allowed,
 * so own deletions are too; what is bounded is the keys, the values and their number.
 */
import * as Y from 'yjs';
import { decodeUpdate, type Author } from './admission.ts';
import { slotOf } from './client-id.ts';
import { encodeStructs, type DeletedRange } from './encode-update.ts';
import { parseGroupRequest } from './group-request.ts';
import type { GroupId } from './ids.ts';
import { DRAFTS_SIZE_MAX, REQUESTS_MAX, USER_KEYS_MAX } from './limits.ts';
import { ownStructs } from './own-structs.ts';
import {
  draftsSize,
  groupOfPositionKey,
  groupRequests,
  notificationRule,
  showsReceipts,
  USER_MAPS,
  userMapNames,
  type NotificationRule,
  type DraftValue,
  type UserMap,
} from './user-document.ts';

export type UserAdmission =
  | {
      readonly kind: 'admitted';
      readonly update: Uint8Array;
      /** The highest of each group that is new here. */
      readonly positions: ReadonlyMap<GroupId, number>;
      readonly delivered: ReadonlyMap<GroupId, number>;
      /** What the person has chosen since; undefined when that is as it was. */
      readonly showsReceipts: boolean | undefined;
      /** The rules that are others now. */
      readonly rules: ReadonlyMap<GroupId, NotificationRule>;
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
  const highest = { read: new Map<GroupId, number>(), delivered: new Map<GroupId, number>() };
  let hasChosen = false;
  const ruled = new Set<GroupId>();
  const admitted = new Runs();
  // With those deleted: Yjs keeps them too.
  const keys = new Set(
    userMapNames.flatMap((map) => [...doc.getMap(map)._map.keys()].map((key) => `${map}/${key}`)),
  );
  // One that overwrites another counts as two: what is bounded is what a person can make us keep.
  let requests = groupRequests(doc).size;
  // Of what one update overwrites itself all counts: it is kept until the document is put together.
  let drafts = 0;

  for (const { struct, from } of fresh.own) {
    const { client, clock } = struct.id;
    const end = clock + struct.length;
    if (!(struct instanceof Y.Item) || !Number.isSafeInteger(end)) return impossible('not an item');
    if (struct.rightOrigin !== null) return impossible('inserted in the middle');
    const item = clock < from ? restOf(struct, from) : struct;
    if (item === null) return impossible('not an item');
    const key = keyOf(item, doc, admitted);
    const place = key === null ? null : placeOf(key);
    if (key === null || place === null) return impossible('no such key');
    if (item.content instanceof Y.ContentAny) {
      const [value, ...more] = item.content.arr as unknown[];
      const { isValue, otherwise } = USER_MAPS[place.map];
      if (more.length > 0 || !isValue(value)) return impossible(otherwise);
      if (place.map === 'read' || place.map === 'delivered') {
        const groupId = groupOfPositionKey(place.key)!;
        const of = highest[place.map];
        of.set(groupId, Math.max(of.get(groupId) ?? 0, value as number));
      }
      if (place.map === 'requested') {
        if (parseGroupRequest(place.key as GroupId, value) === null) return impossible(otherwise);
        if (++requests > 2 * REQUESTS_MAX) return impossible('too many requests for groups');
      }
      if (place.map === 'drafts') drafts += (value as DraftValue)[1].length;
      hasChosen ||= place.map === 'preferences';
      if (place.map === 'notify') ruled.add(place.key as GroupId);
    } else if (!(item.content instanceof Y.ContentDeleted)) return impossible('not plain JSON');
    keys.add(key);
    if (keys.size > USER_KEYS_MAX) return impossible('too many keys');
    admitted.add(client, end, key);
    structs.push(item);
  }

  // What stands counts too, also where this update puts something in its place.
  if (drafts > 0 && draftsSize(doc) + drafts > 4 * DRAFTS_SIZE_MAX) return impossible('too much in drafts');

  const deleted: DeletedRange[] = [];
  for (const [client, ranges] of decoded.ds.clients)
    if (slotOf(client) === author.slot)
      for (const { clock, len } of ranges) {
        const end = Math.min(clock + len, admitted.end(client) ?? Y.getState(doc.store, client));
        if (end > clock && !isDeleted(doc, client, clock, end))
          deleted.push({ client, clock, length: end - clock });
      }
  const admittedUpdate = encodeStructs(structs, deleted);
  const after = hasChosen || ruled.size > 0 ? changed(doc, admittedUpdate) : doc;
  return {
    kind: 'admitted',
    update: admittedUpdate,
    positions: highest.read,
    delivered: highest.delivered,
    showsReceipts: hasChosen ? showsReceipts(after) : undefined,
    rules: new Map([...ruled].map((groupId) => [groupId, notificationRule(after, groupId)])),
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

/** The map and key that an item stands under, `<map>/<key>`: named by itself, or by what it overwrites. */
function keyOf(item: Y.Item, doc: Y.Doc, admitted: Runs): string | null {
  const { origin } = item;
  if (origin !== null && origin.clock >= Y.getState(doc.store, origin.client)) return admitted.keyAt(origin);
  const standing = origin === null ? item : Y.getItem(doc.store, origin);
  if (!(standing instanceof Y.Item) || standing.parentSub === null) return null;
  const { parent } = standing as { parent: unknown };
  const map = userMapNames.find((name) => parent === (origin === null ? name : doc.share.get(name)));
  return map === undefined ? null : `${map}/${standing.parentSub}`;
}

/** What a well-formed `<map>/<key>` names, or null. */
function placeOf(path: string): { map: UserMap; key: string } | null {
  const slash = path.indexOf('/');
  const [map, key] = [path.slice(0, slash) as UserMap, path.slice(slash + 1)];
  return USER_MAPS[map].isKey(key) ? { map, key } : null;
}

/** The document as it will be: of two devices that choose at once Yjs decides, not the one that is heard last. */
function changed(doc: Y.Doc, update: Uint8Array): Y.Doc {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  Y.applyUpdate(copy, update);
  return copy;
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
