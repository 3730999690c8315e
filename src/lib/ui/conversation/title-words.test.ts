import { expect, test } from 'vitest';
import { titleWords } from './title-words.ts';

test.each([
  ['', 0, 'Cairn'],
  ['', 3, '(3) Cairn'],
  ['Ridge team', 0, 'Ridge team · Cairn'],
  ['Ridge team', 99, '(99) Ridge team · Cairn'],
  ['Ridge team', 100, '(99+) Ridge team · Cairn'],
])('[U39] [U43] the title of “%s” with %i unread', (on, unread, title) =>
  expect(titleWords(on, unread)).toBe(title),
);
