import type { Language } from '#client/languages.ts';
import { out as arabic } from './ar/out.ts';
import { sentences as arabicSentences } from './ar/sentences.ts';
import { out as german } from './de/out.ts';
import { sentences as germanSentences } from './de/sentences.ts';
import { out as english, type OutWords } from './en/out.ts';
import { sentenceIn } from './sentence-in.ts';

const OUT: Readonly<Record<Language, OutWords>> = { en: english, de: german, ar: arabic };
const SENTENCES: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: {},
  de: germanSentences,
  ar: arabicSentences,
};

/** What the pages before the sign-in say. A server speaks many languages at once: it has to say which. */
export const outWords = (language: Language): OutWords => OUT[language];

/** What is wrong, which the server says in English, in another language; in English where that has no words for it. */
export const outSentence = (language: Language, sentence: string): string =>
  sentenceIn(SENTENCES[language], sentence) ?? sentence;
