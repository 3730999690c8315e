/** Beginning conversations, inviting, and the menu of the person. */
import { format } from '#client/format.ts';
import { plural } from './plural.ts';

const { number } = format;

export const people = {
  whatToBegin: 'What to begin',
  ways: { people: 'People', channel: 'New channel', join: 'Join a channel' },
  name: 'Name',
  purpose: 'What it is for',
  nameNote: 'Without a name it is a direct conversation of the people picked.',
  channelNote: 'Everybody in the organisation finds it and may join; guests do not.',
  createChannel: 'Create channel',
  createGroup: 'Create group',
  openConversation: 'Open conversation',
  startConversation: 'Start conversation',
  nameChannel: 'Give the channel a name.',
  pickPerson: 'Pick the person you want to write to.',
  pickOrName: 'Pick somebody, or give the group a name.',
  history: 'Who joins later sees',
  histories: {
    all: 'everything that was written before',
    joined: 'only what is written after joining',
  },

  people: 'People',
  picked: (count: number) => `People · ${number(count)} picked`,
  find: 'Find people',
  nobodyElse: 'There is nobody else in the directory of this device yet.',
  nobodyCalled: 'Nobody has that in their name, title or employee id.',
  moreFound: (count: number) => `${number(count)} more. Type part of a name to find them.`,

  askingChannels: 'Asking the server which channels there are…',
  findChannel: 'Find a channel',
  members: (count: number) => plural(count, { one: '1 member', other: `${number(count)} members` }),
  seeAll: 'you will see everything written before',
  seeNew: 'you will see what is written after you join',
  open: 'Open',
  join: 'Join',
  openOne: (channel: string) => `Open ${channel}`,
  joinOne: (channel: string) => `Join ${channel}`,
  noChannels: 'There are no channels yet.',
  noSuchChannel: 'No channel is called so.',

  invite: 'Invite people',
  inviteText: (organisation: string, until: string) =>
    `Whoever opens this link can join ${organisation} until ${until}.`,
  inviteLink: 'Invite link',
  linkSelected: 'The link is selected: copy it by hand.',
  makingLink: 'Making a link…',
  inviteGuestText: (organisation: string, until: string) =>
    `Whoever opens this link can join ${organisation} as a guest until ${until}.`,
  alsoInto: 'Also into',
  linkAnew: 'Make the link anew',
  joinedTitle: (organisation: string) => `You have joined ${organisation}`,
  missedGroups:
    'The link was made for a group, too, that takes nobody by it any more: it is archived, or who invited you no longer administers it. Ask them to have you added.',
  goOn: 'Go on',

  administration: 'Administration',
  settings: 'Settings',
  shortcuts: 'Keyboard shortcuts',
  signOut: 'Sign out',
  signOutTitle: 'Sign out?',
  signOutText: 'Your conversations are removed from this device. They come back when you sign in again.',
  unsentLost: (count: number) =>
    `${plural(count, { one: '1 change is', other: `${number(count)} changes are` })} only on this device and would be lost: messages, edits or reactions the server has not received. Stay until they are sent if you can.`,
  undeliveredLost: (what: string, count: number) =>
    `${what} under “Not delivered” ${count === 1 ? 'is' : 'are'} only on this device and would be deleted. Copy what you want to keep.`,
};
export type PeopleWords = typeof people;
