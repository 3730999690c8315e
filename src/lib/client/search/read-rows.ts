import { answered } from '../indexeddb.ts';

/**
 * The rows of a document's database, read beside whoever else uses it.
 * @returns none where there is no such database: it is not made
 */
export async function readRows(database: string): Promise<Uint8Array[]> {
  const request = indexedDB.open(database);
  request.onupgradeneeded = () => request.transaction?.abort();
  const db = await answered(request).catch(() => null);
  if (db === null) return [];
  // Who deletes it waits for nobody.
  db.onversionchange = () => db.close();
  try {
    return await answered(
      db.transaction('updates').objectStore('updates').getAll() as IDBRequest<Uint8Array[]>,
    );
  } finally {
    db.close();
  }
}
