/**
 * Keeps bytes that are dear to make, up to a bound, the least recently asked for going first. What is asked for
 * while it is being made is made once.
 */
interface Kept {
  /** Which state of it this is. */
  readonly tag: string;
  readonly bytes: Promise<Uint8Array>;
  /** 0 while it is being made. */
  size: number;
}

export class ByteCache {
  readonly #sizeMax: number;
  /** Least recently asked for first. */
  readonly #kept = new Map<string, Kept>();
  #size = 0;

  constructor(sizeMax: number) {
    this.#sizeMax = sizeMax;
  }

  /**
   * Gives what is kept under a key, or makes it. Another tag replaces what is kept.
   * @throws what `make` throws; nothing is kept then
   */
  async get(key: string, tag: string, make: () => Promise<Uint8Array>): Promise<Uint8Array> {
    const found = this.#kept.get(key);
    this.#drop(key);
    const kept = found?.tag === tag ? found : { tag, bytes: make(), size: 0 };
    this.#kept.set(key, kept);
    this.#size += kept.size;
    try {
      const bytes = await kept.bytes;
      if (this.#kept.get(key) === kept && kept.size === 0) {
        kept.size = bytes.length;
        this.#size += kept.size;
        this.#trim();
      }
      return bytes;
    } catch (error) {
      if (this.#kept.get(key) === kept) this.#drop(key);
      throw error;
    }
  }

  #drop(key: string): void {
    this.#size -= this.#kept.get(key)?.size ?? 0;
    this.#kept.delete(key);
  }

  #trim(): void {
    for (const key of this.#kept.keys()) {
      if (this.#size <= this.#sizeMax) return;
      this.#drop(key);
    }
  }
}
