import { DAY_MS, format } from '#client/format.ts';
import { searchWords } from '../words/search-words.ts';

/** [U41] Where a search on this device looks: "On this device, since 3 May". */
export function coverageWords(since: number | null, now: number): string {
  const say = searchWords();
  if (since === null) return say.noneHere;
  const isNear = [now, now - DAY_MS].some((at) => format.dayKey(at) === format.dayKey(since));
  const day = format.day(since, now);
  // Today and yesterday are words in a sentence, a weekday is a name.
  return say.since(isNear ? day.toLocaleLowerCase() : day);
}
