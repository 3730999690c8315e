/** The truth is on the device: the server sends one shell, which the service worker keeps for offline. */
import { speakAsChosen } from '#ui/words/translation.svelte.ts';

export const ssr = false;
export const prerender = false;

/** Nothing is shown before it can be said in the language of this device. */
export const load = speakAsChosen;
