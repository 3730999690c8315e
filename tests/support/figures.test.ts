import { expect, test } from 'vitest';
import { readOptions } from './figures.ts';

test('options are read, and numbers have a default', () => {
  const options = readOptions(['kills'], { argv: ['--json', '--seed', '7', '--kills', '3'] });
  expect(options).toMatchObject({ json: true, isLong: false, seed: 7 });
  expect(options.number('kills', 9)).toBe(3);
  expect(readOptions(['kills'], { argv: [] }).number('kills', 9)).toBe(9);
});

test('without a seed one is drawn, so that it can be printed and repeated', () => {
  expect(Number.isInteger(readOptions([], { argv: [] }).seed)).toBe(true);
});

test('a text is taken as it stands', () => {
  const options = readOptions([], { texts: ['only'], argv: ['--only', 'ack,gate'] });
  expect(options.text('only')).toBe('ack,gate');
  expect(readOptions([], { texts: ['only'], argv: [] }).text('only')).toBeUndefined();
});
