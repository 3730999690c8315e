/** Finding one's way: the switcher, and the shortcuts of the keyboard. */
import { format } from '#client/format.ts';

const { number } = format;
const keys = {
  switcher: 'Find or jump to a conversation or a person',
  previous: 'Previous conversation',
  next: 'Next conversation',
  previousUnread: 'Previous unread conversation',
  nextUnread: 'Next unread conversation',
  shortcuts: 'These shortcuts, while nothing is being typed',
  markRead: 'Mark read and go to the end',
  toMessages: 'From the composer to the messages',
  messageBefore: 'Message before, of the messages',
  messageAfter: 'Message after, of the messages',
  messageActions: 'Actions of the message',
  editLast: 'Edit my last message, from an empty composer',
  leave: 'Leave the edit or the reply',
  mention: 'Mention somebody',
  emoji: 'Emoji by name',
  send: 'Send',
  newLine: 'New line',
};

export const finding = {
  searchMessages: 'Search messages',
  searchFor: (typed: string) => `Search messages for “${typed}”`,
  namesTitle: 'Conversations and people',
  findOrJump: 'Find or jump to',
  findOrJumpButton: 'Find or jump to…',
  place: 'Conversation or person',
  found: (count: number) => `${number(count)} found.`,

  shortcutsTitle: 'Keyboard shortcuts',
  anywhereTitle: 'Anywhere',
  inConversation: 'In a conversation',
  whileWriting: 'While writing',
  keys,
};
export type FindingWords = typeof finding;
