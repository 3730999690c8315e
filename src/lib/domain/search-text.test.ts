import { expect, test } from 'vitest';
import { excerptOf, hasPhrase, wordsIn } from './search-text.ts';

const words = (text: string) => wordsIn(text).map(({ word }) => word);
const marked = (text: string, wanted: Parameters<typeof excerptOf>[1]) =>
  excerptOf(text, wanted)
    .map(({ text: part, isHit }) => (isHit ? `[${part}]` : part))
    .join('');

test('words have neither accents nor capitals, and keep their places', () => {
  expect(words('Čerpadlo, STRASSE; don’t!')).toEqual(['cerpadlo', 'strasse', 'don', 't']);
  expect(words('e\u0301te\u0301 = été')).toEqual(['ete', 'ete']);
  expect(wordsIn('a Äb')).toEqual([
    { word: 'a', start: 0, end: 1 },
    { word: 'ab', start: 2, end: 4 },
  ]);
});

test('scripts without spaces and emoji are taken character by character', () => {
  expect(words('会議は3時')).toEqual(['会', '議', 'は', '3', '時']);
  expect(words('gut 👍 so')).toEqual(['gut', '👍', 'so']);
});

test('a phrase is whole words in a row', () => {
  const text = wordsIn('The east gate is open, the gate is east.');
  expect(hasPhrase(text, ['east', 'gate'])).toBe(true);
  expect(hasPhrase(text, ['east', 'gat'])).toBe(false);
  expect(hasPhrase(text, [])).toBe(false);
});

test('[U18] an excerpt marks beginnings of words and phrases, and nothing else', () => {
  expect(marked('Pumps and pump two, no sump.', { words: ['pump'], phrases: [] })).toBe(
    '[Pumps] and [pump] two, no sump.',
  );
  expect(marked('gate east gate', { words: [], phrases: [['east', 'gate']] })).toBe('gate [east] [gate]');
});

test('[U18] an excerpt of a long text is where the first hit is', () => {
  const text = `${'before '.repeat(100)}needle ${'after '.repeat(100)}`;
  const excerpt = marked(text, { words: ['needle'], phrases: [] });
  expect(excerpt).toMatch(/^…(before )+\[needle\] (after ?)+…$/);
  expect(excerpt.length).toBeLessThan(240);
});

test('an excerpt cuts no character in two, and is one line', () => {
  const text = `${'😀'.repeat(300)}x`;
  expect(excerptOf(text, { words: [], phrases: [] }).every(({ text: part }) => part.isWellFormed())).toBe(
    true,
  );
  expect(marked('one\n\ntwo', { words: [], phrases: [] })).toBe('one two');
  expect(excerptOf('', { words: [], phrases: [] })).toEqual([]);
});
