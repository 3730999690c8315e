/**
 * What people see of a volume: a pure function of its three arrays and the ledger. The same on every device,
 * because the ledger is, but for the person's own records that the ledger does not name yet.
 */
import type { RecordId, UserId } from './ids.ts';
import { isAccepted, seqOf, type Erased, type LedgerEntry } from './ledger.ts';
import { EXPIRED_AT, isDeletion, type Deletion, type Edit, type Message, type Reaction } from './records.ts';

export interface FoldedEdit {
  readonly id: RecordId;
  readonly text: string;
  readonly at: number;
  /** Null while the server has not accepted it. */
  readonly acceptedAt: number | null;
}

export interface FoldedReaction {
  readonly emoji: string;
  readonly by: readonly UserId[];
}

export interface FoldedMessage {
  readonly id: RecordId;
  readonly by: UserId;
  /** Current text: that of the edit accepted last, empty once deleted. */
  readonly text: string;
  readonly writtenAt: number;
  /** Place in the group, from 1; null while the server has not accepted it. */
  readonly seq: number | null;
  readonly acceptedAt: number | null;
  readonly replyTo: RecordId | null;
  /** Every edit in the order accepted, one's own waiting ones last. The first text is `original`. */
  readonly edits: readonly FoldedEdit[];
  readonly original: string;
  readonly deleted: boolean;
  /** When the server accepted its deletion; left out where it did not. */
  readonly deletedAt?: number;
  /** It was older than the group keeps messages: nothing is shown of it. */
  readonly isExpired?: true;
  readonly reactions: readonly FoldedReaction[];
  /** Own edits, deletions and reactions of it that the server has not accepted yet. */
  readonly waiting: readonly RecordId[];
}

export interface VolumeContent {
  readonly messages: readonly Message[];
  readonly edits: readonly (Edit | Deletion)[];
  readonly reactions: readonly Reaction[];
  readonly ledger: readonly LedgerEntry[];
}

/**
 * Folds a volume for one reader.
 * 1. [S1] Accepted messages stand in the order of `seq`, whatever any clock says [S3].
 * 2. [S2] The reader's own that are not accepted yet follow, in the order of the array, which is that written.
 * 3. [S12] Of several edits the one accepted last is shown; edits by anyone but the author are ignored.
 * 4. [S14] A deletion wins over every edit, whichever came first. [S15] Once accepted, it has taken the message out
 *    of the arrays, and the ledger tells where and whose it was.
 * 5. [S16] Of a person's reactions with one emoji the one accepted last counts.
 * Own waiting edits, deletions and reactions come after accepted ones: they will be accepted later [S17].
 */
export function foldVolume(content: VolumeContent, me: UserId): FoldedMessage[] {
  const accepted = new Map<string, { rev: number; at: number; seq: number | null }>();
  const erased = new Map<RecordId, Erased & { readonly deletedAt: number }>();
  /** Refused, or carried to another volume: what still stands here under that name is no message. */
  const elsewhere = new Set<string>();
  content.ledger.forEach((entry, rev) => {
    const [id, at, fate] = entry;
    if (!isAccepted(entry)) elsewhere.add(id);
    else accepted.set(id, { rev, at, seq: seqOf(entry) });
    if (typeof fate === 'object' && 'erased' in fate && !erased.has(fate.erased.to))
      erased.set(fate.erased.to, { ...fate.erased, deletedAt: at });
  });
  const counts = (record: { id: RecordId; by: UserId }) =>
    accepted.has(record.id) || (record.by === me && !elsewhere.has(record.id));
  const rev = (record: { id: RecordId }) => accepted.get(record.id)?.rev ?? Infinity;

  const byTarget = <T extends { id: RecordId; by: UserId; to: RecordId }>(records: readonly T[]) => {
    // Sorting is stable: records that wait (Infinity) keep the order of the array.
    const sorted = firstOfEach(records.filter(counts)).sort((a, b) => compare(rev(a), rev(b)));
    return Map.groupBy(sorted, ({ to }) => to);
  };
  const edits = byTarget(content.edits);
  const reactions = byTarget(content.reactions);

  const standing = content.messages.filter((message) => counts(message) && !erased.has(message.id));
  const messages = firstOfEach([...standing, ...[...erased.values()].map(remainder)]);
  messages.sort((a, b) => compare(accepted.get(a.id)?.seq ?? Infinity, accepted.get(b.id)?.seq ?? Infinity));
  return messages.map((message) => {
    const changes = edits.get(message.id) ?? [];
    const marks = reactions.get(message.id) ?? [];
    const history = changes.filter(
      (change): change is Edit => !isDeletion(change) && change.by === message.by,
    );
    const deletedAt = erased.get(message.id)?.deletedAt;
    const isExpired = changes.some((change) => isDeletion(change) && change.at === EXPIRED_AT);
    const deleted = deletedAt !== undefined || changes.some(isDeletion);
    return {
      id: message.id,
      by: message.by,
      text: deleted ? '' : (history.at(-1)?.text ?? message.text),
      writtenAt: message.at,
      seq: accepted.get(message.id)?.seq ?? null,
      acceptedAt: accepted.get(message.id)?.at ?? null,
      replyTo: message.replyTo ?? null,
      edits: deleted
        ? []
        : history.map(({ id, text, at }) => ({ id, text, at, acceptedAt: accepted.get(id)?.at ?? null })),
      original: deleted ? '' : message.text,
      deleted,
      ...(deletedAt === undefined ? {} : { deletedAt }),
      ...(isExpired ? { isExpired } : {}),
      reactions: deleted ? [] : foldReactions(marks),
      waiting: [...changes, ...marks].filter(({ id }) => !accepted.has(id)).map(({ id }) => id),
    };
  });
}

/** What an erased message leaves: a place, with whose it was. */
const remainder = ({ to, by, at }: Erased): Message => ({ id: to, by, text: '', at });

const compare = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1);

/** A record that stands here twice (a restored profile, a repeated upload) is one record. */
function firstOfEach<T extends { id: RecordId }>(records: readonly T[]): T[] {
  const seen = new Set<RecordId>();
  return records.filter(({ id }) => !seen.has(id) && seen.add(id));
}

function foldReactions(inOrder: readonly Reaction[]): FoldedReaction[] {
  const people = new Map<string, Set<UserId>>();
  for (const { emoji, by, on } of inOrder) {
    const set = people.get(emoji) ?? new Set();
    people.set(emoji, set);
    if (on) set.add(by);
    else set.delete(by);
  }
  return [...people].filter(([, by]) => by.size > 0).map(([emoji, by]) => ({ emoji, by: [...by] }));
}
