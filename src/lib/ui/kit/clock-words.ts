import { CLOCK_OFF_MS } from '#client/clock.ts';
import { fieldWords } from '../words/field-words.ts';

/** How the clock of this device stands to the server's. @param aheadMs negative where it is behind */
export function clockWords(aheadMs: number): string {
  const say = fieldWords().found;
  if (Math.abs(aheadMs) < CLOCK_OFF_MS) return say.clockAgrees;
  const minutes = Math.round(Math.abs(aheadMs) / 60_000);
  return aheadMs > 0 ? say.clockAhead(minutes) : say.clockBehind(minutes);
}
