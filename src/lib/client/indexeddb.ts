/** Settles when a transaction is on the disk, or rejects with why it is not. */
export const committed = (transaction: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    // Not `onerror`, which comes first and does not know the reason yet.
    transaction.onabort = () => reject(transaction.error ?? new Error('aborted'));
  });

/** What a request answers. */
export const answered = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('failed'));
  });

/**
 * Does something in one strict transaction over `stores`: all of it is on the disk, or nothing.
 * @param work may wait for this transaction's requests and for nothing else; what it throws undoes everything
 * @throws the reason when it did not get onto the disk
 */
export async function strictly<T>(
  db: IDBDatabase,
  stores: string[],
  work: (transaction: IDBTransaction) => Promise<T>,
): Promise<T> {
  const transaction = db.transaction(stores, 'readwrite', { durability: 'strict' });
  const done = work(transaction).catch((reason: unknown) => {
    abort(transaction);
    throw reason;
  });
  const [result] = await Promise.all([done, committed(transaction)]).catch((reason: unknown) => {
    // A request that failed because its transaction did tells less than the transaction itself.
    throw transaction.error ?? reason;
  });
  return result;
}

function abort(transaction: IDBTransaction): void {
  try {
    transaction.abort();
  } catch {
    // It has ended by itself.
  }
}
