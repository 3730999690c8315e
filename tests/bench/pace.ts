import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';

/** Calls `act` so many times a second for so long; what a late timer missed is made up at once. */
export async function pace(
  { perSecond, seconds }: { perSecond: number; seconds: number },
  act: (at: number) => void,
): Promise<void> {
  const begun = performance.now();
  for (let at = 0; at < perSecond * seconds; at++) {
    const wait = begun + (at * 1_000) / perSecond - performance.now();
    if (wait > 0) await delay(wait);
    act(at);
  }
}
