/**
 * [S10] What a group's members have received and read, as the server writes it into `head/<groupId>`, map `receipts`:
 * one value under one key, overwritten in place by a client id of its own. 60,000 overwrites leave 2 structs so, and
 * 60,000 where another key of that client id is written in between (yjs 13.6, 2026-11).
 *
 * Who left the group keeps their place: what was read once stays read.
 */
import type * as Y from 'yjs';
import type { UserId } from './ids.ts';

/** Members of a group in which receipts have names; in larger ones they are counts. */
export const NAMED_MEMBERS_MAX = 30;
/** In groups with more members there are none. */
export const COUNTED_MEMBERS_MAX = 200;

/** How far one person is: the highest `seq` on a disk of theirs, and the highest seen. */
export interface Receipt {
  readonly userId: UserId;
  readonly delivered: number;
  readonly read: number;
}

/** So many people are at this `seq`. */
type Step = readonly [seq: number, people: number];

export type Receipts =
  | { readonly named: readonly (readonly [userId: UserId, delivered: number, read: number])[] }
  | { readonly delivered: readonly Step[]; readonly read: readonly Step[] };

/** How many others have received and read a message. */
export interface Progress {
  readonly delivered: number;
  readonly read: number;
}

const KEY = 'all';
export const headReceipts = (doc: Y.Doc): Y.Map<Receipts> => doc.getMap('receipts');

/** What the server last wrote, or null where it writes none. */
export const readReceipts = (doc: Y.Doc): Receipts | null => headReceipts(doc).get(KEY) ?? null;

/** @param receipts null for none */
export function writeReceipts(doc: Y.Doc, receipts: Receipts | null): void {
  const map = headReceipts(doc);
  if (JSON.stringify(map.get(KEY) ?? null) === JSON.stringify(receipts)) return;
  if (receipts === null) map.delete(KEY);
  else map.set(KEY, receipts);
}

/** Puts together what may be shown of a group with so many members. */
export function gatherReceipts(of: readonly Receipt[], members: number): Receipts | null {
  if (members > COUNTED_MEMBERS_MAX) return null;
  if (members <= NAMED_MEMBERS_MAX)
    return { named: of.map(({ userId, delivered, read }) => [userId, delivered, read]) };
  return {
    delivered: steps(of.map(({ delivered }) => delivered)),
    read: steps(of.map(({ read }) => read)),
  };
}

/** How far a message of `me` has come among the others. */
export function progressOf(receipts: Receipts | null, seq: number, me: UserId): Progress {
  if (receipts === null) return { delivered: 0, read: 0 };
  if ('named' in receipts) {
    const others = receipts.named.filter(([userId]) => userId !== me);
    return {
      delivered: others.filter(([, delivered]) => delivered >= seq).length,
      read: others.filter(([, , read]) => read >= seq).length,
    };
  }
  // The author is among those counted, and nobody can tell where: never say more than is known.
  return {
    delivered: Math.max(0, peopleFrom(receipts.delivered, seq) - 1),
    read: Math.max(0, peopleFrom(receipts.read, seq) - 1),
  };
}

/** Who has received a message and not read it, and who has read it; null where there are no names. */
export function namesOf(
  receipts: Receipts | null,
  seq: number,
  author: UserId,
): { readonly delivered: readonly UserId[]; readonly read: readonly UserId[] } | null {
  if (receipts === null || !('named' in receipts)) return null;
  const others = receipts.named.filter(([userId]) => userId !== author);
  return {
    delivered: others
      .filter(([, delivered, read]) => delivered >= seq && read < seq)
      .map(([userId]) => userId),
    read: others.filter(([, , read]) => read >= seq).map(([userId]) => userId),
  };
}

function steps(positions: readonly number[]): Step[] {
  const people = new Map<number, number>();
  for (const seq of positions) if (seq > 0) people.set(seq, (people.get(seq) ?? 0) + 1);
  return [...people].sort(([a], [b]) => a - b);
}

const peopleFrom = (from: readonly Step[], seq: number): number =>
  from.reduce((sum, [at, people]) => (at >= seq ? sum + people : sum), 0);
