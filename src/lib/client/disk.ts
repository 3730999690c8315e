/**
 * A document on this device's disk: y-indexeddb's format and loading, with writes of our own. The stock ones are
 * neither awaited nor strict, so nobody could say when a message is really kept; and they throw inside the
 * document's listener once the database is closed.
 */
import { IndexeddbPersistence, PREFERRED_TRIM_SIZE, storeState } from 'y-indexeddb';
import * as Y from 'yjs';
import { guard } from './guard.ts';
import { committed } from './indexeddb.ts';

/** A database that does not open within this is given up for this visit; what is written stays in memory. */
const OPEN_LIMIT_MS = 5_000;
const TRIM_DELAY_MS = 1_000;

export type DiskState = 'opening' | 'lasting' | 'failing';

export class Disk extends IndexeddbPersistence {
  #state: DiskState = 'opening';
  #writes: Promise<boolean> = Promise.resolve(true);
  #trim: ReturnType<typeof setTimeout> | undefined;
  #trimming: Promise<unknown> = Promise.resolve();
  readonly #onState: (state: DiskState) => void;
  /** Settles when the document has what the disk holds, or when the disk is given up. Never rejects. */
  readonly loaded: Promise<void>;

  /** @param onState is told when the disk opened, failed, or works again */
  constructor(name: string, doc: Y.Doc, onState: (state: DiskState) => void) {
    super(name, doc);
    this.#onState = onState;
    doc.off('update', this._storeUpdate);
    this._storeUpdate = guard((update: Uint8Array, origin: unknown) => {
      if (origin !== this) this.#store(update);
    });
    doc.on('update', this._storeUpdate);
    this.loaded = new Promise((resolve) => {
      const give = (state: DiskState) => {
        this.#become(state);
        resolve();
      };
      const limit = setTimeout(() => give('failing'), OPEN_LIMIT_MS);
      this._db.catch(() => give('failing'));
      void this.whenSynced.then(() => {
        clearTimeout(limit);
        give('lasting');
      });
    });
  }

  /** Whether everything written up to now is on the disk, once that is known. */
  settled(): Promise<boolean> {
    return this.#writes;
  }

  override async destroy(): Promise<void> {
    clearTimeout(this.#trim);
    await this.#writes;
    await this.#trimming; // Trimming a destroyed document deletes rows that it has not read.
    try {
      await super.destroy();
    } catch {
      // The database never opened; there is nothing to close.
    }
  }

  #store(update: Uint8Array): void {
    // After a failed write the document is written whole: rows after a missing one would stay pending for ever.
    const write =
      this.#state === 'failing'
        ? () => this.#write(Y.encodeStateAsUpdate(this.doc))
        : () => this.#write(update);
    this.#writes = Promise.all([this.#writes, write()]).then(([, last]) => last);
    if (++this._dbsize >= PREFERRED_TRIM_SIZE) this.#trimSoon();
  }

  async #write(update: Uint8Array): Promise<boolean> {
    try {
      const db = await this._db;
      const transaction = db.transaction('updates', 'readwrite', { durability: 'strict' });
      transaction.objectStore('updates').add(update);
      await committed(transaction);
      this.#become('lasting');
      return true;
    } catch {
      this.#become('failing');
      return false;
    }
  }

  #trimSoon(): void {
    clearTimeout(this.#trim);
    this.#trim = setTimeout(() => {
      if (this._destroyed) return;
      this.#trimming = navigator.locks
        .request(`trim ${this.name}`, async () => {
          if (!this._destroyed) await storeState(this, false);
        })
        .catch(reportError);
    }, TRIM_DELAY_MS);
  }

  #become(state: DiskState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#onState(state);
  }
}
