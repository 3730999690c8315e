/** Work that sums up everything before it: asked for while it runs, it runs once more, however often it was asked. */
export class Coalesced {
  readonly #work: () => Promise<void>;
  #state: 'idle' | 'running' | 'asked again' = 'idle';

  /** @param work must not reject */
  constructor(work: () => Promise<void>) {
    this.#work = work;
  }

  ask(): void {
    if (this.#state !== 'idle') {
      this.#state = 'asked again';
      return;
    }
    this.#state = 'running';
    void this.#work().then(() => {
      const isWanted = this.#state === 'asked again';
      this.#state = 'idle';
      if (isWanted) this.ask();
    });
  }
}
