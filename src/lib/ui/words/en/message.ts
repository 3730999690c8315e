/** A message: what stands with it, and what can be done with it. */
import { format } from '#client/format.ts';
import type { MessageProgress } from '#client/group.svelte.ts';
import { plural } from './plural.ts';

const { number } = format;
const progress: Record<MessageProgress['state'], string> = {
  saving: 'saving',
  'on this device': 'on this device',
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
};

export const message = {
  message: 'Message',
  notShown: 'This message cannot be shown.',
  progress,
  late: (written: string, arrived: string) => `written ${written} · arrived ${arrived}`,
  writtenAt: (time: string) => `Written ${time}`,
  arrivedAt: (time: string) => `Arrived ${time}`,
  editedAt: (time: string) => `Edited ${time}`,
  edited: (edits: number) => plural(edits, { one: 'edited', other: `edited ${number(edits)} times` }),
  showBefore: 'Show what it said before',
  changeWaits: 'change on this device',

  react: 'React',
  reactWith: 'React with',
  otherEmoji: 'Other emoji',
  reply: 'Reply',
  edit: 'Edit',
  copyLink: 'Copy link',
  history: 'History',
  info: 'Info',
  markUnread: 'Mark unread',
  more: 'More',
  moreActions: 'More actions',

  code: 'Code',
  copyCode: 'Copy code',
  showLess: 'Show less',
  showMore: 'Show more',
  showAll: 'Show all',
  everybody: 'Everybody in this group',
  olderMessage: 'An older message',
  inReplyTo: 'In reply to',

  historyTitle: 'History of this message',
  original: 'Original',
  editNumber: (place: number) => `Edit ${number(place)}`,
  onThisDevice: 'on this device',
  shownNow: 'shown now',

  aboutTitle: 'About this message',
  by: 'By',
  written: 'Written',
  arrived: 'Arrived',
  whyNotGone: 'Why is it not gone?',
  notArrived: 'Not yet: it is on this device and goes out by itself.',
  deliveredTo: 'Delivered to',
  readBy: 'Read by',
  nobodyYet: 'Nobody yet',
  people: (count: number) => `${number(count)} people`,
  editedTerm: 'Edited',
  editedTimes: (time: string, edits: number) => `${time}, ${number(edits)} times in all`,
  reactions: 'Reactions',
  you: 'you',
};
export type MessageWords = typeof message;
