import { MediaQuery } from 'svelte/reactivity';

const coarse = new MediaQuery('(pointer: coarse)');

/**
 * Whether fingers are the main pointer: then Enter breaks lines, and nothing calls up the keyboard unasked. Changes when
 * a mouse is plugged in.
 */
export const isTouch = (): boolean => coarse.current;
