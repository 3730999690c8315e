import { expect, test } from 'vitest';
import { hereWords, typingWords } from './presence-words.ts';

test.each([
  [[], ''],
  [['Ben'], 'Ben is writing…'],
  [['Ben', 'Cai'], 'Ben and Cai are writing…'],
  [['Ben', 'Cai', 'Dan'], 'Ben, Cai and 1 more are writing…'],
  [['Ben', 'Cai', 'Dan', 'Eva'], 'Ben, Cai and 2 more are writing…'],
])('%j write: “%s”', (names, words) => expect(typingWords(names)).toBe(words));

test.each([
  [[], 5, ''],
  [['online'], 2, 'online'],
  [['away'], 2, 'away'],
  [['online'], 5, '1 here now'],
  [['online', 'online', 'away'], 5, '2 here now, 1 away'],
  [['away', 'away'], 5, '2 away'],
] as const)('%j of %i members: “%s”', (others, members, words) =>
  expect(hereWords(others, members)).toBe(words),
);
