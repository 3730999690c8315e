import { events, type EventWords } from './en/events.ts';
import { translation } from './translation.svelte.ts';

/** What is said of a group between its messages. */
export const eventWords = (): EventWords => translation()?.events ?? events;
