import { expect, test } from 'vitest';
import type { Person } from '#client/directory.svelte.ts';
import { suggestPeople } from './suggest-people.ts';

const person = (name: string, employeeId: string, active = true) =>
  ({ id: employeeId, name, employeeId, active }) as unknown as Person;
const people = [
  person('Ada Brandt', 'ada'),
  person('Ben Okafor', 'b.okafor'),
  person('Caí Müller', 'cai'),
  person('Bea Gone', 'bea', false),
];
const found = (query: string) =>
  suggestPeople(query, people, ({ name }) => name.startsWith('Ben'), 8).map(({ person: { name } }) => name);

test.each([
  ['', ['Ben Okafor', 'Ada Brandt', 'Caí Müller']],
  ['b', ['Ben Okafor', 'Ada Brandt']],
  ['oka', ['Ben Okafor']],
  ['b.ok', ['Ben Okafor']],
  ['mul', ['Caí Müller']],
  ['dan', []],
])('[U6] “%s” suggests %j: members first, nobody who has left', (query, names) =>
  expect(found(query)).toEqual(names),
);
