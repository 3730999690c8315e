/** Counts what the disk was given and what it has, for those who wait to hear of it. */
export class Tally {
  #given = 0;
  #kept = 0;
  #isOver = false;
  #waiting: { readonly upTo: number; tell(isKept: boolean): void }[] = [];

  get given(): number {
    return this.#given;
  }

  /** Something more is to be kept. */
  add(): void {
    this.#given++;
  }

  /** Everything up to this one is kept. */
  keep(upTo: number): void {
    this.#kept = Math.max(this.#kept, upTo);
    const told = this.#waiting.filter((one) => one.upTo <= this.#kept);
    this.#waiting = this.#waiting.filter((one) => one.upTo > this.#kept);
    for (const { tell } of told) tell(true);
  }

  /** Nothing more will be kept. */
  end(): void {
    this.#isOver = true;
    for (const { tell } of this.#waiting.splice(0)) tell(false);
  }

  /** Whether everything given up to now is kept, once that is known. */
  settled(): Promise<boolean> {
    if (this.#isOver) return Promise.resolve(false);
    if (this.#given === this.#kept) return Promise.resolve(true);
    return new Promise((tell) => this.#waiting.push({ upTo: this.#given, tell }));
  }
}
