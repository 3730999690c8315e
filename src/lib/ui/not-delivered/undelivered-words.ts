import type { Undelivered } from '#client/not-delivered.svelte.ts';
import type { Refusal } from '#domain/refusal.ts';
import { format } from '#client/format.ts';
import { words } from '../words/words.ts';

/** What can be done later about what cannot be tried again now. */
export function laterWords(reason: Refusal): string {
  const say = words().notDelivered;
  if (reason === 'not-member') return say.whenAdded;
  if (reason === 'group-archived') return say.whenOpen;
  return '';
}

const LONG_CHARACTERS = 600;
const LONG_LINES = 8;

/** 1 message · 2 messages and 1 edit */
export function countWords(entries: readonly Pick<Undelivered, 'kind'>[]): string {
  const counts = (['message', 'edit', 'deletion', 'conversation'] as const).flatMap((kind) => {
    const count = entries.filter((entry) => entry.kind === kind).length;
    return count === 0 ? [] : words().notDelivered.counts[kind](count);
  });
  return format.list(counts);
}

/** 1 message was not delivered · 2 messages and 1 edit were not delivered */
export const notDeliveredWords = (entries: readonly Pick<Undelivered, 'kind'>[]): string =>
  words().notDelivered.wereNot(countWords(entries), entries.length);

/** Whether a text is folded until somebody asks for all of it. */
export const isLong = (text: string): boolean =>
  text.length > LONG_CHARACTERS || text.split('\n').length > LONG_LINES;
