/**
 * The gate's question: is this update a plain append of records, by their author, to the arrays that members
 * may write? It reads the update without applying it and answers with one candidate for each record, in the
 * order written. What it does not recognise it refuses.
 *
 * 1. Structs of other people's client ids are left out: known ones were sent before, unknown ones are not ours
 *    to say. Deletions are left out too: an honest device repeats all it knows, and only the server deletes.
 * 2. Own structs must continue their clock without a gap and be items of plain JSON, with nothing to their
 *    right, no map key, and an origin that leads to a member's array, in the document or in this update.
 * 3. Every record must fit the schema of that array and name the connected person as its author. One that does
 *    not is a refused candidate; it is let in as deleted content, so that the author's clock stays whole.
 */
import * as Y from 'yjs';
import type { UserId } from './ids.ts';
import { RECORDS_PER_UPDATE_MAX, SESSIONS_PER_UPDATE_MAX } from './limits.ts';
import { placeName } from './ledger.ts';
import { ownStructs } from './own-structs.ts';
import { MEMBER_ROOTS, ownIdOf, parseRecord, type GroupRecord, type MemberRoot } from './records.ts';
import type { Refusal } from './refusal.ts';
import { updateFault } from './scan-update.ts';

/** One record at its place: what the log decides on, and what is encoded again afterwards. */
export interface Candidate {
  readonly client: number;
  readonly clock: number;
  readonly root: MemberRoot;
  /** The element to its left, null at the start of the array. */
  readonly origin: Y.ID | null;
  /** Of the record, or where that cannot be believed its place. */
  readonly id: string;
  readonly record: GroupRecord | null;
  refusal: Refusal | null;
  /** Whether its content stays at this place; else that becomes deleted content. */
  isKept: boolean;
}

export type Admission =
  | { readonly kind: 'candidates'; readonly candidates: Candidate[]; readonly foreign: number }
  /** Something before this is missing here: nothing is taken, the device is asked to send all it has. */
  | { readonly kind: 'gap' }
  /** No honest device writes this. */
  | { readonly kind: 'impossible'; readonly why: string };

export interface Author {
  readonly userId: UserId;
  readonly slot: number;
}

/** Reads an update's structs and deletions from a private copy, or says why it is none that may be read. */
export function decodeUpdate(update: Uint8Array): ReturnType<typeof Y.decodeUpdate> | { why: string } {
  const copy = update.slice();
  const why = updateFault(copy);
  if (why !== null) return { why };
  try {
    return Y.decodeUpdate(copy);
  } catch {
    return { why: 'not an update' }; // Whatever Yjs throws on malformed bytes, the answer is the same.
  }
}

/**
 * Judges an update to a volume.
 * @param update bytes of a Yjs update (version 1) as a device sent them
 * @param doc the server's replica, only read; its roots must have been named with `volumeOf`
 */
export function admitToVolume(update: Uint8Array, doc: Y.Doc, author: Author): Admission {
  const decoded = decodeUpdate(update);
  if ('why' in decoded) return impossible(decoded.why);

  const fresh = ownStructs(decoded.structs, doc, author.slot);
  if (fresh === null) return { kind: 'gap' };

  // Each one makes the array's order, which Yjs computes here and on every device, dearer to compute.
  if (new Set(fresh.own.map(({ struct }) => struct.id.client)).size > SESSIONS_PER_UPDATE_MAX)
    return impossible('too many sessions at once');

  const candidates: Candidate[] = [];
  const roots = new Map<string, MemberRoot>();
  for (const { struct, from } of fresh.own) {
    const why = shapeFault(struct);
    if (why !== null) return impossible(why);
    const item = struct as Y.Item;
    const { client, clock: begin } = item.id;
    const end = begin + item.length;
    if (candidates.length + end - from > RECORDS_PER_UPDATE_MAX)
      return impossible('too many records at once');
    const origin = from > begin ? Y.createID(client, from - 1) : item.origin;
    const root =
      origin === null ? rootNamed(item.parent) : (roots.get(placeOf(origin)) ?? rootIn(doc, origin));
    if (root === null) return impossible('not in an array that members write');
    for (let clock = from; clock < end; clock++) {
      const value: unknown = (item.content as Y.ContentAny).arr[clock - begin];
      const left = clock === from ? origin : Y.createID(client, clock - 1);
      const place = { client, clock };
      candidates.push({ ...place, root, origin: left, ...judge(root, value, author, place) });
      roots.set(placeOf({ client, clock }), root);
    }
  }
  return { kind: 'candidates', candidates: inOrderWritten(candidates, doc), foreign: fresh.foreign };
}

const impossible = (why: string): Admission => ({ kind: 'impossible', why });

/** What is wrong with a struct regardless of where it stands, or null. */
function shapeFault(struct: Y.Item | Y.GC): string | null {
  if (!(struct instanceof Y.Item)) return 'not an item';
  if (!(struct.content instanceof Y.ContentAny)) return 'not plain JSON';
  if (struct.rightOrigin !== null) return 'inserted in the middle';
  if (struct.parentSub !== null) return 'map key on an array';
  return null;
}

const rootNamed = (parent: unknown): MemberRoot | null =>
  (MEMBER_ROOTS as readonly unknown[]).includes(parent) ? (parent as MemberRoot) : null;

function rootIn(doc: Y.Doc, origin: Y.ID): MemberRoot | null {
  const item = Y.getItem(doc.store, origin);
  if (!(item instanceof Y.Item)) return null;
  return MEMBER_ROOTS.find((root) => doc.share.get(root) === item.parent) ?? null;
}

function judge(
  root: MemberRoot,
  value: unknown,
  author: Author,
  { client, clock }: Pick<Candidate, 'client' | 'clock'>,
): Pick<Candidate, 'id' | 'record' | 'refusal' | 'isKept'> {
  const parsed = parseRecord(root, value);
  if (parsed.refusal === null && parsed.record.by === author.userId)
    return { ...parsed, id: parsed.record.id, isKept: true };
  const id = ownIdOf(value, author) ?? placeName(client, clock);
  return { id, record: null, refusal: parsed.refusal ?? 'malformed', isKept: false };
}

/**
 * What stands further right in an array was written later, since a device appends: so the order of the array is
 * that of writing, also over several sessions, whose client ids say nothing. Messages come first, because edits
 * and reactions point at those of the same update.
 */
function inOrderWritten(candidates: readonly Candidate[], doc: Y.Doc): Candidate[] {
  const isOneSession = candidates.every(({ client }) => client === candidates[0]!.client);
  const inOrder = isOneSession ? candidates : inArrayOrder(candidates, doc);
  return [
    ...inOrder.filter(({ root }) => root === 'messages'),
    ...inOrder.filter(({ root }) => root !== 'messages'),
  ];
}

type Element = Pick<Candidate, 'client' | 'clock' | 'origin'>;

function inArrayOrder(candidates: readonly Candidate[], doc: Y.Doc): Candidate[] {
  const own = new Set<Element>(candidates);
  const arrays = new Map<MemberRoot, Element[]>(MEMBER_ROOTS.map((root) => [root, elementsOf(doc, root)]));
  for (const candidate of candidates) {
    const elements = arrays.get(candidate.root)!;
    elements.splice(indexFor(candidate, elements), 0, candidate);
  }
  return [...arrays.values()].flat().filter((element): element is Candidate => own.has(element));
}

/** Every element that ever stood in an array, deleted ones too. */
function elementsOf(doc: Y.Doc, root: MemberRoot): Element[] {
  const elements: Element[] = [];
  for (let item = doc.getArray(root)._start; item !== null; item = item.right) {
    const { client, clock } = item.id;
    for (let at = 0; at < item.length; at++)
      elements.push({
        client,
        clock: clock + at,
        origin: at === 0 ? item.origin : Y.createID(client, clock + at - 1),
      });
  }
  return elements;
}

/**
 * Where Yjs puts an appended element: to the right of its origin, and of what others appended there under lower
 * client ids together with all that was appended to those (`Item.integrate` of yjs 13.6, without right origins).
 */
function indexFor({ client, origin }: Element, elements: readonly Element[]): number {
  let index = elements.findLastIndex((element) => isAt(element, origin)) + 1;
  const passed = new Set<string>();
  for (let next = elements[index]; next !== undefined; next = elements[++index]) {
    const isSibling = next.origin === null ? origin === null : isAt(next.origin, origin);
    if (isSibling ? next.client >= client : next.origin === null || !passed.has(placeOf(next.origin))) break;
    passed.add(placeOf(next));
  }
  return index;
}

const isAt = (id: Y.ID | Element, other: Y.ID | null): boolean =>
  other !== null && id.client === other.client && id.clock === other.clock;

/** A key for the place of one element. */
const placeOf = ({ client, clock }: Pick<Element, 'client' | 'clock'>): string => `${client}/${clock}`;
