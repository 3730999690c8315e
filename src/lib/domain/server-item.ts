import * as Y from 'yjs';

/**
 * Entries that the server appends to a root array as one Yjs item. The array has a client id that writes nothing else,
 * so that an entry's number is its clock: it needs no document to be written, and is the same whoever writes it.
 * @param count how many entries there have been before
 */
export function serverItem(root: string, client: number, entries: readonly unknown[], count: number): Y.Item {
  const origin = count === 0 ? null : Y.createID(client, count - 1);
  return new Y.Item(
    Y.createID(client, count),
    null,
    origin,
    null,
    null,
    // Yjs reads a root type's name here where there is no origin; its types do not say so.
    (origin === null ? root : null) as never,
    null,
    new Y.ContentAny(entries as unknown[]),
  );
}
