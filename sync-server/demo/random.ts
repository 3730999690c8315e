/**
 * A small seeded source of chance (sfc32): the same seed gives the same numbers on every machine, so that a demo
 * organisation can be made again. Not for keys or ids.
 */
export class Random {
  #a = 0x9e3779b9;
  #b = 0x243f6a88;
  #c = 0xb7e15162;
  #counter: number;

  constructor(seed: number) {
    this.#counter = seed ^ 0xdeadbeef;
    for (let round = 0; round < 15; round++) this.next();
  }

  /** From 0 up to, never reaching, 1. */
  next(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  }

  between(low: number, high: number): number {
    return low + this.next() * (high - low);
  }

  /** A whole number, both ends included. */
  integer(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** One of a list that is not empty. */
  pick<T>(from: readonly T[]): T {
    return from[Math.floor(this.next() * from.length)]!;
  }

  pickWeighted<T>(from: readonly T[], weightOf: (item: T) => number): T {
    let left = this.next() * from.reduce((sum, item) => sum + weightOf(item), 0);
    for (const item of from) if ((left -= weightOf(item)) < 0) return item;
    return from[from.length - 1]!;
  }

  shuffle<T>(from: readonly T[]): T[] {
    const items = [...from];
    for (let i = items.length - 1; i > 0; i--) {
      const j = this.integer(0, i);
      [items[i], items[j]] = [items[j]!, items[i]!];
    }
    return items;
  }

  /** Waiting times as people have them: mostly near the median, now and then much longer. */
  wait(medianMs: number, spread = 0.9): number {
    const normal = Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next());
    return Math.round(medianMs * Math.exp(spread * normal));
  }
}

/** Draws every item once before any comes again: variety where plain chance would repeat itself. */
export class Bag<T> {
  #left: T[] = [];
  readonly #items: readonly T[];
  readonly #random: Random;

  constructor(items: readonly T[], random: Random) {
    this.#items = items;
    this.#random = random;
  }

  draw(): T {
    if (this.#left.length === 0) this.#left = this.#random.shuffle(this.#items);
    return this.#left.pop()!;
  }
}
