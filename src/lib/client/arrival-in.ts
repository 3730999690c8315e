import type { Replica } from './replica.ts';

/** How long something may take to come: a satellite takes seconds, and nobody waits for ever. */
const LIMIT_MS = 15_000;

/** Waits until something is so of a document, it is denied, or 15 s have passed. Never rejects. */
export function arrivalIn(replica: Replica, isThere: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(limit);
      stop();
      resolve();
    };
    const limit = setTimeout(() => done(), LIMIT_MS);
    const look = () => {
      if (isThere() || replica.isDenied || replica.isStuck) done();
    };
    const stop = replica.observe(look);
    look();
  });
}
