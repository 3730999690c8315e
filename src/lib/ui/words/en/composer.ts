/** Where messages are written: the composer, its suggestions, emoji, and who else writes. */
import { format } from '#client/format.ts';
import { plural } from './plural.ts';

const { number } = format;
const emojiGroups = {
  Smileys: 'Smileys',
  People: 'People',
  'Animals and nature': 'Animals and nature',
  'Food and drink': 'Food and drink',
  'Travel and places': 'Travel and places',
  Activities: 'Activities',
  Objects: 'Objects',
  Symbols: 'Symbols',
  Flags: 'Flags',
};

export const composer = {
  message: 'Message',
  messageTo: (group: string) => `Message ${group}`,
  send: 'Send',
  emoji: 'Emoji',
  notLoaded: 'This conversation has not arrived on this device yet. What you wrote is kept.',
  noFiles: 'Only text can be sent here, no files. Nothing was added.',

  editing: 'Editing',
  replyTo: (author: string) => `Reply to ${author}`,
  someMessage: 'a message',
  cancelEditing: 'Cancel editing',
  cancelReply: 'Cancel reply',
  begun: 'You had begun to write:',

  denied: 'You are no longer a member of this group. You can read and copy what is here, but not write.',
  archived: 'This group has been archived. You can read it, but not write. An admin can open it again.',
  offline: 'No connection. What you write stays on this device and goes out by itself.',
  signedOut: 'You are signed out. What you write stays on this device until you sign in again.',
  tooMany: (count: number) =>
    `${number(count)} characters too many. Shorten it or send it in parts; nothing you wrote is lost.`,
  left: (count: number) => `${number(count)} characters left`,
  fewerLeft: (count: number) => `Fewer than ${number(count)} characters left`,
  outsiders: (names: string, count: number) =>
    `${names} ${count === 1 ? 'is' : 'are'} not in this group and will not see this.`,
  callsOthers: (count: number) =>
    plural(count, {
      one: '@all calls the other member of this group.',
      other: `@all calls all ${number(count)} others of this group.`,
    }),
  callTitle: (count: number) => `Call all ${number(count)} others?`,
  callAction: 'Send to everybody',
  callText: (count: number) =>
    `This message says @all, which calls each of the ${number(count)} other members, whatever they are doing. Leave it out, and the message waits for them like any other.`,

  suggestions: 'Suggestions',
  suggestionsSaid: (count: number) => `${number(count)} suggestions. Arrows choose, Enter takes one.`,
  outsider: 'not in this group',
  everybody: 'Everybody in this group',

  chooseEmoji: 'Choose an emoji',
  searchEmoji: 'Search emoji',
  emojiKinds: 'Kinds',
  emojiGroups,
  emojiFound: 'Found',
  noEmoji: 'No emoji is called that. Try another word.',
  emojiNotLoaded: 'The emoji could not be loaded.',

  oneWrites: (name: string) => `${name} is writing…`,
  twoWrite: (first: string, second: string) => `${first} and ${second} are writing…`,
  manyWrite: (first: string, second: string, more: number) =>
    `${first}, ${second} and ${number(more)} more are writing…`,
  presence: { online: 'online', away: 'away' },
  here: (count: number) => `${number(count)} here now`,
  away: (count: number) => `${number(count)} away`,
  hereAndAway: (here: number, away: number) => `${number(here)} here now, ${number(away)} away`,
};
export type ComposerWords = typeof composer;
