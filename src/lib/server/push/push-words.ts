/** What notifications say, in the languages of the application: the device shows them without asking it for words. */

export interface PushWords {
  /** Where its text may not be shown; after the name of the sender, and by itself. */
  readonly message: { readonly after: string; readonly alone: string };
  /** Of a conversation in which more than one is not read. */
  readonly counted: (body: string, count: number) => string;
  /** Of more than three conversations. */
  readonly digest: (messages: number, conversations: number) => string;
  readonly test: { readonly title: string; readonly body: string };
}

const en: PushWords = {
  message: { after: 'a new message', alone: 'A new message' },
  counted: (body, count) => `${body} (${count} new)`,
  digest: (messages, conversations) => `${messages} new messages in ${conversations} conversations`,
  test: {
    title: 'Notifications work',
    body: 'This is how Cairn tells you of new messages on this device.',
  },
};

const de: PushWords = {
  message: { after: 'eine neue Nachricht', alone: 'Eine neue Nachricht' },
  counted: (body, count) => `${body} (${count} neue)`,
  digest: (messages, conversations) => `${messages} neue Nachrichten in ${conversations} Unterhaltungen`,
  test: {
    title: 'Benachrichtigungen kommen an',
    body: 'So meldet Cairn neue Nachrichten auf diesem Gerät.',
  },
};

const arabic = new Intl.PluralRules('ar');
/** From three on: there are other words for one and two. */
const many = (count: number, few: string, other: string): string =>
  `${count} ${arabic.select(count) === 'few' ? few : other}`;

const ar: PushWords = {
  message: { after: 'رسالة جديدة', alone: 'رسالة جديدة' },
  counted: (body, count) =>
    `${body} (${count === 2 ? 'رسالتان جديدتان' : many(count, 'رسائل جديدة', 'رسالة جديدة')})`,
  digest: (messages, conversations) =>
    `${many(messages, 'رسائل جديدة', 'رسالة جديدة')} في ${many(conversations, 'محادثات', 'محادثة')}`,
  test: {
    title: 'الإشعارات تصل',
    body: 'هكذا يخبرك Cairn بالرسائل الجديدة على هذا الجهاز.',
  },
};

const CATALOGUES: Readonly<Record<string, PushWords>> = { en, de, ar };

/** English where a language is not spoken. */
export const pushWords = (language: string): PushWords => CATALOGUES[language] ?? en;
