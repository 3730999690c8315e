/** A person's own records in a volume that the server has not accepted: those that wait, and those it refused. */
import * as Y from 'yjs';
import type { Volume } from './group-document.ts';
import { isUserId, type UserId } from './ids.ts';
import { isAccepted, placeName } from './ledger.ts';
import { MEMBER_ROOTS, type GroupRecord, type MemberRoot } from './records.ts';
import type { Refusal } from './refusal.ts';

export interface OwnRecord {
  readonly root: MemberRoot;
  readonly record: GroupRecord;
}

/** Own records that stand in a volume, once each, in the order of the arrays, messages first. */
export function ownRecords(volume: Volume, me: UserId): OwnRecord[] {
  const seen = new Set<string>();
  return (['messages', 'edits', 'reactions'] as const).flatMap((root) =>
    (volume[root] as Y.Array<GroupRecord>)
      .toArray()
      .filter(({ id, by }) => by === me && !seen.has(id) && seen.add(id))
      .map((record) => ({ root, record })),
  );
}

/**
 * What waits: own records that the ledger does not name, or that stand although it names them as refused or carried.
 * Written again into a rebuilt replica they do, until the server takes them out of it once more.
 */
export function waitingRecords(volume: Volume, me: UserId): OwnRecord[] {
  const accepted = acceptedIn(volume);
  return ownRecords(volume, me).filter(({ record }) => !accepted.has(record.id));
}

/** Ids of the records that stand in a volume for good, or stood there until they were erased. */
export const acceptedIn = (volume: Volume): Set<string> =>
  new Set(
    volume.ledger
      .toArray()
      .filter(isAccepted)
      .map(([id]) => id),
  );

/** A record that the server took out of a volume: refused, or carried to another one. */
export interface TakenRecord extends OwnRecord {
  /** As the ledger names it. */
  readonly id: string;
  /** When the server decided, milliseconds since 1970. */
  readonly decidedAt: number;
  readonly fate: { readonly refused: Refusal } | { readonly carried: number };
}

/**
 * What a transaction from the server takes away of a person's own because it was refused or carried. Call it while the
 * content can still be read: before Yjs collects it at the end of the transaction.
 */
export function takenBy(transaction: Y.Transaction, volume: Volume, me: UserId): TakenRecord[] {
  const gone: { place: string; root: MemberRoot; record: GroupRecord }[] = [];
  Y.iterateDeletedStructs(transaction, transaction.deleteSet, (struct) => {
    if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentAny)) return;
    const root = MEMBER_ROOTS.find((name) => volume[name] === struct.parent);
    if (root === undefined) return;
    struct.content.arr.forEach((value: unknown, at) => {
      if (isRecordOf(value, me))
        gone.push({ place: placeName(struct.id.client, struct.id.clock + at), root, record: value });
    });
  });
  if (gone.length === 0) return [];
  const entries = new Map(volume.ledger.toArray().map((entry) => [entry[0], entry]));
  return gone.flatMap(({ place, root, record }) => {
    const entry = entries.get(record.id) ?? entries.get(place);
    if (!entry || isAccepted(entry)) return [];
    const [id, decidedAt, fate] = entry;
    return [{ id, root, record, decidedAt, fate: fate as TakenRecord['fate'] }];
  });
}

const isRecordOf = (value: unknown, me: UserId): value is GroupRecord =>
  typeof value === 'object' && value !== null && 'by' in value && isUserId(value.by) && value.by === me;

/**
 * Writes own records of one replica into another that is to take its place; what stands there already is left out.
 * @param which `waitingRecords`; `ownRecords` where the server may have lost what it had accepted
 */
export function bringAlong(
  from: Volume,
  to: Volume,
  me: UserId,
  which: typeof waitingRecords = waitingRecords,
): void {
  const known = new Set(
    MEMBER_ROOTS.flatMap((root) => (to[root] as Y.Array<GroupRecord>).toArray()).map(({ id }) => id),
  );
  // One that is refused there was perhaps never there: the server says so again, and takes it out for all to see.
  for (const id of acceptedIn(to)) known.add(id as GroupRecord['id']);
  const lists = Map.groupBy(
    which(from, me).filter(({ record }) => !known.has(record.id)),
    ({ root }) => root,
  );
  for (const [root, records] of lists)
    (to[root] as Y.Array<GroupRecord>).push(records.map(({ record }) => record));
}
