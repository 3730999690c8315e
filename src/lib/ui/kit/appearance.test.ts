import { expect, test } from 'vitest';
import { hueOf, initialsOf } from './appearance.ts';

test.each([
  ['ben okafor', 'BO'],
  ['Pumps and wells', 'PW'],
  ['Safety', 'SA'],
  ['  x ', 'X'],
  ['', ''],
  ['😀 team', '😀T'],
])('the initials of “%s” are %s', (name, initials) => expect(initialsOf(name)).toBe(initials));

test('a colour stays with an id, and ids spread over the colours', () => {
  expect(hueOf('ada')).toBe(hueOf('ada'));
  const hues = new Set(Array.from({ length: 200 }, (_, at) => hueOf(`person-${at}`)));
  expect(hues.size).toBe(8);
});
