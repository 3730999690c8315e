import { composer, type ComposerWords } from './en/composer.ts';
import { translation } from './translation.svelte.ts';

/** What is said where somebody writes. */
export const composerWords = (): ComposerWords => translation()?.composer ?? composer;
