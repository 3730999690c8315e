/**
 * Authorship is in the Yjs client id: `slot × 2³² + random`. A slot is given to a person once, for ever; the
 * random part is new for every document object, because two sessions that shared a client id would lose each
 * other's messages without a word. Slot 0 is the server's.
 */
const SLOT_SIZE = 2 ** 32;

/** Largest slot: client ids stay below 2⁵³, the last integer that JavaScript holds exactly. */
export const MAX_SLOT = 2 ** 21 - 1;

/** The one client id under which the server writes: ledgers, heads, inboxes, the directory. */
export const SERVER_CLIENT = 1;

/** Under which the server writes records that it carried from a closed volume; the clock counts them. */
export const CARRY_CLIENT = 2;

/** Under which the server writes receipts, and nothing else: see `receipts.ts`. */
export const RECEIPTS_CLIENT = 3;

/** Under which the server writes into people's own documents what they say over HTTP. */
export const API_CLIENT = 4;

/** Under which the server writes what happens to a group; the clock counts it, in each volume: see `group-events.ts`. */
export const EVENTS_CLIENT = 5;

/** The slot that a client id belongs to, 0 for the server. */
export const slotOf = (clientId: number): number => Math.floor(clientId / SLOT_SIZE);

/** A client id for a person's new document object. `random32` is 32 random bits, the caller's. */
export function clientIdFor(slot: number, random32: number): number {
  if (!Number.isInteger(slot) || slot < 1 || slot > MAX_SLOT) throw new RangeError(`no slot: ${slot}`);
  return slot * SLOT_SIZE + (random32 >>> 0);
}

/** The client ids that a slot has: what a program that opens documents itself may choose from, a new one each time. */
export const clientIdsOf = (slot: number): { from: number; to: number } => ({
  from: clientIdFor(slot, 0),
  to: clientIdFor(slot, SLOT_SIZE - 1),
});
