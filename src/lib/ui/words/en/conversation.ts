/** The list of conversations, and a conversation apart from its messages. */
import { format } from '#client/format.ts';
import { plural } from './plural.ts';

const { number } = format;

export const conversation = {
  conversations: 'Conversations',
  noConversations:
    'No conversations yet. Begin one with the pen above, or wait until somebody adds you to one.',
  fetching: 'Fetching your conversations',
  notDelivered: (count: number) => `${number(count)} not delivered`,
  draft: 'Draft',
  noMessages: 'No messages yet',
  muted: 'muted',
  waiting: (count: number) => `${number(count)} waiting to be sent`,
  markRead: 'Mark read',
  markUnread: 'Mark unread',
  pinned: 'pinned',
  pin: 'Pin',
  unpin: 'Unpin',
  mute: 'Mute',
  unmute: 'Unmute',
  archiveForMe: 'Archive for me',
  archivedForMe: 'Archived for me',
  backToList: 'Back to the list',
  youAreMentioned: 'you are mentioned',

  pick: 'Pick a conversation, or make a new group.',
  notHere: 'This conversation is not on this device.',
  notHereWhy: 'You may not be a member, or it has not arrived yet.',
  keptHere: (what: string) => `${what}. What you wrote is kept on this device:`,
  showWhat: 'show what it was',

  notOnServer: 'Not on the server yet',
  direct: 'Direct conversation',
  partnerGone: 'No longer in the organisation',
  you: 'you',
  comma: ', ',
  names: (...names: readonly string[]) => names.join(', '),
  members: (count: number) => plural(count, { one: '1 member', other: `${number(count)} members` }),
  searchHere: 'Search here',
  details: 'Details',

  messages: 'Messages',
  earlier: 'Show earlier messages',
  empty: 'Nothing has been said here yet. Write the first message below.',
  newMessages: 'New messages',
  manyNew: (count: number) => `${number(count)} new messages`,
  wroteAway: (name: string, count: number) => `${name} wrote this while away · ${number(count)} messages`,
  jumpToPresent: 'Jump to present',
  jumpToNew: 'Jump to first unread',
  newNotFetched: 'The first unread message could not be fetched just now.',
  backToPlace: 'Back to where you were',
  backToSearch: 'Back to the search',
  olderNotFetched: 'That older message could not be fetched just now.',

  updateReady: 'A new version is ready.',
  updateKeeps: 'What is not sent stays on this device.',
  update: 'Update',
  notifications: 'Notifications',
  notifyWhy: 'Be told on this device when somebody answers, also while Cairn is closed.',
  notify: 'Turn on',
  installation: 'Installation',
  installWhy: 'Installed, Cairn opens from the home screen, and the browser keeps what is on this device.',
  installByHand:
    'Without that, Safari deletes it after seven days without a visit. Choose “Add to Home Screen” in the share menu.',
  install: 'Install',
  notNow: 'Not now',

  deleteTitle: 'Delete this message?',
  deleteText: 'It disappears for everybody. This cannot be undone.',

  connection: {
    offline: 'No connection',
    offlineSince: (moment: string) => `No connection · up to date at ${moment}`,
    syncing: 'Syncing…',
    syncingCount: (count: number) => `Syncing ${number(count)}`,
    upToDate: 'Up to date',
    signedOut: 'Signed out: sign in to send',
    connecting: 'Connecting…',
  },
  storage: {
    full: 'This device has no space left: messages are kept in memory only while this page is open, and are sent while there is a connection.',
    failing:
      'This browser lets nothing be stored: messages are kept in memory only while this page is open, and are sent while there is a connection.',
    evictable: 'Unsent messages are on this device, but a private window forgets them when it is closed.',
  },
};
export type ConversationWords = typeof conversation;
