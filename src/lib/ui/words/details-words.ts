import { details, type DetailsWords } from './en/details.ts';
import { translation } from './translation.svelte.ts';

/** What the details of a conversation say. */
export const detailsWords = (): DetailsWords => translation()?.details ?? details;
