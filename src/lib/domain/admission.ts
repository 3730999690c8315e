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
import { slotOf } from './client-id.ts';
import type { UserId } from './ids.ts';
import { FRAME_BYTES_MAX, RECORDS_PER_UPDATE_MAX } from './limits.ts';
import { MEMBER_ROOTS, parseRecord, type GroupRecord, type MemberRoot } from './records.ts';
import type { Refusal } from './refusal.ts';

/** One record at its place: what the log decides on, and what is encoded again afterwards. */
export interface Candidate {
  readonly client: number;
  readonly clock: number;
  readonly root: MemberRoot;
  /** The element to its left, null at the start of the array. */
  readonly origin: Y.ID | null;
  readonly record: GroupRecord | null;
  refusal: Refusal | null;
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

/** Reads an update's structs and deletions from a private copy; null when it is none. */
export function decodeUpdate(update: Uint8Array): ReturnType<typeof Y.decodeUpdate> | null {
  if (update.length > FRAME_BYTES_MAX) return null;
  try {
    return Y.decodeUpdate(update.slice());
  } catch {
    return null; // Whatever Yjs throws on malformed bytes, the answer is the same.
  }
}

/**
 * Judges an update to a volume.
 * @param update bytes of a Yjs update (version 1) as a device sent them
 * @param doc the server's replica, only read; its roots must have been named with `volumeOf`
 */
export function admitToVolume(update: Uint8Array, doc: Y.Doc, author: Author): Admission {
  const decoded = decodeUpdate(update);
  if (decoded === null) return impossible('not an update');

  const queues = new Map<number, Y.Item[]>();
  let foreign = 0;
  let records = 0;
  for (const struct of decoded.structs) {
    const { client, clock } = struct.id;
    const known = Y.getState(doc.store, client);
    if (slotOf(client) !== author.slot) {
      if (clock + struct.length > known) foreign++;
      continue;
    }
    if (clock + struct.length <= known) continue;
    if (struct instanceof Y.Skip) return { kind: 'gap' };
    const why = shapeFault(struct);
    if (why !== null) return impossible(why);
    records += struct.length;
    if (records > RECORDS_PER_UPDATE_MAX) return impossible('too many records in one update');
    const queue = queues.get(client);
    if (queue) queue.push(struct as Y.Item);
    else queues.set(client, [struct as Y.Item]);
  }

  const candidates: Candidate[] = [];
  const admitted = new AdmittedRoots();
  const next = (client: number) => admitted.end(client) ?? Y.getState(doc.store, client);
  // A backlog may stem from several sessions, each with a client id of its own. Their order is in the origins:
  // take what stands on something known until nothing is left.
  while (queues.size > 0) {
    let moved = false;
    for (const [client, queue] of queues) {
      while (queue.length > 0) {
        const item = queue[0]!;
        const from = next(client);
        if (item.id.clock > from) return { kind: 'gap' };
        const offset = from - item.id.clock;
        const origin = offset > 0 ? Y.createID(client, from - 1) : item.origin;
        const root =
          origin === null ? rootNamed(item.parent) : (admitted.rootOf(origin) ?? rootIn(doc, origin));
        if (root === 'missing') break;
        if (root === null) return impossible('not in an array that members write');
        admitted.add(client, from, item.id.clock + item.length, root);
        const values = (item.content as Y.ContentAny).arr.slice(offset);
        values.forEach((value: unknown, at: number) => {
          const clock = from + at;
          candidates.push({
            client,
            clock,
            root,
            origin: at === 0 ? origin : Y.createID(client, clock - 1),
            ...judge(root, value, author),
          });
        });
        queue.shift();
        moved = true;
      }
      if (queue.length === 0) queues.delete(client);
    }
    if (!moved) return { kind: 'gap' };
  }
  // Edits and reactions point at messages that may be in the same update, under another session's client id.
  const messagesFirst = [
    ...candidates.filter(({ root }) => root === 'messages'),
    ...candidates.filter(({ root }) => root !== 'messages'),
  ];
  return { kind: 'candidates', candidates: messagesFirst, foreign };
}

const impossible = (why: string): Admission => ({ kind: 'impossible', why });

/** What is wrong with a struct regardless of where it stands, or null. */
function shapeFault(struct: Y.Item | Y.GC | Y.Skip): string | null {
  if (!(struct instanceof Y.Item)) return 'not an item';
  if (!(struct.content instanceof Y.ContentAny)) return 'not plain JSON';
  if (struct.length < 1) return 'empty item';
  if (struct.rightOrigin !== null) return 'inserted in the middle';
  if (struct.parentSub !== null) return 'map key on an array';
  return null;
}

const rootNamed = (parent: unknown): MemberRoot | null =>
  (MEMBER_ROOTS as readonly unknown[]).includes(parent) ? (parent as MemberRoot) : null;

function rootIn(doc: Y.Doc, origin: Y.ID): MemberRoot | 'missing' | null {
  if (origin.clock >= Y.getState(doc.store, origin.client)) return 'missing';
  const item = Y.getItem(doc.store, origin);
  if (!(item instanceof Y.Item)) return null;
  return MEMBER_ROOTS.find((root) => doc.share.get(root) === item.parent) ?? null;
}

function judge(root: MemberRoot, value: unknown, author: Author): Pick<Candidate, 'record' | 'refusal'> {
  const parsed = parseRecord(root, value);
  if (parsed.refusal !== null) return parsed;
  return parsed.record.by === author.userId ? parsed : { record: null, refusal: 'malformed' };
}

/** Which array each range of clocks in this update belongs to. */
class AdmittedRoots {
  readonly #ranges = new Map<number, { from: number; end: number; root: MemberRoot }[]>();

  add(client: number, from: number, end: number, root: MemberRoot): void {
    const ranges = this.#ranges.get(client);
    if (ranges) ranges.push({ from, end, root });
    else this.#ranges.set(client, [{ from, end, root }]);
  }

  end(client: number): number | undefined {
    return this.#ranges.get(client)?.at(-1)?.end;
  }

  rootOf({ client, clock }: Y.ID): MemberRoot | undefined {
    return this.#ranges.get(client)?.find(({ from, end }) => from <= clock && clock < end)?.root;
  }
}
