import { field, type FieldWords } from './en/field.ts';
import { translation } from './translation.svelte.ts';

/** What is said about work without a network; apart from the others, so that nobody loads it who does not look. */
export const fieldWords = (): FieldWords => translation()?.field ?? field;
