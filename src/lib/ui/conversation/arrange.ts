/** How messages stand below each other: days, groups of one author, what is new, what came late, what happened. */
import type { MessageView } from '#client/group.svelte.ts';
import type { GroupEvent } from '#domain/group-events.ts';
import { eventLines, type EventLine } from './event-lines.ts';

export interface Row {
  readonly message: MessageView;
  /** What happened to the group since the message above. */
  readonly lines: readonly EventLine[];
  /** First of its day. */
  readonly startsDay: boolean;
  /** The time by which it stands where it stands. */
  readonly placedAt: number;
  /** The divider "New messages" stands above it. */
  readonly isFirstNew: boolean;
  /** First of several of one author: with name and picture. */
  readonly starts: boolean;
  /** Written more than two minutes from when it was accepted [S3]. */
  readonly isLate: boolean;
  /** On the first of several by others that arrived late together [S4]: how many. */
  readonly lateCount: number;
}

export interface Arranged {
  readonly rows: readonly Row[];
  /** What happened since the last message. */
  readonly below: readonly EventLine[];
}

export interface Arranging {
  /** What happened among these messages, oldest first. */
  readonly events: readonly GroupEvent[];
  /** Number of the first new message, null for no divider. */
  readonly firstNew: number | null;
  dayKey(at: number): string;
}

const GROUP_MS = 5 * 60_000;
const LATE_MS = 2 * 60_000;

/**
 * Puts each event behind the last message that was accepted before it. The order of messages does not depend on them
 * [S1], and what waits stays below all of it [S2].
 */
export function arrange(messages: readonly MessageView[], { firstNew, dayKey, events }: Arranging): Arranged {
  const rows: Row[] = [];
  let day = '';
  let told = 0;
  let isDividerPlaced = firstNew === null;
  const linesBefore = (seq: number): EventLine[] => {
    const from = told;
    while (events[told] && events[told]!.after < seq) told++;
    const lines = eventLines(events.slice(from, told), { day, dayKey });
    if (lines.length > 0) day = dayKey(lines.at(-1)!.at);
    return lines;
  };
  for (const message of messages) {
    const before = rows.at(-1);
    const lines = linesBefore(message.seq ?? Infinity);
    // What waits stands at the end, whatever its writer's clock says [S2].
    const above = Math.max(before?.placedAt ?? 0, lines.at(-1)?.at ?? 0);
    const placedAt = message.acceptedAt ?? Math.max(above, message.writtenAt);
    const key = dayKey(placedAt);
    const startsDay = key !== day;
    day = key;
    const isFirstNew = !isDividerPlaced && message.seq !== null && message.seq >= firstNew!;
    isDividerPlaced ||= isFirstNew;
    const isLate = message.acceptedAt !== null && Math.abs(message.acceptedAt - message.writtenAt) > LATE_MS;
    const continues =
      before !== undefined &&
      lines.length === 0 &&
      !startsDay &&
      !isFirstNew &&
      before.message.by === message.by &&
      before.isLate === isLate &&
      placedAt - before.placedAt < GROUP_MS;
    rows.push({ message, lines, startsDay, placedAt, isFirstNew, starts: !continues, isLate, lateCount: 0 });
  }
  return {
    rows: rows.map((row, at) => (row.isLate && row.starts && !row.message.mine ? countLate(rows, at) : row)),
    below: linesBefore(Infinity),
  };
}

function countLate(rows: readonly Row[], from: number): Row {
  let to = from + 1;
  while (rows[to] && !rows[to]!.starts) to++;
  return { ...rows[from]!, lateCount: to - from };
}
