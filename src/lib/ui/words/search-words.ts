import { search, type SearchWords } from './en/search.ts';
import { translation } from './translation.svelte.ts';

/** What the search for messages says. */
export const searchWords = (): SearchWords => translation()?.search ?? search;
