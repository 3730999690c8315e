import * as Y from 'yjs';

/**
 * Whether a transaction took away what stood here before: an element of a list. The values of maps are
 * overwritten all day, and what only ever arrived as deleted was never here.
 */
export function isErasure(transaction: Y.Transaction): boolean {
  let isFound = false;
  Y.iterateDeletedStructs(transaction, transaction.deleteSet, (struct) => {
    const { client, clock } = struct.id;
    isFound ||=
      struct instanceof Y.Item &&
      struct.parentSub === null &&
      clock < (transaction.beforeState.get(client) ?? 0);
  });
  return isFound;
}
