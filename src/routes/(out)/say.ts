import { page } from '$app/state';
import { outSentence, outWords } from '#ui/words/out-words.ts';
import type { OutWords } from '#ui/words/en/out.ts';

/** What these pages say, in the language that the browser has asked for. */
export const say = (): OutWords => outWords(page.data.language ?? 'en');

/** What the server says in English, in that language. */
export const saySentence = (sentence: string): string => outSentence(page.data.language ?? 'en', sentence);
