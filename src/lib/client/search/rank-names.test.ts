import { expect, test } from 'vitest';
import { rankNames } from './rank-names.ts';

const NAMES = ['Ridge team', 'Team', 'Pumps and wells', 'Grid hosts', 'Ärztinnen'];
const rank = (typed: string) => rankNames(typed, NAMES, (name) => [name]);

test.each([
  ['team', ['Team', 'Ridge team']],
  ['pum we', ['Pumps and wells']],
  ['rdgtm', ['Ridge team']],
  ['arzt', ['Ärztinnen']],
  ['grid', ['Grid hosts']],
  ['zzz', []],
  ['?!', []],
  ['', NAMES],
])('[U36] "%s" finds %j', (typed, found) => {
  expect(rank(typed)).toEqual(found);
});

test('[U36] a thing may go by several names', () => {
  const people = [{ name: 'Ben Okafor', employeeId: 'N-17' }];
  expect(rankNames('n-1', people, ({ name, employeeId }) => [name, employeeId])).toEqual(people);
});
