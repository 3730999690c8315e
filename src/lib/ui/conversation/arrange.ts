/** How messages stand below each other: days, groups of one author, what is new, what came late. */
import type { MessageView } from '#client/group.svelte.ts';

export interface Row {
  readonly message: MessageView;
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

export interface Arranging {
  /** Number of the first new message, null for no divider. */
  readonly firstNew: number | null;
  dayKey(at: number): string;
}

const GROUP_MS = 5 * 60_000;
const LATE_MS = 2 * 60_000;

export function arrange(messages: readonly MessageView[], { firstNew, dayKey }: Arranging): Row[] {
  const rows: Row[] = [];
  let day = '';
  let isDividerPlaced = firstNew === null;
  for (const message of messages) {
    const before = rows.at(-1);
    // What waits stands at the end, whatever its writer's clock says [S2].
    const placedAt = message.acceptedAt ?? Math.max(before?.placedAt ?? 0, message.writtenAt);
    const key = dayKey(placedAt);
    const startsDay = key !== day;
    day = key;
    const isFirstNew = !isDividerPlaced && message.seq !== null && message.seq >= firstNew!;
    isDividerPlaced ||= isFirstNew;
    const isLate = message.acceptedAt !== null && Math.abs(message.acceptedAt - message.writtenAt) > LATE_MS;
    const continues =
      before !== undefined &&
      !startsDay &&
      !isFirstNew &&
      before.message.by === message.by &&
      before.isLate === isLate &&
      placedAt - before.placedAt < GROUP_MS;
    rows.push({ message, startsDay, placedAt, isFirstNew, starts: !continues, isLate, lateCount: 0 });
  }
  return rows.map((row, at) => (row.isLate && row.starts && !row.message.mine ? countLate(rows, at) : row));
}

function countLate(rows: readonly Row[], from: number): Row {
  let to = from + 1;
  while (rows[to] && !rows[to]!.starts) to++;
  return { ...rows[from]!, lateCount: to - from };
}
