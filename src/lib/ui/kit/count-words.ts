import { format } from '#client/format.ts';

const SHOWN_MAX = 99;

/** A number in a small round: 7, 99+. */
export const countWords = (count: number): string =>
  count > SHOWN_MAX ? `${format.number(SHOWN_MAX)}+` : format.number(count);
