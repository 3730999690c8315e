import { expect, test } from 'vitest';
import { coverageWords } from './coverage-words.ts';

const NOW = Date.parse('2026-05-20T12:00:00');

test.each([
  [Date.parse('2026-05-20T09:00:00'), 'On this device, since today'],
  [Date.parse('2026-05-19T09:00:00'), 'On this device, since yesterday'],
  [null, 'There are no messages on this device yet'],
])('[U41] what begins at %s is said so', (since, words) => {
  expect(coverageWords(since, NOW)).toBe(words);
});

test('[U41] an older beginning is a date', () => {
  expect(coverageWords(Date.parse('2025-05-03T09:00:00'), NOW)).toContain('2025');
});
