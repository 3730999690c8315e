import type { Undelivered } from '#client/not-delivered.svelte.ts';
import type { Refusal } from '#domain/refusal.ts';

type Kind = Undelivered['kind'];

/** What it was, above what was written. */
export const KIND_WORDS = {
  message: 'Message',
  edit: 'Edit of a message',
  deletion: 'Deletion of a message',
  conversation: 'New conversation',
} as const satisfies Record<Kind, string>;

/** What can be done later about what cannot be tried again now. */
export function laterWords(reason: Refusal): string {
  if (reason === 'not-member') return 'You can try again if you are added to it again.';
  if (reason === 'group-archived') return 'You can try again when it is open again.';
  return '';
}

const LONG_CHARACTERS = 600;
const LONG_LINES = 8;
const and = new Intl.ListFormat('en');

/** 1 message · 2 messages and 1 edit */
export function countWords(entries: readonly Pick<Undelivered, 'kind'>[]): string {
  const counts = (['message', 'edit', 'deletion', 'conversation'] as const).flatMap((kind) => {
    const count = entries.filter((entry) => entry.kind === kind).length;
    return count === 0 ? [] : `${count} ${kind}${count === 1 ? '' : 's'}`;
  });
  return and.format(counts);
}

/** 1 message was not delivered · 2 messages and 1 edit were not delivered */
export const notDeliveredWords = (entries: readonly Pick<Undelivered, 'kind'>[]): string =>
  `${countWords(entries)} ${entries.length === 1 ? 'was' : 'were'} not delivered`;

/** Whether a text is folded until somebody asks for all of it. */
export const isLong = (text: string): boolean =>
  text.length > LONG_CHARACTERS || text.split('\n').length > LONG_LINES;
