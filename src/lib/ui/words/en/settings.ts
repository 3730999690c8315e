/** The settings of the person and of the device. */
import { format } from '#client/format.ts';
import type { NotificationState } from '#client/notifications.ts';
import type { Scope } from '#client/tokens.ts';
import { plural } from './plural.ts';

const { number } = format;
const notificationStates: Record<NotificationState, string> = {
  impossible:
    'This browser cannot be notified here. On an iPhone or iPad, add Cairn to the home screen first; elsewhere this address has to begin with https.',
  refused:
    'You told this browser not to show notifications of Cairn. Allow them in its settings for this site, then come back.',
  off: 'They are off on this device.',
  on: 'They are on on this device.',
};
const scopes: Record<Scope, string> = {
  'groups:read': 'See your groups and their members',
  'groups:write': 'Make and change groups, and join and leave them',
  'messages:read': 'Read and search messages in your groups',
  'messages:write': 'Write, edit, delete and react in your name',
  'people:read': 'See the people of the organisation',
  administration: 'Administer the organisation, where you may',
};
const pages = {
  profile: 'Profile',
  language: 'Language',
  readiness: 'Ready for the field',
  notifications: 'Notifications',
  writing: 'Writing',
  privacy: 'Privacy',
  security: 'Sign-in & security',
  devices: 'Devices',
  tokens: 'Tokens',
};

export const settings = {
  title: 'Settings',
  pages,
  asking: 'Asking the server…',

  language: 'Language',
  languageLead: 'In which Cairn speaks on this device. What people write stays as they wrote it.',
  languageNotLoaded: 'This language could not be loaded. It needs a connection once; nothing was changed.',

  you: 'You',
  youLead: 'This is how others find you, on every device of theirs.',
  changePicture: 'Change picture',
  choosePicture: 'Choose a picture',
  removePicture: 'Remove picture',
  picture: 'Picture',
  pictureSet: 'This is your picture now.',
  pictureRemoved: 'Your picture is removed. Your initials stand in its place.',
  name: 'Name',
  jobTitle: 'Title',
  jobTitleHint: 'What you do. May stay empty.',
  profileSaved: 'Saved. Everybody sees it.',
  employeeId: 'Employee ID',
  organisation: 'Organisation',
  role: 'Role',

  notifications: 'Notifications',
  notificationsLead:
    'Cairn tells this device of messages that you have not read ten seconds later, one notification for each conversation. Reading them anywhere takes it away.',
  notificationStates,
  notificationsHint:
    'What you are told of in a conversation is chosen in its details: every message, only those that mention you, or none.',
  quietHours: 'Quiet hours on this device',
  quietHoursHint: 'What comes meanwhile is told when they are over, unless you have read it by then.',
  quietFrom: 'From',
  quietTo: 'Until',
  turnOn: 'Turn on',
  turnOff: 'Turn off',
  sendTest: 'Send a test',
  testSent: 'Sent. It should appear in a moment.',
  lookAgain: 'Look again',

  writing: 'Writing',
  writingLead:
    'What you begin to write is kept, and waits for you on your other devices too. The choice here is for all of them.',
  enterSends: 'Enter sends the message',
  enterHint: (commandKey: string) =>
    `Switched on, Shift+Enter makes a new line. Switched off, Enter does, and ${commandKey}+Enter sends. On a touch keyboard Enter always makes a new line.`,

  receipts: 'Receipts',
  receiptsLead:
    'In groups of up to 200 people others see whether a message has reached you and whether you have read it; in small groups they see your name.',
  showReceipts: 'Show others what I have received and read',
  receiptsHint:
    'Switched off, nobody sees it of you on any of your devices, and you do not see it of others.',

  password: 'Password',
  passwordLead:
    'Changing it signs you out on all your other devices. What they have not sent yet stays on them.',
  currentPassword: 'Current password',
  newPassword: 'New password',
  newPasswordHint: 'At least 10 characters.',
  newPasswordAgain: 'New password again',
  changePassword: 'Change password',
  enterCurrent: 'Enter your current password.',
  notTheSame: 'The new password is not the same in both fields.',
  passwordChanged: (others: number) =>
    others === 0
      ? 'Your password is changed. No other device was signed in.'
      : plural(others, {
          one: 'Your password is changed. 1 other device was signed out.',
          other: `Your password is changed. ${number(others)} other devices were signed out.`,
        }),

  passkeys: 'Passkeys',
  passkeysLead:
    'Sign in with your fingerprint, your face or the PIN of a device, in place of the password and of a code.',
  made: (day: string) => `Made ${day}`,
  remove: 'Remove',
  removeOne: (name: string) => `Remove ${name}`,
  removeTitle: (name: string) => `Remove ${name}?`,
  removed: (name: string) => `${name} is removed.`,
  passkeyRemoveText: 'It opens your account no more. Delete it on the device that has it, too.',
  noPasskeys: 'This browser cannot make passkeys, or this address is not one of https.',
  passkeyName: 'Name of the passkey',
  passkeyNameHint: 'What you know it by, such as “My phone”.',
  passkeyPassword: 'Password to make it with',
  makePasskey: 'Make a passkey',
  passkeyMade: 'The passkey opens your account from now on.',

  secondFactor: 'Second factor',
  secondFactorLead:
    'A code from an authenticator app, asked for after your password. It works without a connection of the phone.',
  scan: 'Scan this with your authenticator app, or enter the key by hand. Then enter the code that the app shows.',
  qrCode: 'QR code for your authenticator app',
  key: 'Key:',
  codeFromApp: 'Code from the app',
  yourPassword: 'Your password',
  newCodes: 'New recovery codes',
  setUp: 'Set up',
  secondFactorOn: 'The second factor is on.',
  secondFactorOff: 'The second factor is off.',
  oldCodesGone: 'The old recovery codes no longer count.',
  keepCodes: 'Keep these recovery codes.',
  keepCodesText: 'Each opens your account once if you lose your app. They are shown this once.',
  recoveryCodes: 'Recovery codes',
  download: 'Download',

  devices: 'Where you are signed in',
  devicesLead:
    'A device that is signed out stops receiving and sending at once. What it has not sent yet stays on it, and goes out when you sign in there again.',
  thisDevice: 'This device',
  lastUsed: (when: string) => `Last used ${when}`,
  signedIn: (when: string, address: string) => `Signed in ${when} from ${address}`,
  unknownAddress: 'an unknown address',
  signOut: 'Sign out',
  signOutOne: (name: string) => `Sign out ${name}`,
  signOutTitle: (name: string) => `Sign out ${name}?`,
  signOutText:
    'It stops receiving at once. Its conversations stay readable on it until somebody signs in there again.',
  signOutOthers: 'Sign out everywhere else',
  signOutOthersTitle: 'Sign out everywhere else?',
  signOutOthersText:
    'You stay signed in on this device only. If somebody else knows your password, change it too.',
  signedOut: (name: string) => `${name} is signed out.`,
  othersSignedOut: (count: number) =>
    plural(count, { one: '1 device is signed out.', other: `${number(count)} devices are signed out.` }),

  newToken: 'New token',
  newTokenLead:
    'For a bot or another program that reads or writes in your name. Give it no more than it needs.',
  copyToken: 'Copy this token now.',
  shownOnce: 'It is shown this once; the server keeps no copy of it.',
  tokenNameHint: 'What it is for',
  mayDo: 'What it may do',
  scopes,
  goodFor: 'Good for',
  lifetimes: { '30': '30 days', '365': 'A year', '': 'Until I revoke it' },
  makeToken: 'Make a token',
  enterName: 'Enter a name.',
  chooseScopes: 'Choose what it may do.',
  yourTokens: 'Your tokens',
  yourTokensLead: 'A token that is revoked opens nothing any more, at once.',
  tokenLife: (made: string, used: string | null, until: string | null) =>
    [
      `Made ${made}`,
      used === null ? 'not used yet' : `last used ${used}`,
      ...(until === null ? [] : [`good until ${until}`]),
    ].join(', '),
  revoke: 'Revoke',
  revokeOne: (name: string) => `Revoke ${name}`,
  revokeTitle: (name: string) => `Revoke ${name}?`,
  revokeText: 'The program that uses it is cut off at once, and cannot be let in again with the same token.',
  revoked: (name: string) => `${name} is revoked.`,
  noTokens: 'You have none.',
  apiHint: (api: string) => `What programs can do with them is described in ${api}.`,
  api: 'the API',
};
export type SettingsWords = typeof settings;
