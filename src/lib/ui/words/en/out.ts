/** The pages before the sign-in. The server makes them, so nothing here may read the language of a page. */
export const out = {
  language: 'Language',
  problem: 'Problem: ',
  problemTitle: 'Problem',
  didNotWork: 'That did not work',
  tryAgain: 'Try again',

  name: 'Your name',
  employeeId: 'Employee ID',
  employeeIdHint: 'You sign in with it: letters, digits, dots, underscores and hyphens.',
  password: 'Password',
  passwordHint: 'At least 10 characters.',

  signIn: 'Sign in',
  signInWith: (provider: string) => `Sign in with ${provider}`,
  usePasskey: 'Use a passkey instead',
  newHere: 'New here? Open the invite link that somebody of your organisation sent you.',
  providerProblems: {
    unreachable: (name: string) =>
      `${name} does not answer. Sign in with your password, or try again when the network is better.`,
    cancelled: (name: string) =>
      `You were not signed in: ${name} ended it. Try again, or sign in with your password.`,
    expired: (_name: string) => 'That took longer than five minutes, or was answered already. Start again.',
    refused: (name: string) =>
      `You were not signed in: what ${name} answered could not be verified. Start again.`,
    'unknown-person': (name: string) =>
      `${name} knows you, but this organisation does not. Ask an administrator to add you.`,
    'other-account': (name: string) =>
      `Another account of ${name} belongs to this person already. Ask an administrator.`,
    'not-active': (_name: string) => 'This account is not active. Ask an administrator of your organisation.',
    'too-many': (_name: string) => 'Too many attempts. Try again in a few minutes.',
  },

  codeTitle: 'Enter a code',
  codeLead: 'Your account has a second factor.',
  code: 'Code',
  codeHint: 'Six digits from your authenticator app, or one of your recovery codes.',
  startAgain: 'Start again',
  noCode: 'No app and no recovery codes? Ask an administrator.',

  passkeyTitle: 'Sign in with a passkey',
  passkeyLead: 'Unlock it with your fingerprint, your face or the PIN of the device that has it.',
  passkeyNoScripts: 'Passkeys need scripts, which this browser does not run. Sign in with your password.',
  passkeyNone:
    'This browser has no passkeys, or this address is not one of https. Sign in with your password.',
  unlock: 'Unlock a passkey',
  withPassword: 'Sign in with your password',

  join: 'Join',
  joinTitle: (organisation: string) => `Join ${organisation}`,
  invitedBy: (name: string) => `${name} invites you.`,
  invitedInto: (name: string, groups: string) => `${name} invites you, also into ${groups}.`,
  unnamedGroup: 'a conversation without a name',
  missedGroups: (count: number) =>
    count === 1
      ? 'This link also names a group that takes nobody by it any more.'
      : `This link also names ${count} groups that take nobody by it any more.`,
  member: 'Already a member?',

  passwordTitle: 'Choose a password',
  passwordLead: 'You signed in with a password that somebody else knows. Choose your own to go on.',
  saveAndGoOn: 'Save and go on',
  newPassword: 'New password',
  again: 'The same again',

  setUp: 'Set up Cairn',
  setUpLead: 'You are the first one here. Name your organisation, and become its owner.',
  organisation: 'Organisation',
  create: 'Create organisation',
};
export type OutWords = typeof out;
