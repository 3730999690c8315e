import { message, type MessageWords } from './en/message.ts';
import { translation } from './translation.svelte.ts';

/** What messages say of themselves. Not among the first words: who only looks at the list does not load it. */
export const messageWords = (): MessageWords => translation()?.message ?? message;
