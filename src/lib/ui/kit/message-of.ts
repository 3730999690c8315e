import { CairnError } from '#client/cairn.svelte.ts';
import { sentenceOf } from '../words/sentence-of.ts';
import { words } from '../words/words.ts';

/** A sentence for the person: the client's or the server's, or that nobody knows. The unexpected is reported, not hidden. */
export function messageOf(error: unknown): string {
  if (error instanceof CairnError) return sentenceOf(error);
  reportError(error);
  return words().kit.notKnown;
}
