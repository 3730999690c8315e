/** What the server did not take, and what waits. */
import { format } from '#client/format.ts';
import { plural } from './plural.ts';

const { number } = format;
/** What it was, above what was written. */
const kinds = {
  message: 'Message',
  edit: 'Edit of a message',
  deletion: 'Deletion of a message',
  conversation: 'New conversation',
};
const counts = {
  message: (count: number) => plural(count, { one: '1 message', other: `${number(count)} messages` }),
  edit: (count: number) => plural(count, { one: '1 edit', other: `${number(count)} edits` }),
  deletion: (count: number) => plural(count, { one: '1 deletion', other: `${number(count)} deletions` }),
  conversation: (count: number) =>
    plural(count, { one: '1 conversation', other: `${number(count)} conversations` }),
};

export const notDelivered = {
  title: 'Not delivered',
  lead: 'Kept on this device only, until you delete it',
  nothing: 'Nothing here',
  nothingWhy:
    'What the server does not take is kept here, with the reason: when a group was archived while you were away, for example.',
  kinds,
  counts,
  /** `what` are counts of the above, `count` is how many in all. */
  wereNot: (what: string, count: number) => `${what} ${count === 1 ? 'was' : 'were'} not delivered`,
  show: 'Show',
  written: (moment: string) => `written ${moment}`,
  whenAdded: 'You can try again if you are added to it again.',
  whenOpen: 'You can try again when it is open again.',
  editAndSend: 'Edit and send',
  deleteTitle: 'Delete this for good?',
  deleteText: 'Nobody has received it, and it is nowhere but on this device. This cannot be undone.',
  someGroup: 'A group',
  archived: 'archived',
  notHere: 'not on this device',
  waiting: 'Waiting to be sent',
  waitingLead: 'On this device. It goes out by itself as soon as there is a connection.',
  waitingCount: (count: number) => `${number(count)} waiting`,
  /** With the characters of text in it. */
  waitingSince: (count: number, moment: string, characters: number) =>
    `${number(count)} waiting, ${plural(characters, { one: '1 character', other: `${number(characters)} characters` })}, the oldest since ${moment}`,
  waitingLong:
    'Some of it has waited for more than a day. Find a connection, or look below for what keeps it.',
};
export type NotDeliveredWords = typeof notDelivered;
