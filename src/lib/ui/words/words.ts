/** What the first screens say. English lies here, with what says it; another language comes as a whole. */
import { conversation } from './en/conversation.ts';
import { finding } from './en/finding.ts';
import { kit } from './en/kit.ts';
import { notDelivered } from './en/not-delivered.ts';
import { people } from './en/people.ts';
import { translation } from './translation.svelte.ts';

const english = { kit, conversation, notDelivered, people, finding };

export type Words = typeof english;

/** In the language that is spoken now; what reads it in markup or a derivation follows the language. */
export const words = (): Words => translation()?.words ?? english;
