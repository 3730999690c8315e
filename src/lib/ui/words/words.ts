/** What the first screens say. English lies here, with what says it; another language comes as a whole. */
import { composer } from './en/composer.ts';
import { conversation } from './en/conversation.ts';
import { details } from './en/details.ts';
import { events } from './en/events.ts';
import { kit } from './en/kit.ts';
import { message } from './en/message.ts';
import { notDelivered } from './en/not-delivered.ts';
import { people } from './en/people.ts';
import { search } from './en/search.ts';
import { translation } from './translation.svelte.ts';

const english = { kit, conversation, details, events, message, composer, search, notDelivered, people };

export type Words = typeof english;

/** In the language that is spoken now; what reads it in markup or a derivation follows the language. */
export const words = (): Words => translation()?.words ?? english;
