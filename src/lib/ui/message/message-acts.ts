import type { MessageProgress, MessageView } from '#client/group.svelte.ts';
import type { RecordId } from '#domain/ids.ts';

/** What can be done with a message; the conversation does it. */
export interface MessageActs {
  may(message: MessageView): { answer: boolean; edit: boolean; remove: boolean };
  /** On, or off if it is on. */
  react(message: MessageView, emoji: string): void;
  /** Any emoji there is, to react with. */
  pickEmoji(message: MessageView): void;
  reply(message: MessageView): void;
  edit(message: MessageView): void;
  /** Asks first. */
  remove(message: MessageView): void;
  copy(message: MessageView): void;
  /** The address of the message, which opens it for whoever is in the group. */
  copyLink(message: MessageView): void;
  /** [S7] From this one on, for this visit and until the next. */
  markUnread(message: MessageView): void;
  mayMarkUnread(message: MessageView): boolean;
  progressOf(message: MessageView): MessageProgress;
  showHistory(message: MessageView): void;
  /** When it was written, when it arrived, who reacted. */
  showInfo(message: MessageView): void;
  /** Everything of the above. */
  showMore(message: MessageView): void;
  jumpTo(id: RecordId): void;
}

export const QUICK_EMOJI = ['👍', '❤️', '😂', '🎉', '👀', '🙏'] as const;

export const isReacted = (message: MessageView, emoji: string, me: string): boolean =>
  message.reactions.some((reaction) => reaction.emoji === emoji && reaction.by.some((by) => by === me));
