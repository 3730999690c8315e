/** Work without a network: what a device is ready for, what keeps something on it, and what comes from outside. */
import { format } from '#client/format.ts';
import { plural } from './plural.ts';

const { number } = format;

/** What is looked at, by a check of readiness or by a diagnosis. */
const labels = {
  text: 'Messages',
  search: 'Search',
  storage: 'Storage',
  space: 'Space',
  installation: 'Installed',
  session: 'Sign-in',
  clock: 'Clock',
  push: 'Notifications',
  network: 'Network',
  server: 'Server',
  connection: 'Connection',
  agreement: 'Agreement',
};
const readiness = {
  title: 'Ready for the field',
  lead: 'What you choose here is brought onto this device while there is a connection, to be read and searched without one.',
  howFarBack: 'How far back',
  days: (days: number) =>
    days === 7
      ? 'A week'
      : days === 365
        ? 'A year'
        : plural(days, { one: '1 day', other: `${number(days)} days` }),
  conversations: 'Conversations',
  all: 'All, those to come included',
  check: 'Fetch and check',
  checking: 'Checking…',
  looking: 'Looking…',
  notReady: 'Not ready yet.',
  seeBelow: 'What is missing stands below.',
  readyUntil: (moment: string) => `Ready until ${moment}.`,
  checks: 'Checks',
  askBrowser: 'Ask the browser',
  onIos:
    'On an iPhone or iPad, choose “Add to Home Screen” in the share menu of Safari: what a page stores is deleted there after seven days without a visit, and what an installed application stores is not.',
  signIn: 'Sign in',
  whoIsReady: 'Who is ready',
  someAreReady: (ready: number, all: number) =>
    `${number(ready)} of ${number(all)} ready for the field. Each device checks itself, under Settings → Ready for the field.`,
  deviceReady: (moment: string) => `ready for the field until ${moment}`,
  deviceNotReady: 'not ready for the field',
  neverChecked: 'never checked',
  lastSeen: (moment: string) => `last seen ${moment}`,
  nowhere: 'Signed in nowhere',
};
/** What was found, in a sentence. */
const found = {
  textHere: 'All that you chose is on this device.',
  textMissing: (conversations: number) =>
    plural(conversations, {
      one: 'One conversation lacks older messages. They are fetched while there is a connection.',
      other: `${number(conversations)} conversations lack older messages. They are fetched while there is a connection.`,
    }),
  searching: (messages: number) =>
    plural(messages, {
      one: 'Finds 1 message without a network.',
      other: `Finds ${number(messages)} messages without a network.`,
    }),
  notSearching: 'This browser does not let the search run.',
  beingRead: 'Being read…',
  lasting: 'The browser promises to keep what is on this device.',
  evictable: 'The browser keeps it, but makes no promise for when space runs short.',
  full: 'This device has no space left: what you write is kept only while this page is open.',
  failing: 'Nothing can be stored on this device: what you write is kept only while this page is open.',
  opening: 'It is being opened.',
  megabytesFree: (megabytes: number) => `${number(megabytes)} MB free for Cairn.`,
  installed: 'It opens from the home screen.',
  notInstalled: 'It runs in a browser window only.',
  signedInUntil: (moment: string) => `Signed in until ${moment}.`,
  signedOut: 'This device is signed out. What you write stays here until you sign in.',
  clockAgrees: 'It agrees with the server.',
  clockAhead: (minutes: number) =>
    `It is ${plural(minutes, { one: '1 minute', other: `${number(minutes)} minutes` })} ahead of the server. Nothing waits for that; others see another time than yours.`,
  clockBehind: (minutes: number) =>
    `It is ${plural(minutes, { one: '1 minute', other: `${number(minutes)} minutes` })} behind the server. Nothing waits for that; others see another time than yours.`,
  pushOn: 'They are on.',
  pushOff: 'They are off on this device.',
  notSaid: 'This browser does not say.',
  notAsked: 'The server could not be asked.',
  network: 'This device is connected to a network.',
  noNetwork: 'This device has no network. What you wrote goes out by itself when there is one.',
  serverAnswered: (milliseconds: number) => `It answered in ${number(milliseconds)} ms.`,
  serverSilent: (moment: string) => `It did not answer at ${moment}.`,
  connection: {
    offline: 'There is none; it is tried again and again.',
    connecting: 'It is being made.',
    syncing: 'It is open, and messages are on their way.',
    'up to date': 'Everything of this device is with the server.',
    'signed out': 'It waits until you sign in.',
  },
  lastAttempt: (moment: string) => `Last attempt at ${moment}.`,
  inStep: (moment: string) => `Everything was in step at ${moment}.`,
  differ: (conversations: number) =>
    `${plural(conversations, { one: 'One conversation differs', other: `${number(conversations)} conversations differ` })} from the server. Copy the report, and send it to who looks after Cairn.`,
  agree: (conversations: number) =>
    `Device and server agree, compared in ${plural(conversations, { one: 'one conversation', other: `${number(conversations)} conversations` })}.`,
  notCompared: 'Nothing could be compared with the server.',
};
const diagnosis = {
  title: 'Why is something not gone?',
  lead: 'Looks at the network, the server, your sign-in, the clock and the disk of this device, and compares each conversation with the server.',
  look: 'Look',
  lookAgain: 'Look again',
  looking: 'Looking…',
  copyReport: 'Copy a report',
  results: 'What was found',
  reportHolds: 'The report holds ids, numbers and times: no text and no names.',
};
const share = {
  title: 'Share',
  lead: 'Choose a conversation. Nothing is sent before you say so.',
  nothing: 'The other application handed over no text. Cairn takes text and links.',
  tooLong: (characters: number) =>
    `This is ${plural(characters, { one: '1 character', other: `${number(characters)} characters` })} too long for a message: shorten it before you send it.`,
  conversations: 'Conversations to share with',
  noConversations: 'There is no conversation yet that you can write in.',
};

export const field = {
  labels,
  verdicts: { good: 'good', weak: 'could be better', bad: 'not good', unknown: 'not known' },
  readiness,
  found,
  diagnosis,
  share,
};
export type FieldWords = typeof field;
