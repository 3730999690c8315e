/** Finding: the search for messages, the switcher, and the shortcuts of the keyboard. */
import { format } from '#client/format.ts';
import { plural } from './plural.ts';

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
const operators = {
  'from:': 'what somebody wrote; from:me is you',
  'in:': 'in one conversation',
  'before:': 'before a day, a month or a year, like 2026-05-03',
  'after:': 'after it',
  '"': 'these words in a row, in quotes',
};

export const search = {
  title: 'Search',
  messages: 'Search messages',
  messagesFor: (typed: string) => `Search messages for “${typed}”`,
  clear: 'Clear',
  count: (count: number) => plural(count, { one: '1 message', other: `${number(count)} messages` }),
  messagesCounted: (count: number) => plural(count, { one: 'message', other: 'messages' }),
  failing: 'This browser does not let Cairn search messages. Names are still found.',
  reading: 'Reading what is on this device…',
  noneHere: 'There are no messages on this device yet',
  since: (day: string) => `On this device, since ${day}`,
  noDate: (part: string) => `“${part}” is no date. Write one like 2026-05-03.`,
  nobody: (part: string) => `“${part}” is nobody and nothing on this device.`,
  showMore: (count: number) => `Show ${number(count)} more`,
  newestOf: (shown: number, all: number) =>
    `The newest ${number(shown)} of ${number(all)} are shown. Another word narrows them down.`,
  namesTitle: 'Conversations and people',
  nothing: 'Nothing found',
  less: 'Look for less, and more is found:',
  anywhere: (words: string) => `Words of ${words} anywhere`,
  without: (part: string) => `Without ${part}`,
  hint: 'A word is found by its beginning: “pump” finds “pumps”. Messages that have never been on this device cannot be found; open a conversation and scroll up to bring older ones here.',
  help: 'Words are found by their beginnings, in every message that is on this device. Narrow it down with',
  operators,

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
export type SearchWords = typeof search;
