/**
 * [S26] Whether this device keeps what is written on it.
 *
 * What a browser says of that: a write that fails for lack of space is a `QuotaExceededError`; a database that is
 * blocked fails or does not open; and `persist()` tells whether it promises not to clear the site when space runs
 * short. Nothing tells a private window from another one: in Chromium 156 (2026-11) `persisted()`, `persist()`,
 * `estimate()`, the permission `persistent-storage` and the older quota calls answer alike in both, on purpose. So
 * `evictable` is the most that can be known, and it says what a private window does.
 */
import { SvelteMap } from 'svelte/reactivity';
import type { DiskState } from './disk.ts';

/** `evictable`: kept, without a promise of the browser to keep it. */
export type StorageState = 'opening' | 'lasting' | 'evictable' | 'full' | 'failing';

export class DeviceStorage {
  readonly #disks = new SvelteMap<symbol, DiskState>();
  #isPromised = $state.raw<boolean | null>(null);

  /** The worst that is so of any document now. */
  readonly state: StorageState = $derived.by(() => {
    const states = new Set(this.#disks.values());
    if (states.has('full')) return 'full';
    if (states.has('failing')) return 'failing';
    if (!states.has('lasting')) return 'opening';
    return this.#isPromised === false ? 'evictable' : 'lasting';
  });

  constructor() {
    void this.ask();
  }

  /** Takes in how the disk of one document stands. */
  note(disk: symbol, state: DiskState): void {
    this.#disks.set(disk, state);
  }

  /** A document was closed: how its disk stood is of no interest any more. */
  forget(disk: symbol): void {
    this.#disks.delete(disk);
  }

  /** Asks for the promise. Chromium decides by itself, from how much the site is used; Firefox asks the person, once. */
  async ask(): Promise<void> {
    try {
      this.#isPromised = await navigator.storage.persist();
    } catch {
      // Without TLS a page has no such interface, and no promise either.
      this.#isPromised = false;
    }
  }
}
