/** What happened to a group, as lines: what is alike and follows one another is said once. */
import type { GroupEvent } from '#domain/group-events.ts';
import type { UserId } from '#domain/ids.ts';

export interface EventLine {
  readonly what: GroupEvent['what'];
  /** Who did it: several where several did the same. */
  readonly by: readonly UserId[];
  readonly people: readonly UserId[];
  /** How many more it was done to. */
  readonly others: number;
  readonly name: string;
  readonly days: number;
  /** When the last of it happened, by the server's clock. */
  readonly at: number;
  /** First of its day. */
  readonly startsDay: boolean;
}

/**
 * Joins what follows one another on one day.
 * @param events that stand at one place, oldest first
 * @param day that of what stands above them
 */
export function eventLines(
  events: readonly GroupEvent[],
  { day, dayKey }: { day: string; dayKey(at: number): string },
): EventLine[] {
  const lines: EventLine[] = [];
  for (const { what, by, people = [], others = 0, name = '', days = 0, at } of events) {
    const before = lines.at(-1);
    const startsDay = dayKey(at) !== (before ? dayKey(before.at) : day);
    const line = { what, by: [by], people, others, name, days, at, startsDay };
    const joined = before && !startsDay ? join(before, line) : null;
    if (joined) lines[lines.length - 1] = joined;
    else lines.push(line);
  }
  return lines;
}

/** Both as one line, or null where they have to be two. */
function join(a: EventLine, b: EventLine): EventLine | null {
  if (a.what !== b.what) return null;
  const said = { ...a, at: b.at };
  if (a.what === 'joined' || a.what === 'left') return { ...said, by: union(a.by, b.by) };
  if ((a.what !== 'added' && a.what !== 'removed') || a.by[0] !== b.by[0]) return null;
  return { ...said, people: union(a.people, b.people), others: a.others + b.others };
}

const union = <T>(a: readonly T[], b: readonly T[]): T[] => [...new Set([...a, ...b])];
