import { expect, test } from 'vitest';
import { Faults } from './faults.ts';

function faultsWith(lines: object[]) {
  let now = 0;
  const write = (line: object) => void lines.push(line);
  const faults = new Faults({ warn: write, error: write } as never, () => now);
  return { faults, pass: (ms: number) => void (now += ms) };
}

test('a million of one kind are counted and fill no log', () => {
  const lines: object[] = [];
  const { faults, pass } = faultsWith(lines);
  for (let at = 0; at < 1_000_000; at++) faults.report('malformed-frame', { user: 'mallory' });
  expect(faults.count('malformed-frame')).toBe(1_000_000);
  expect(lines).toHaveLength(20);
  expect(lines[0]).toEqual({ event: 'malformed-frame', user: 'mallory', count: 1 });
  pass(60_000);
  faults.report('malformed-frame');
  expect(lines[20]).toEqual({ event: 'malformed-frame', count: 1_000_001, unsaid: 999_980 });
});

test('one kind does not silence another', () => {
  const lines: object[] = [];
  const { faults } = faultsWith(lines);
  for (let at = 0; at < 100; at++) faults.report('malformed-frame');
  faults.report('unexpected', { reason: 'a mistake' });
  expect(lines.at(-1)).toEqual({ event: 'unexpected', reason: 'a mistake', count: 1 });
});
