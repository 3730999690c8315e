/**
 * What of an update is new here and under the author's own client ids, in an order that can be followed: each
 * struct after the one before it and after what it stands on. A backlog may stem from several sessions, each
 * with a client id of its own, and Yjs writes them by id and not in the order they were made.
 */
import * as Y from 'yjs';
import { slotOf } from './client-id.ts';

export interface OwnStruct {
  readonly struct: Y.Item | Y.GC;
  /** The first clock of it that is new here. */
  readonly from: number;
}

/** Reads structs without applying them; null when something before one of them is missing here. */
export function ownStructs(
  structs: readonly (Y.Item | Y.GC | Y.Skip)[],
  doc: Y.Doc,
  slot: number,
): { readonly own: OwnStruct[]; readonly foreign: number } | null {
  const queues = new Map<number, (Y.Item | Y.GC)[]>();
  let foreign = 0;
  for (const struct of structs) {
    const { client } = struct.id;
    if (endOf(struct) <= Y.getState(doc.store, client)) continue;
    if (slotOf(client) !== slot) foreign++;
    else if (struct instanceof Y.Skip) return null;
    else pushTo(queues, client, struct);
  }
  for (const queue of queues.values()) queue.reverse(); // The last of a queue is the first to go.

  const own: OwnStruct[] = [];
  const ends = new Map<number, number>();
  const endHere = (client: number) => ends.get(client) ?? Y.getState(doc.store, client);
  const waiting = new Map<number, { readonly client: number; readonly clock: number }[]>();
  const ready = [...queues.keys()];
  for (const client of ready) {
    const queue = queues.get(client)!;
    for (let struct = queue.at(-1); struct !== undefined; struct = queue.at(-1)) {
      const from = endHere(client);
      if (struct.id.clock > from) return null;
      const origin = struct instanceof Y.Item && struct.id.clock === from ? struct.origin : null;
      if (origin !== null && origin.clock >= endHere(origin.client)) {
        pushTo(waiting, origin.client, { client, clock: origin.clock });
        break;
      }
      queue.pop();
      if (endOf(struct) <= from) continue; // Said twice in one update.
      own.push({ struct, from });
      ends.set(client, endOf(struct));
      const here = waiting.get(client) ?? [];
      waiting.set(
        client,
        here.filter(({ clock }) => clock >= endOf(struct)),
      );
      for (const other of here) if (other.clock < endOf(struct)) ready.push(other.client);
    }
  }
  return [...queues.values()].every((queue) => queue.length === 0) ? { own, foreign } : null;
}

const endOf = ({ id, length }: Y.Item | Y.GC | Y.Skip): number => id.clock + length;

function pushTo<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
