import type { CairnError } from '#client/cairn.svelte.ts';
import { sentenceIn } from './sentence-in.ts';
import { translation } from './translation.svelte.ts';

/** What another room says in English, in the language that is spoken; English where that has no words for it. */
export const translated = (sentence: string): string =>
  sentenceIn(translation()?.sentences ?? {}, sentence) ?? sentence;

/** What a failure says to the person. */
export function sentenceOf({ message, code }: CairnError): string {
  const { sentences = {}, problems = {} } = translation() ?? {};
  return sentenceIn(sentences, message) ?? sentenceIn(problems, code ?? '') ?? message;
}
