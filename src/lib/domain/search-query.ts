/**
 * What somebody typed to search for: words, "words in a row", and the operators `from:`, `in:`, `before:` and
 * `after:`, whose values may stand in quotes. What is no operator is a word, so that nothing typed is an error.
 */
import { wordsIn, type Wanted } from './search-text.ts';

/** A day of the calendar; what lies beyond a month counts on into the next. */
export interface Day {
  readonly year: number;
  /** From 1. */
  readonly month: number;
  readonly day: number;
}

export interface SearchQuery extends Wanted {
  /** Names, as typed; several of one kind widen one another. */
  readonly from: readonly string[];
  readonly in: readonly string[];
  /** Older than the beginning of this day. */
  readonly before: Day | null;
  /** Not older than the beginning of this day. */
  readonly since: Day | null;
  /** Operators whose date cannot be read, as typed; they count for nothing. */
  readonly unreadable: readonly string[];
}

/** Another search that finds at least as much. */
export interface WiderSearch {
  readonly query: string;
  /** What it leaves out, as typed. */
  readonly without: string;
  readonly kind: 'operator' | 'quotes' | 'word';
}

interface Part {
  readonly kind: 'from' | 'in' | 'before' | 'after' | 'phrase' | 'word';
  readonly value: string;
  /** As typed. */
  readonly raw: string;
}

/** A quote that is not closed yet reaches to the end. */
const PART = /(from|in|before|after):(?:"([^"]*)"?|(\S*))|"([^"]*)"?|\S+/giu;
const DATE = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/;

export function parseSearch(typed: string): SearchQuery {
  const parts = partsOf(typed);
  const valuesOf = (kind: Part['kind']) =>
    parts.filter((part) => part.kind === kind).map(({ value }) => value);
  const before = valuesOf('before').flatMap((value) => readPeriod(value)?.start ?? []);
  const since = valuesOf('after').flatMap((value) => readPeriod(value)?.next ?? []);
  return {
    words: valuesOf('word').flatMap(wordsOf),
    phrases: valuesOf('phrase')
      .map(wordsOf)
      .filter(({ length }) => length > 0),
    from: valuesOf('from').filter(Boolean),
    in: valuesOf('in').filter(Boolean),
    before: before.sort(compareDays)[0] ?? null,
    since: since.sort(compareDays).at(-1) ?? null,
    unreadable: parts
      .filter(({ kind, value }) => ['before', 'after'].includes(kind) && value !== '' && !readPeriod(value))
      .map(({ raw }) => raw),
  };
}

/** Whether there is anything to look for. */
export const isNothing = (query: SearchQuery): boolean =>
  [query.words, query.phrases, query.from, query.in].every(({ length }) => length === 0) &&
  query.before === null &&
  query.since === null;

/** [U44] What to try when nothing was found: one part less each. */
export function widerSearches(typed: string): WiderSearch[] {
  const parts = partsOf(typed);
  const words = parts.filter(({ kind }) => kind === 'word');
  return parts.flatMap((part): WiderSearch[] => {
    const { kind, raw } = part;
    const query = (instead: string) =>
      parts
        .map((one) => (one === part ? instead : one.raw))
        .filter(Boolean)
        .join(' ');
    if (kind === 'phrase') return [{ kind: 'quotes', without: raw, query: query(part.value) }];
    if (kind !== 'word')
      return parts.length > 1 ? [{ kind: 'operator', without: raw, query: query('') }] : [];
    return words.length > 1 ? [{ kind: 'word', without: raw, query: query('') }] : [];
  });
}

function partsOf(typed: string): Part[] {
  const straight = typed.replace(/[“”„«»]/g, '"');
  return [...straight.matchAll(PART)].map(({ 0: raw, 1: operator, 2: quoted, 3: bare, 4: phrase }): Part => {
    if (operator !== undefined)
      return { kind: operator.toLowerCase() as Part['kind'], value: (quoted ?? bare ?? '').trim(), raw };
    return phrase === undefined ? { kind: 'word', value: raw, raw } : { kind: 'phrase', value: phrase, raw };
  });
}

const wordsOf = (text: string): string[] => wordsIn(text).map(({ word }) => word);

/** A year, a month or a day: its first day, and the one after its last. */
function readPeriod(value: string): { start: Day; next: Day } | null {
  const [, year, month, day] = DATE.exec(value)?.map(Number) ?? [];
  if (year === undefined || month === 0 || month! > 12 || day === 0 || day! > 31) return null;
  const start = { year, month: month || 1, day: day || 1 };
  if (day) return { start, next: { ...start, day: day + 1 } };
  return { start, next: month ? { ...start, month: month + 1 } : { ...start, year: year + 1 } };
}

const compareDays = (a: Day, b: Day): number => a.year - b.year || a.month - b.month || a.day - b.day;
