/** [U46] A no to something that was offered, kept on this device. */
export class KeptNo {
  readonly #key: string;
  #isSaid = $state.raw(false);

  /** @param key under which it is kept */
  constructor(key: string) {
    this.#key = key;
    this.#isSaid = localStorage.getItem(key) !== null;
  }

  get isSaid(): boolean {
    return this.#isSaid;
  }

  say(): void {
    this.#isSaid = true;
    localStorage.setItem(this.#key, String(Date.now()));
  }
}
