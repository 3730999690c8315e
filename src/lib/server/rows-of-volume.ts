/** The normalized rows that a volume's document stands for: what `npm run verify` holds against the tables. */
import type { VolumeContent } from '#domain/fold-group.ts';
import type { RecordId, UserId } from '#domain/ids.ts';
import { isAccepted, seqOf } from '#domain/ledger.ts';
import { isDeletion, type Deletion, type Edit, type Message } from '#domain/records.ts';

/** Times in milliseconds since 1970. */
export interface MessageRow {
  readonly id: RecordId;
  readonly seq: number;
  readonly author: UserId;
  readonly text: string;
  /** Undefined where the message was erased: its document no longer says. */
  readonly replyTo: RecordId | null | undefined;
  readonly writtenAt: number;
  readonly acceptedAt: number;
  readonly editedAt: number | null;
  readonly editCount: number;
  readonly deletedAt: number | null;
  readonly deletedBy: UserId | null;
}
export interface EditRow {
  readonly id: RecordId;
  readonly messageId: RecordId;
  readonly rev: number;
  readonly text: string;
  readonly writtenAt: number;
  readonly acceptedAt: number;
}
export interface ReactionRow {
  readonly messageId: RecordId;
  readonly author: UserId;
  readonly emoji: string;
  readonly isOn: boolean;
  readonly rev: number;
  readonly writtenAt: number;
  readonly acceptedAt: number;
}
export interface VolumeRows {
  readonly messages: ReadonlyMap<string, MessageRow>;
  readonly edits: ReadonlyMap<string, EditRow>;
  /** By message, author and emoji. */
  readonly reactions: ReadonlyMap<string, ReactionRow>;
}

/** @param content of a volume, from its document */
export function rowsOfVolume(content: VolumeContent): VolumeRows {
  const entries = new Map(
    content.ledger.flatMap((entry, at) =>
      isAccepted(entry) ? [[entry[0], { rev: at + 1, at: entry[1], entry }] as const] : [],
    ),
  );
  const inOrder = <R extends { id: string }>(records: readonly R[]) =>
    records
      .flatMap((record) => {
        const known = entries.get(record.id);
        return known ? [{ record, rev: known.rev, acceptedAt: known.at }] : [];
      })
      .sort((a, b) => a.rev - b.rev);

  const changes = inOrder<Edit | Deletion>(content.edits);
  const deletions = new Map<string, { at: number; by: UserId }>();
  for (const { record, acceptedAt } of changes)
    if (isDeletion(record) && !deletions.has(record.to))
      deletions.set(record.to, { at: acceptedAt, by: record.by });

  const edits = new Map<string, EditRow>();
  const latest = new Map<string, { text: string; at: number; count: number }>();
  for (const { record, rev, acceptedAt } of changes) {
    if (isDeletion(record) || deletions.has(record.to)) continue;
    const { id, to, text, at } = record;
    edits.set(id, { id, messageId: to, rev, text, writtenAt: at, acceptedAt });
    latest.set(to, { text, at: acceptedAt, count: (latest.get(to)?.count ?? 0) + 1 });
  }

  const reactions = new Map<string, ReactionRow>();
  for (const { record, rev, acceptedAt } of inOrder(content.reactions)) {
    const { to, by, emoji, on, at } = record;
    if (deletions.has(to)) continue;
    const row = { messageId: to, author: by, emoji, isOn: on, rev, writtenAt: at, acceptedAt };
    reactions.set(`${to} ${by} ${emoji}`, row);
  }

  const standing = new Map<string, Message>(content.messages.map((message) => [message.id, message]));
  for (const [, , fate] of content.ledger)
    if (typeof fate === 'object' && 'erased' in fate) {
      const { to, by, at } = fate.erased;
      standing.set(to, { id: to, by, at, text: '' });
    }
  const messages = new Map<string, MessageRow>();
  for (const message of standing.values()) {
    const known = entries.get(message.id);
    const seq = known && seqOf(known.entry);
    if (!known || seq == null) continue;
    const deletion = deletions.get(message.id);
    const edit = deletion ? undefined : latest.get(message.id);
    messages.set(message.id, {
      id: message.id,
      seq,
      author: message.by,
      text: deletion ? '' : (edit?.text ?? message.text),
      replyTo: deletion ? undefined : (message.replyTo ?? null),
      writtenAt: message.at,
      acceptedAt: known.at,
      editedAt: edit?.at ?? null,
      editCount: edit?.count ?? 0,
      deletedAt: deletion?.at ?? null,
      deletedBy: deletion?.by ?? null,
    });
  }
  return { messages, edits, reactions };
}
