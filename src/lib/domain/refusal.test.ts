import { expect, test } from 'vitest';
import { TEXT_MAX } from './limits.ts';
import { REFUSALS, refusalSentence, type Refusal } from './refusal.ts';

test('every refusal is one sentence that a person can read', () => {
  const refusals = Object.keys(REFUSALS) as Refusal[];
  expect(refusals.length).toBeGreaterThan(5);
  for (const refusal of refusals) expect(refusalSentence(refusal)).toMatch(/^[A-Z][^.]+\.$/);
});

test('the sentence about length names the limit that is kept', () => {
  expect(refusalSentence('too-long')).toContain(TEXT_MAX.toLocaleString('en'));
});
