/** How much of something may be asked for in a time. */
export interface Rate {
  /** Units a second, for as long as one likes. */
  readonly perSecond: number;
  /** Units at once, after a time of rest. */
  readonly burst: number;
}

/**
 * Fills by `perSecond` up to `burst`. Whoever finds something in it may take all they need, and leaves a debt of at
 * most one burst: work larger than the burst gets through too, and is paid for by those who come next.
 */
export class Budget {
  readonly #rate: Rate;
  readonly #now: () => number;
  #left: number;
  #at: number;

  /** @param now milliseconds on a clock that only goes forward */
  constructor(rate: Rate, now: () => number = () => performance.now()) {
    this.#rate = rate;
    this.#now = now;
    this.#left = rate.burst;
    this.#at = now();
  }

  /** Milliseconds until something may be taken, 0 for now. */
  get waitMs(): number {
    this.#fill();
    return this.#left > 0 ? 0 : Math.ceil((-this.#left / this.#rate.perSecond) * 1_000) + 1;
  }

  get isFull(): boolean {
    this.#fill();
    return this.#left === this.#rate.burst;
  }

  take(cost: number): void {
    this.#fill();
    this.#left = Math.max(this.#left - cost, -this.#rate.burst);
  }

  /** Takes one whole unit if it is there. */
  takeOne(): boolean {
    this.#fill();
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }

  #fill(): void {
    const now = this.#now();
    this.#left = Math.min(this.#rate.burst, this.#left + ((now - this.#at) / 1_000) * this.#rate.perSecond);
    this.#at = now;
  }
}
