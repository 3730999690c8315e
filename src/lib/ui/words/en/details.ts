/** What can be seen and changed of a conversation in its details. */
import { format } from '#client/format.ts';
import { plural } from './plural.ts';

const { number } = format;

export const details = {
  leave: 'Leave group',
  leaveTitle: (group: string) => `Leave ${group}?`,
  leaveChannelText: 'The conversation disappears from all your devices. You can join the channel again.',
  leaveGroupText: 'The conversation disappears from all your devices. Only a member can bring you back.',
  leaveUnsent: (count: number) =>
    `What you wrote here and was not sent yet (${count}) moves to “Not delivered” on this device, except for reactions.`,
  archive: 'Archive',
  archiveTitle: (group: string) => `Archive ${group}?`,
  archiveText: 'Everybody can go on reading it, and nobody can write until an admin reopens it.',
  reopen: 'Reopen',
  add: 'Add people',
  inviteByLink: 'Invite by link',
  addToGroup: 'Add to group',
  addedSeeAll: 'Who is added sees everything that was written here before.',
  addedSeeNew: 'Who is added sees only what is written from now on.',
  joinersSeeAll: 'Who joins later sees everything that was written before.',
  joinersSeeNew: 'Who joins later sees only what is written after joining.',
  retention: 'Messages are kept',
  retentionOfOrganisation: 'as long as the organisation says',
  keptForEver: 'for ever',
  keptFor: (days: number) => plural(days, { one: 'for 1 day', other: `for ${number(days)} days` }),
  deletedAfter: (days: number) =>
    `Messages are deleted ${plural(days, { one: '1 day', other: `${number(days)} days` })} after they were sent.`,
  requested: 'This conversation is on this device. It is made on the server at the next connection.',
  change: 'Change',
  name: 'Name',
  purpose: 'What it is for',

  youAmong: ' (you)',
  deactivated: 'deactivated',
  admin: 'admin',
  whatToDoWith: (name: string) => `What to do with ${name}`,
  writeTo: 'Write to them',
  makeAdmin: 'Make admin',
  makeAdminTitle: (name: string) => `Make ${name} an admin?`,
  makeAdminText: (name: string) =>
    `${name} can then rename and archive the group, add and remove people, and delete messages.`,
  makeMember: 'Make member',
  makeMemberTitle: (name: string) => `Make ${name} a member?`,
  makeMemberText: (name: string) => `${name} stays in the group and no longer administers it.`,
  handOver: 'Hand over',
  handOverTo: 'Hand over to them',
  handOverTitle: (name: string) => `Hand over to ${name}?`,
  handOverText: (name: string) =>
    `${name} becomes an admin of the group and you become a member. Only an admin can make you one again.`,
  remove: 'Remove',
  removeFromGroup: 'Remove from group',
  removeTitle: (name: string) => `Remove ${name}?`,
  removeText: (name: string) =>
    `The conversation disappears from all devices of ${name} at once. What they wrote stays here; what they have not sent yet is handed back to them.`,

  notifyOf: 'Notify me of',
  notifies: {
    all: 'Every message',
    mentions: 'Messages that mention me',
    nothing: 'Nothing (muted)',
  },

  webhooks: 'Webhooks',
  webhooksLead:
    'A webhook is an address by which a program writes here, in the name of who made it. Whoever knows the address can.',
  noWebhooks: 'This group has none.',
  copyAddress: 'Copy this address now.',
  shownOnce: 'It is shown this once; the server keeps no copy of it.',
  webhookName: 'Name of a new webhook',
  makeWebhook: 'Make a webhook',
  enterName: 'Enter a name.',
  revoke: 'Revoke',
  revokeNow: 'Revoke now',
  revokeOne: (name: string) => `Revoke ${name}`,
  revokeOneNow: (name: string) => `Revoke ${name} now`,
  revoked: (name: string) => `${name} is revoked.`,
  webhookUsed: (name: string, made: string, used: string) => `Made by ${name}, ${made}; last used ${used}`,
  webhookUnused: (name: string, made: string) => `Made by ${name}, ${made}; not used yet`,
};
export type DetailsWords = typeof details;
