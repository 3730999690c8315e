import { expect, test } from 'vitest';
import { isNothing, parseSearch, widerSearches } from './search-query.ts';

test('words, words in a row and operators are told apart', () => {
  expect(parseSearch('Gate "East Side" from:ada in:"Ridge team" FROM:ben')).toEqual({
    words: ['gate'],
    phrases: [['east', 'side']],
    from: ['ada', 'ben'],
    in: ['Ridge team'],
    before: null,
    since: null,
    unreadable: [],
  });
});

test('what is no operator is a word', () => {
  expect(parseSearch('http://x.example note:this').words).toEqual(['http', 'x', 'example', 'note', 'this']);
});

test('what is still being typed is no error', () => {
  expect(isNothing(parseSearch('from: "'))).toBe(true);
  expect(parseSearch('"east ga').phrases).toEqual([['east', 'ga']]);
  expect(parseSearch('in:"Ridge te').in).toEqual(['Ridge te']);
});

test('typographic quotes are quotes', () => {
  expect(parseSearch('“east gate”').phrases).toEqual([['east', 'gate']]);
});

test.each([
  ['before:2026-05-03', { before: { year: 2026, month: 5, day: 3 }, since: null }],
  ['after:2026-05-03', { before: null, since: { year: 2026, month: 5, day: 4 } }],
  ['before:2026-05', { before: { year: 2026, month: 5, day: 1 }, since: null }],
  ['after:2026-12', { before: null, since: { year: 2026, month: 13, day: 1 } }],
  ['after:2025', { before: null, since: { year: 2026, month: 1, day: 1 } }],
])('%s excludes the day, month or year it names', (typed, days) => {
  expect(parseSearch(typed)).toMatchObject(days);
});

test('of several dates the narrowest holds', () => {
  expect(parseSearch('before:2026-05-03 before:2025-01-01')).toMatchObject({ before: { year: 2025 } });
});

test('a date that cannot be read is said and counts for nothing', () => {
  const query = parseSearch('before:yesterday after:2026-13-01');
  expect(query).toMatchObject({ before: null, since: null });
  expect(query.unreadable).toEqual(['before:yesterday', 'after:2026-13-01']);
});

test('[U44] wider searches leave out one part each', () => {
  expect(widerSearches('east gate from:ada "two words"')).toEqual([
    { kind: 'word', without: 'east', query: 'gate from:ada "two words"' },
    { kind: 'word', without: 'gate', query: 'east from:ada "two words"' },
    { kind: 'operator', without: 'from:ada', query: 'east gate "two words"' },
    { kind: 'quotes', without: '"two words"', query: 'east gate from:ada two words' },
  ]);
  expect(widerSearches('gate')).toEqual([]);
});
