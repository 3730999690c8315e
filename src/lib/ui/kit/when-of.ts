import { format } from '#client/format.ts';
import { words } from '../words/words.ts';
import { now } from './now.ts';

/** Day and time of what the server dates. */
export function whenOf(iso: string): string {
  const at = Date.parse(iso);
  return words().kit.dayAndTime(format.day(at, now()), format.time(at));
}
