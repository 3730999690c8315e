/** In the page: the bytes of everything on the disk that belongs to a group, read as text. */
export async function readRows(groupId: string): Promise<string> {
  const answered = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error!);
    });
  let text = '';
  for (const { name } of await indexedDB.databases()) {
    if (!name?.includes(`group/${groupId}`)) continue;
    const db = await answered(indexedDB.open(name));
    for (const store of db.objectStoreNames) {
      const values = await answered<unknown[]>(db.transaction(store).objectStore(store).getAll());
      for (const value of values)
        text += value instanceof Uint8Array ? new TextDecoder().decode(value) : JSON.stringify(value);
    }
    db.close();
  }
  return text;
}
