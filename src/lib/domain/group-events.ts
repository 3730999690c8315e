/**
 * What happens to a group besides what is said in it: who came and went, what it is called, who administers it. The
 * server notes each in the live volume, array `events`, after the number of the newest message; never in a direct
 * conversation, to which nothing happens. In the volume and not in the head, because a document is readable whole or
 * not at all [S21]: who sees only what follows their joining cannot open what lies before it.
 */
import type * as Y from 'yjs';
import { EVENTS_CLIENT } from './client-id.ts';
import { encodeStructs } from './encode-update.ts';
import type { UserId } from './ids.ts';
import { serverItem } from './server-item.ts';

export const EVENT_KINDS = [
  'created',
  'added',
  'joined',
  'left',
  'removed',
  'renamed',
  'described',
  'archived',
  'reopened',
  'made-admin',
  'made-member',
  /** By the rule that a group has an admin: the last one has gone. */
  'became-admin',
  'opened-history',
  'closed-history',
  /** For how long messages are kept: as the group says, or as the organisation does. */
  'retention-chosen',
  'retention-left',
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

export interface GroupEvent {
  readonly what: EventKind;
  /** Who did it; of `became-admin` whom it befell. */
  readonly by: UserId;
  /** By the server's clock. */
  readonly at: number;
  /** `seq` of the newest message before it, 0 when there is none. */
  readonly after: number;
  /** Whom it was done to, at most `EVENT_PEOPLE_MAX` of them. */
  readonly people?: readonly UserId[];
  /** How many more it was done to. */
  readonly others?: number;
  /** The new name. */
  readonly name?: string;
  /** For how many days messages are kept from now on; 0 for ever. */
  readonly days?: number;
}

/** People that one event names. */
export const EVENT_PEOPLE_MAX = 10;
/** The newest events that a volume keeps; whoever wants to know all of them reads the audit log. */
export const EVENTS_MAX = 100;

/** Who came is told by the list of members too, so it is no news to who comes later; everything else is the past. */
export const tellsOfThePast = (what: EventKind): boolean => !['created', 'added', 'joined'].includes(what);

/** The events that a volume holds; what a later version of the server notes is left out. */
export const readEvents = (events: Y.Array<GroupEvent>): GroupEvent[] =>
  events.toArray().filter(({ what }) => EVENT_KINDS.includes(what));

/**
 * The update that appends events to a volume, and takes out those that it no longer keeps.
 * @param count how many this volume has had before, kept or not
 */
export function encodeEvents(events: readonly GroupEvent[], count: number): Uint8Array {
  const clock = Math.max(0, count - EVENTS_MAX);
  const length = Math.max(0, count + events.length - EVENTS_MAX) - clock;
  const outdated = length > 0 ? [{ client: EVENTS_CLIENT, clock, length }] : [];
  return encodeStructs([serverItem('events', EVENTS_CLIENT, events, count)], outdated);
}
