import type { CairnError } from '#client/cairn.svelte.ts';
import { translation } from './translation.svelte.ts';

const said = (texts: Readonly<Record<string, string>> | undefined, key: string): string | undefined =>
  texts !== undefined && Object.hasOwn(texts, key) ? texts[key] : undefined;

/** What another room says in English, in the language that is spoken; English where that has no words for it. */
export const translated = (sentence: string): string => said(translation()?.sentences, sentence) ?? sentence;

/** What a failure says to the person. */
export function sentenceOf({ message, code }: CairnError): string {
  const byCode = code === null ? undefined : said(translation()?.problems, code);
  return said(translation()?.sentences, message) ?? byCode ?? message;
}
