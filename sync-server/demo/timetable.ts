/** When people of the demo organisation write, and when they are out of reach. Times are ms on the wall clock. */
import type { Person } from './people.ts';
import type { Random } from './random.ts';
import type { Scene } from './scene.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** From out of reach until the device comes back and its backlog is accepted. */
export interface Absence {
  person: Person;
  from: number;
  until: number;
}

/** How likely a conversation starts in each hour: two peaks, quiet nights. */
const HOURS = [0, 0, 0, 0, 1, 8, 45, 100, 90, 80, 75, 65, 45, 60, 80, 80, 70, 50, 24, 12, 7, 3, 1, 0];
const WEEKEND = 0.12;
const ALLOWED: Record<Scene['when'], readonly [number, number]> = {
  any: [0, 24],
  morning: [5, 10],
  evening: [17, 22],
};

/** Hours that can hold the start of a scene, in order, each with its weight. */
export function openHours(
  start: number,
  end: number,
  when: Scene['when'],
): { from: number; weight: number }[] {
  const [first, last] = ALLOWED[when];
  const open: { from: number; weight: number }[] = [];
  for (let from = Math.ceil(start / HOUR) * HOUR; from + HOUR <= end; from += HOUR) {
    const date = new Date(from);
    const hour = date.getUTCHours();
    const weekend = date.getUTCDay() % 6 === 0;
    const weight = (HOURS[hour] ?? 0) * (weekend ? WEEKEND : 1);
    if (weight > 0 && hour >= first && hour < last) open.push({ from, weight });
  }
  return open;
}

/** Spreads `count` starts evenly over the weight of the hours, so that a scene does not come twice in a row. */
export function spreadStarts(
  random: Random,
  hours: readonly { from: number; weight: number }[],
  count: number,
): number[] {
  const total = hours.reduce((sum, hour) => sum + hour.weight, 0);
  const offset = random.next();
  const starts: number[] = [];
  for (let i = 0; i < count; i++) {
    let left = (((i + offset + random.between(-0.4, 0.4)) / count) * total + total) % total;
    const hour = hours.find(({ weight }) => (left -= weight) < 0) ?? hours.at(-1)!;
    starts.push(Math.round(hour.from + random.next() * HOUR));
  }
  return starts;
}

/**
 * Some days somebody works where there is no network for three to seven hours.
 * @param often the share of working days, from 0 to 1.
 */
export function planAbsences(
  random: Random,
  people: readonly Person[],
  start: number,
  end: number,
  often: number,
): Absence[] {
  const remote = people.filter((person) => person.remote);
  const absences: Absence[] = [];
  for (let day = Math.ceil(start / DAY) * DAY; day + DAY < end; day += DAY) {
    if (new Date(day).getUTCDay() % 6 === 0 || !random.chance(often)) continue;
    const from = day + random.between(7, 10) * HOUR;
    absences.push({
      person: random.pick(remote),
      from,
      until: Math.round(from + random.between(3, 7) * HOUR),
    });
  }
  return absences;
}

export const absenceAt = (absences: readonly Absence[], person: Person, at: number): Absence | undefined =>
  absences.find((absence) => absence.person === person && absence.from <= at && at < absence.until);
