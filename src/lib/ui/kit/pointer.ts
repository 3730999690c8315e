/** Whether fingers are the main pointer: then Enter breaks lines, and nothing calls up the keyboard unasked. */
export const isTouch = (): boolean => matchMedia('(pointer: coarse)').matches;
