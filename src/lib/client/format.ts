/** Dates, times, numbers and lists in the words of a locale. Times are milliseconds since 1970. */
import { spoken } from './spoken.svelte.ts';

export interface Format {
  /** 14:12 */
  time(at: number): string;
  /** What stands above a day's messages: Today, Yesterday, Friday, 3 May, 3 May 2025. */
  day(at: number, now: number): string;
  /** As short as a list allows: 14:12 today, then Fri, 3 May, 3 May 2025. */
  brief(at: number, now: number): string;
  /** Time, with the day in front when it is not today: Fri 14:12. */
  moment(at: number, now: number): string;
  /** Everything: Friday, 3 May 2025 at 14:12:07. */
  exact(at: number): string;
  /** Equal for two times on the same day of this time zone. */
  dayKey(at: number): string;
  /** 12,345 */
  number(count: number): string;
  /** Ada, Ben and Cai */
  list(names: readonly string[]): string;
}

export const DAY_MS = 86_400_000;

/** No time zone that is in use begins its day within a quarter of an hour. */
const QUARTER_MS = 15 * 60_000;

/**
 * Everything is made when it is first asked for: a formatter takes a millisecond on a slow phone, and a start needs few.
 * @param locale and timeZone: the browser's own when they are left out
 */
export function formatFor(locale?: string, timeZone?: string): Format {
  const make = (options: Intl.DateTimeFormatOptions) => {
    const made = once(() => new Intl.DateTimeFormat(locale, { ...options, timeZone }));
    return (at: number): string => made().format(at);
  };
  const time = make({ timeStyle: 'short' });
  const weekday = make({ weekday: 'long' });
  const weekdayShort = make({ weekday: 'short' });
  const date = make({ day: 'numeric', month: 'long' });
  const dateShort = make({ day: 'numeric', month: 'short' });
  const dateOfYear = make({ day: 'numeric', month: 'long', year: 'numeric' });
  const dateOfYearShort = make({ day: 'numeric', month: 'short', year: 'numeric' });
  const exact = make({ dateStyle: 'full', timeStyle: 'medium' });
  // Its parts are numbers in every locale; only they are used.
  const parts = once(
    () => new Intl.DateTimeFormat('en', { year: 'numeric', month: 'numeric', day: 'numeric', timeZone }),
  );
  const number = once(() => new Intl.NumberFormat(locale));
  const list = once(() => new Intl.ListFormat(locale, { type: 'conjunction' }));
  const relative = once(() => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }));

  const days = new Map<number, number>();
  /** Days of the calendar since 1970, so that a day of 23 or 25 hours counts as one. */
  const dayNumber = (at: number): number => {
    const quarter = Math.floor(at / QUARTER_MS);
    const known = days.get(quarter);
    if (known !== undefined) return known;
    const found = parts().formatToParts(at);
    const of = (type: string) => Number(found.find((part) => part.type === type)?.value);
    const day = Math.round(Date.UTC(of('year'), of('month') - 1, of('day')) / DAY_MS);
    days.set(quarter, day);
    return day;
  };
  const yearOf = (at: number): number => new Date(dayNumber(at) * DAY_MS).getUTCFullYear();

  return {
    time,
    day(at, now) {
      const ago = dayNumber(now) - dayNumber(at);
      if (ago === 0 || ago === 1) return capitalized(relative().format(-ago, 'day'), locale);
      if (ago > 1 && ago < 7) return weekday(at);
      return (yearOf(at) === yearOf(now) ? date : dateOfYear)(at);
    },
    brief(at, now) {
      const ago = dayNumber(now) - dayNumber(at);
      if (ago === 0) return time(at);
      if (ago > 0 && ago < 7) return weekdayShort(at);
      return (yearOf(at) === yearOf(now) ? dateShort : dateOfYearShort)(at);
    },
    moment(at, now) {
      return dayNumber(at) === dayNumber(now) ? time(at) : `${this.brief(at, now)} ${time(at)}`;
    },
    exact,
    dayKey: (at) => String(dayNumber(at)),
    number: (count) => number().format(count),
    list: (names) => list().format(names),
  };
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

const capitalized = (word: string, locale?: string): string =>
  word.slice(0, 1).toLocaleUpperCase(locale) + word.slice(1);

const made = new Map<string, Format>();

function current(): Format {
  const { locale } = spoken;
  let format = made.get(locale);
  if (!format) made.set(locale, (format = formatFor(locale)));
  return format;
}

/** In the language that is spoken now and the time zone of this browser: what is shown follows the language. */
export const format: Format = {
  time: (at) => current().time(at),
  day: (at, now) => current().day(at, now),
  brief: (at, now) => current().brief(at, now),
  moment: (at, now) => current().moment(at, now),
  exact: (at) => current().exact(at),
  dayKey: (at) => current().dayKey(at),
  number: (count) => current().number(count),
  list: (names) => current().list(names),
};
