/** The pages of the owner and the administrators. */
import { format } from '#client/format.ts';
import { plural } from './plural.ts';

const { number } = format;
const pages = {
  people: 'People',
  groups: 'Groups',
  invites: 'Invites',
  devices: 'Devices',
  audit: 'Audit log',
  settings: 'Settings',
};

export const admin = {
  title: 'Administration',
  pages,
  notForYou: 'There is nothing here for you',
  notForYouText: (organisation: string) =>
    `Only the owner and administrators of ${organisation} see this page. If you should be one of them, ask one.`,
  showMore: 'Show more',

  who: 'Who',
  everybody: 'Everybody',
  what: 'What',
  everything: 'Everything',
  from: 'From',
  to: 'To',
  exportCsv: 'Export as CSV',
  somebody: 'Somebody',
  noEntries: 'Nothing that this filter lets through.',
  showOlder: 'Show older',

  devicesLead:
    'Where people are signed in. Signing a device out cuts its connection at once; what it has not sent stays on it.',
  signOut: 'Sign out',
  signOutOne: (device: string, person: string) => `Sign out ${device} of ${person}`,
  signOutOneTitle: (device: string, person: string) => `Sign out ${device} of ${person}?`,
  signOutEverywhere: 'Sign out everywhere',
  signOutEverywhereTitle: (person: string) => `Sign ${person} out everywhere?`,
  signedOut: (device: string, person: string) => `${device} of ${person} is signed out.`,
  signedOutEverywhere: (person: string) => `${person} is signed out everywhere.`,
  deviceStops: 'It stops receiving and sending at once. They can sign in again with their password.',
  devicesStop:
    'These devices stop receiving and sending at once. They can sign in again with their password.',
  deviceUsed: (used: string, signedIn: string, address: string | null) =>
    `Last used ${used} · signed in ${signedIn}${address === null ? '' : ` from ${address}`}`,
  thisDevice: 'This device',

  groupsLead:
    'Groups and channels of the organisation. An archived group stays readable and takes no more messages. What is said in groups is seen by their members only. When the last active admin of a group is deactivated, its members go on writing and nobody can change it: appoint one of them.',
  kinds: { channel: 'Channel', group: 'Group' },
  members: (count: number) => plural(count, { one: '1 member', other: `${number(count)} members` }),
  lastMessage: (when: string) => `last message ${when}`,
  noMessages: 'no messages',
  noAdmin: 'No active admin',
  appointAdmin: 'Appoint an admin',
  appointIn: (group: string) => `Appoint an admin of ${group}`,
  appointText:
    'They can then add and remove people, rename and archive the group, and delete messages. You do not see what is said in it by this.',
  appoint: 'Appoint',
  appointOne: (name: string) => `Appoint ${name}`,
  askingMembers: 'Asking who is in it…',
  nobodyActive: 'Nobody in it is active.',
  allGroups: 'Show all groups',
  archived: 'Archived',
  archive: 'Archive',
  reopen: 'Reopen',
  archiveOne: (group: string) => `Archive ${group}`,
  reopenOne: (group: string) => `Reopen ${group}`,
  archiveTitle: (group: string) => `Archive ${group}?`,
  archiveText: 'It stays readable for its members and takes no more messages. You can reopen it here.',
  noGroups: 'No groups yet.',

  importTitle: 'Import a list of people',
  importLead:
    'A CSV file whose first line names the columns: Employee ID, Name, and if you like Title and Role. At most 1,000 people. You see what would happen before it does; importing a list twice changes nothing.',
  csvFile: 'CSV file',
  working: 'Working on it…',
  wouldBe: (create: number, change: number, unchanged: number, refused: number) =>
    `${number(create)} to create, ${number(change)} to change, ${number(unchanged)} as they are, ${number(refused)} refused`,
  was: (created: number, changed: number, unchanged: number, refused: number) =>
    `${number(created)} created, ${number(changed)} changed, ${number(unchanged)} as they are, ${number(refused)} refused`,
  downloadReport: 'Download the report',
  keepReport: 'First passwords are shown only now: keep the report until they are handed over.',
  import: 'Import',
  line: (line: number) => `Line ${line}`,
  refused: 'Refused',
  new: 'New',
  change: 'Change',
  changed: 'Changed',

  newInvite: 'New invite',
  howMany: 'How many people',
  daysOpen: 'Days it is open',
  joinAs: 'They join as',
  makeLink: 'Make a link',
  qrCode: 'QR code of the invite link',
  openUntil: (when: string) =>
    `Open until ${when}. The link is shown only now: copy it or let it be scanned.`,
  copyLink: 'Copy link',
  invites: 'Invites',
  joined: (role: string, joined: number, uses: number) =>
    `${role} · ${number(joined)} of ${number(uses)} joined`,
  inviteBy: (name: string, until: string) => `By ${name}, open until ${until}`,
  alsoInto: 'Also into:',
  unnamedGroup: 'a conversation without a name',
  withdraw: 'Withdraw',
  inviteStates: { revoked: 'Withdrawn', expired: 'Expired', used: 'Used up' },
  noInvites: 'No invites yet.',

  findPeople: 'Find people',
  role: 'Role',
  state: 'State',
  all: 'All',
  active: 'Active',
  deactivated: 'Deactivated',
  addPerson: 'Add a person',
  importList: 'Import a list',
  people: (count: number) => plural(count, { one: '1 person', other: `${number(count)} people` }),
  edit: 'Edit',
  editOne: (name: string) => `Edit ${name}`,
  nobody: 'Nobody here is like that.',
  name: 'Name',
  employeeId: 'Employee ID',
  jobTitle: 'Title',
  firstPassword: (name: string) =>
    `${name} can sign in with this first password. It is shown only now: hand it over.`,
  ownersOnly: 'Only an owner can change an owner.',
  deactivateText: 'Deactivating signs all their devices out at once. Their messages and memberships stay.',
  reactivateText: 'Reactivated, they can sign in again and find their groups as before.',
  forgotText: 'Who forgot their password gets a first one, and is signed out everywhere until they use it.',
  newFirstPassword: 'New first password',
  deactivate: 'Deactivate',
  reactivate: 'Reactivate',
  add: 'Add',

  organisation: 'Organisation',
  newPeople: 'New people',
  signUps: { invite: 'Join by invite, or are added', closed: 'Are added by administrators only' },
  receipts: 'Receipts',
  receiptsOn: 'Authors see who has received and read a message',
  receiptsOff: 'Nobody sees who has received and read a message',
  notifications: 'Notifications',
  pushNames: 'Say who has written, and where',
  pushText: 'Show the beginning of the message too',
  saved: 'Saved.',
  limits: 'Limits',
  messageLimit: 'Characters in a message',
  nameLimit: 'Characters in a name',
};
export type AdminWords = typeof admin;
