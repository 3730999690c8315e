/** Seeded chance for tests: a failure prints its seed, and `SEED=…` runs it again. */
export interface Chance {
  readonly seed: number;
  /** From 0 up to, never reaching, 1. */
  next(): number;
  /** A whole number, both ends included. */
  integer(low: number, high: number): number;
}

/** mulberry32. The seed is `SEED` from the environment, else drawn. */
export function createChance(
  seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31)),
): Chance {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return { seed, next, integer: (low, high) => low + Math.floor(next() * (high - low + 1)) };
}
