/** A few small values on this device's disk, strictly written. */
import { answered, committed } from './indexeddb.ts';

const STORE = 'values';

export class KeyedStore {
  readonly #database: string;

  constructor(database: string) {
    this.#database = database;
  }

  /** @throws where this browser keeps nothing */
  async read(): Promise<Map<string, unknown>> {
    return this.#with('readonly', async (transaction) => {
      const store = transaction.objectStore(STORE);
      const [keys, values] = await Promise.all([
        answered(store.getAllKeys()),
        answered<unknown[]>(store.getAll()),
      ]);
      return new Map(keys.map((key, at) => [String(key), values[at]]));
    });
  }

  /** Resolves when the change is on the disk. @throws where it cannot be, and nothing is changed then */
  async change(work: (store: IDBObjectStore) => void): Promise<void> {
    await this.#with('readwrite', async (transaction) => {
      work(transaction.objectStore(STORE));
      await committed(transaction);
    });
  }

  /** Opened for each use: an open database would keep a sign-out in another tab from deleting it. */
  async #with<T>(mode: IDBTransactionMode, work: (transaction: IDBTransaction) => Promise<T>): Promise<T> {
    const request = indexedDB.open(this.#database, 1);
    request.onupgradeneeded = () => void request.result.createObjectStore(STORE);
    const db = await answered(request);
    return work(db.transaction(STORE, mode, { durability: 'strict' })).finally(() => db.close());
  }
}
