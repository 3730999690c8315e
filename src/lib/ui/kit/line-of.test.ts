import { expect, it } from 'vitest';
import { lineOf } from './line-of.ts';

const box = { width: 100, height: 12, most: 10 };

it('draws values from left to right, the most at the top', () => {
  expect(lineOf([0, 5, 10], box)).toEqual([
    { line: 'M0.0 11.0L50.0 6.0L100.0 1.0', area: 'M0.0 11.0L50.0 6.0L100.0 1.0L100.0 12L0.0 12Z' },
  ]);
});

it('breaks where there is nothing, and draws a dash for a value alone', () => {
  const lines = lineOf([null, 1, null, 2, 3], box).map(({ line }) => line);
  expect(lines).toEqual(['M12.5 10.0L37.5 10.0', 'M75.0 9.0L100.0 8.0']);
});

it('draws nothing of nothing, and a level line of zeros', () => {
  expect(lineOf([null, null], box)).toEqual([]);
  expect(lineOf([0, 0], { ...box, most: 0 })[0]!.line).toBe('M0.0 11.0L100.0 11.0');
  expect(lineOf([4], box)[0]!.line).toBe('M0.0 7.0L50.0 7.0');
});
