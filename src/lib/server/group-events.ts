/** Notes what happens to a group in its live volume, beside the messages. */
import type pg from 'pg';
import { groupDocument } from '#domain/document-names.ts';
import {
  EVENT_PEOPLE_MAX,
  encodeEvents,
  tellsOfThePast,
  type EventKind,
  type GroupEvent,
} from '#domain/group-events.ts';
import type { GroupId, UserId } from '#domain/ids.ts';
import { insertUpdates, type CommittedUpdate } from './log-rows.ts';

/** What happened, before it has its place. */
export interface Happening {
  readonly what: EventKind;
  readonly by: UserId;
  readonly people?: readonly UserId[];
  readonly name?: string;
  readonly days?: number;
}

/**
 * Appends what happened to the live volume, inside the caller's transaction, which holds the group's row lock; of a
 * direct conversation nothing.
 * @returns what to announce once the transaction has committed
 */
export async function writeEvents(
  client: pg.ClientBase,
  groupId: GroupId,
  happened: readonly Happening[],
): Promise<CommittedUpdate[]> {
  if (happened.length === 0) return [];
  const { rows } = await client.query<{ volume: number; events: number; last_seq: number; now: Date }>(
    `update volumes set events = events + $2, tells_of_past = tells_of_past or $3
     from groups where groups.id = $1 and kind <> 'direct' and group_id = groups.id and volume = live_volume
     returning volume, events, last_seq, clock_timestamp() as now`,
    [groupId, happened.length, happened.some(({ what }) => tellsOfThePast(what))],
  );
  if (!rows[0]) return [];
  const { volume, events, last_seq: after, now } = rows[0];
  const written = happened.map((one) => eventOf(one, { at: now.getTime(), after }));
  const document = groupDocument(groupId, volume);
  const payload = encodeEvents(written, events - happened.length);
  const [row] = await insertUpdates(client, [{ document, payload }]);
  return [{ document, payload, row: row! }];
}

function eventOf({ people = [], ...rest }: Happening, place: Pick<GroupEvent, 'at' | 'after'>): GroupEvent {
  const others = people.length - EVENT_PEOPLE_MAX;
  return {
    ...rest,
    ...place,
    ...(people.length > 0 ? { people: people.slice(0, EVENT_PEOPLE_MAX) } : {}),
    ...(others > 0 ? { others } : {}),
  };
}
