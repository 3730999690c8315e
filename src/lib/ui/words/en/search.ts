/** The search for messages. */
import { format } from '#client/format.ts';
import { plural } from './plural.ts';

const { number } = format;
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
};
export type SearchWords = typeof search;
