/**
 * Who was cut off lately. A document is authorised, then read from the database, then open: what ends in between
 * would otherwise be found by nobody, because there is no connection yet that could be closed.
 */
const KEPT_MS = 5 * 60_000;

export class Endings {
  readonly #at = new Map<string, number>();

  /** @param key what ended: a session, or a person's membership of a group */
  add(key: string): void {
    const now = performance.now();
    this.#at.delete(key); // to the end: the oldest come first
    this.#at.set(key, now);
    for (const [old, at] of this.#at) {
      if (now - at < KEPT_MS) break;
      this.#at.delete(old);
    }
  }

  /** Whether it ended after `since`, a reading of `performance.now()`. */
  isSince(key: string, since: number): boolean {
    const at = this.#at.get(key);
    return at !== undefined && at >= since;
  }
}
