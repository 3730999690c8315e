/** One volume of a group as a Yjs document: three arrays that members append to, and the server's ledger and events. */
import type * as Y from 'yjs';
import type { VolumeContent } from './fold-group.ts';
import type { GroupEvent } from './group-events.ts';
import type { LedgerEntry } from './ledger.ts';
import type { Deletion, Edit, Message, Reaction } from './records.ts';

export interface Volume {
  readonly messages: Y.Array<Message>;
  readonly reactions: Y.Array<Reaction>;
  readonly edits: Y.Array<Edit | Deletion>;
  readonly ledger: Y.Array<LedgerEntry>;
  readonly events: Y.Array<GroupEvent>;
}

/** Names the roots of a volume. Every reader does this first: an unnamed root has no type in Yjs. */
export const volumeOf = (doc: Y.Doc): Volume => ({
  messages: doc.getArray('messages'),
  reactions: doc.getArray('reactions'),
  edits: doc.getArray('edits'),
  ledger: doc.getArray('ledger'),
  events: doc.getArray('events'),
});

/** What is in a volume now, as the fold takes it. */
export const contentOf = ({ messages, edits, reactions, ledger }: Volume): VolumeContent => ({
  messages: messages.toArray(),
  edits: edits.toArray(),
  reactions: reactions.toArray(),
  ledger: ledger.toArray(),
});
