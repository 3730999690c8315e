/** What each check of the device found, in a sentence. */
import { format } from '#client/format.ts';
import type { Finding } from '#client/readiness.svelte.ts';
import { clockWords } from '../kit/clock-words.ts';
import { fieldWords } from '../words/field-words.ts';

const MB = 1024 * 1024;

export function findingWords({ name, verdict, value }: Finding, now: number): string {
  const say = fieldWords().found;
  const isUnknown = verdict === 'unknown';
  switch (name) {
    case 'text':
      return value === 0 ? say.textHere : say.textMissing(value ?? 0);
    case 'search':
      if (isUnknown) return say.beingRead;
      return verdict === 'good' ? say.searching(value ?? 0) : say.notSearching;
    case 'storage':
      return { good: say.lasting, weak: say.evictable, bad: say.failing, unknown: say.opening }[verdict];
    case 'space':
      return isUnknown ? say.notSaid : say.megabytesFree(Math.floor((value ?? 0) / MB));
    case 'installation':
      return verdict === 'good' ? say.installed : say.notInstalled;
    case 'session':
      if (isUnknown) return say.notAsked;
      return value === null ? say.signedOut : say.signedInUntil(format.moment(value, now));
    case 'clock':
      return isUnknown ? say.notAsked : clockWords(value ?? 0);
    case 'push':
      return { good: say.pushOn, weak: say.pushOff, bad: say.pushOff, unknown: say.notSaid }[verdict];
  }
}
