/**
 * What a device says of its person while they look at a conversation: a Yjs awareness state of one fixed shape, kept
 * in memory and never stored. Everything else that awareness could carry is not let through.
 */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import * as v from 'valibot';
import { slotOf } from './client-id.ts';
import { isUserId, type UserId } from './ids.ts';
import { PRESENCE_BYTES_MAX, PRESENCE_CLOCK_MAX } from './limits.ts';

const presence = v.strictObject({
  by: v.custom<UserId>(isUserId),
  typing: v.boolean(),
  /** The conversation is open, and nobody looks at it. */
  away: v.optional(v.boolean()),
});
export type Presence = v.InferOutput<typeof presence>;

/** One state of one client id; null takes it away. */
export interface PresenceUpdate {
  readonly client: number;
  /** Counts the changes of one client id: a state with a lower clock than the last is old. */
  readonly clock: number;
  readonly state: Presence | null;
}

/**
 * Reads an awareness update of y-protocols 1.0, without building more than its one state.
 * @returns null for anything but one well-formed state of the person under a client id of their slot
 */
export function readPresence(
  update: Uint8Array,
  { userId, slot }: { readonly userId: UserId; readonly slot: number },
): PresenceUpdate | null {
  if (update.length > PRESENCE_BYTES_MAX) return null;
  let client: number, clock: number, value: unknown;
  try {
    const from = decoding.createDecoder(update);
    if (decoding.readVarUint(from) !== 1) return null;
    client = decoding.readVarUint(from);
    clock = decoding.readVarUint(from);
    value = JSON.parse(decoding.readVarString(from));
    if (decoding.hasContent(from)) return null;
  } catch {
    return null; // Whatever malformed bytes make the decoder throw, the answer is the same.
  }
  if (slotOf(client) !== slot || clock > PRESENCE_CLOCK_MAX) return null;
  if (value === null) return { client, clock, state: null };
  const parsed = v.safeParse(presence, value, { abortEarly: true });
  return parsed.success && parsed.output.by === userId ? { client, clock, state: parsed.output } : null;
}

/**
 * Reads what the server tells of others: any number of states, each of which it has judged.
 * @returns none for what cannot be read
 */
export function readPresences(update: Uint8Array): PresenceUpdate[] {
  try {
    const from = decoding.createDecoder(update);
    const told: PresenceUpdate[] = [];
    for (let count = decoding.readVarUint(from); count > 0; count--) {
      const client = decoding.readVarUint(from);
      const clock = decoding.readVarUint(from);
      const value: unknown = JSON.parse(decoding.readVarString(from));
      const parsed = v.safeParse(presence, value, { abortEarly: true });
      if (value === null || parsed.success)
        told.push({ client, clock, state: parsed.success ? parsed.output : null });
    }
    return told;
  } catch {
    return []; // The next state says it all again.
  }
}

/** Writes it as the awareness update that `applyAwarenessUpdate` reads. */
export function encodePresence({ client, clock, state }: PresenceUpdate): Uint8Array {
  const to = encoding.createEncoder();
  encoding.writeVarUint(to, 1);
  encoding.writeVarUint(to, client);
  encoding.writeVarUint(to, clock);
  encoding.writeVarString(to, JSON.stringify(state));
  return encoding.toUint8Array(to);
}
