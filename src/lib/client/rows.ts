/**
 * A document's database on this device, in y-indexeddb's format and read by its loader: `updates` holds what was
 * applied, row by row, `custom` what is to be known about the rows. Writing is our own: strict, awaited, and for
 * all tabs in one transaction with the check that the rows still are those that the writer knows.
 */
import { fetchUpdates, type IndexeddbPersistence } from 'y-indexeddb';
import type * as Y from 'yjs';
import { answered, strictly } from './indexeddb.ts';

const STORES = ['updates', 'custom'];

export interface Facts {
  /** How often the rows were replaced by those of a new document; 0 for rows that never were. */
  readonly generation: number;
  /** The epoch of the server's database that the rows stem from, when known. */
  readonly epoch: number | undefined;
}

/** As much of y-indexeddb's own object as its loader (9.0) works with; also the origin of what it applies. */
export class Loader {
  db: IDBDatabase | null = null;
  doc: Y.Doc | null = null;
  _dbref = 0;
  _dbsize = 0;
  _destroyed = false;
}

export class Rows {
  readonly #db: IDBDatabase;
  #isOpen = true;
  #count = 0;

  private constructor(db: IDBDatabase) {
    this.#db = db;
  }

  /**
   * Opens the database, or makes it. May take for ever.
   * @param onGone is told when the browser closed it, or when another tab deletes it, for which it was closed
   */
  static async open(name: string, onGone: (why: 'closed' | 'deleted') => void): Promise<Rows> {
    const request = indexedDB.open(name);
    request.onupgradeneeded = () => {
      request.result.createObjectStore('updates', { autoIncrement: true });
      request.result.createObjectStore('custom');
    };
    const db = await answered(request);
    const rows = new Rows(db);
    db.onclose = () => {
      rows.close();
      onGone('closed');
    };
    db.onversionchange = ({ newVersion }) => {
      rows.close();
      onGone(newVersion === null ? 'deleted' : 'closed');
    };
    return rows;
  }

  /** Deletes the database; resolves when it is gone, or will be once another tab lets go of it. */
  static delete(name: string): Promise<void> {
    return new Promise((resolve) => {
      const request = indexedDB.deleteDatabase(name);
      request.onsuccess = request.onerror = request.onblocked = () => resolve();
    });
  }

  /**
   * Applies all rows to `into`.
   * @param isUnheard asked just before: whether all who listen for its updates pass over what comes from the disk
   */
  async read(into: Y.Doc, loader: Loader, isUnheard: () => boolean): Promise<Facts> {
    // Before the rows: newer rows under an older number are noticed at the next write, the reverse never.
    const facts = factsIn(this.#db.transaction('custom'));
    Object.assign(loader, { db: this.#db, doc: into, _dbref: 0, _dbsize: 0 });
    let listenAgain = () => {};
    const applied = fetchUpdates(
      loader as unknown as IndexeddbPersistence,
      () => {
        if (isUnheard()) listenAgain = stopListening(into);
      },
      () => listenAgain(),
    );
    // After a row that cannot be read it does not call back.
    applied.catch(() => listenAgain());
    const [known] = await Promise.all([facts, applied]);
    loader.doc = null;
    this.#count = loader._dbsize;
    return known;
  }

  /**
   * Adds rows, and says of which epoch they are.
   * @returns whether they were: not to rows of another generation
   */
  async add(updates: readonly Uint8Array[], { generation, epoch }: Facts): Promise<boolean> {
    return strictly(this.#db, STORES, async (transaction) => {
      const facts = await factsIn(transaction);
      if (facts.generation !== generation) return false;
      const store = transaction.objectStore('updates');
      for (const update of updates) store.add(update);
      if (facts.epoch === undefined && epoch !== undefined)
        transaction.objectStore('custom').put(epoch, 'epoch');
      this.#count = await answered(store.count());
      return true;
    });
  }

  /**
   * Reads all rows and puts one in their place. Another tab's rows cannot come in between.
   * @param renew makes that one row of all that are there, at once; null leaves them
   * @returns whether they were replaced
   */
  async replace(
    renew: (rows: Uint8Array[], facts: Facts) => (Facts & { readonly state: Uint8Array }) | null,
  ): Promise<boolean> {
    const isReplaced = await strictly(this.#db, STORES, async (transaction) => {
      const updates = transaction.objectStore('updates');
      const [facts, rows] = await Promise.all([
        factsIn(transaction),
        answered(updates.getAll() as IDBRequest<Uint8Array[]>),
      ]);
      const renewed = renew(rows, facts);
      if (renewed === null) return false;
      const custom = transaction.objectStore('custom');
      updates.clear();
      updates.add(renewed.state);
      custom.put(renewed.generation, 'generation');
      if (renewed.epoch !== undefined) custom.put(renewed.epoch, 'epoch');
      return true;
    });
    if (isReplaced) this.#count = 1;
    return isReplaced;
  }

  /** How many rows there were when this tab last looked. */
  get count(): number {
    return this.#count;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  close(): void {
    this.#isOpen = false;
    this.#db.onclose = this.#db.onversionchange = null;
    this.#db.close();
  }
}

/**
 * Takes the listeners for updates away for a moment. With one, Yjs 13.6 encodes all that was just read once more: of
 * a start that showed 2,000 messages that was a tenth (2026-11). @returns what gives them back
 */
function stopListening({ _observers: all }: Y.Doc): () => void {
  const listeners = all.get('update');
  all.delete('update');
  return () => {
    if (listeners) all.set('update', listeners);
  };
}

async function factsIn(transaction: IDBTransaction): Promise<Facts> {
  const custom = transaction.objectStore('custom');
  const [generation, epoch] = await Promise.all([
    answered<unknown>(custom.get('generation')),
    answered<unknown>(custom.get('epoch')),
  ]);
  return {
    generation: typeof generation === 'number' ? generation : 0,
    epoch: typeof epoch === 'number' ? epoch : undefined,
  };
}
