import { describe, expect, test } from 'vitest';
import type { GroupEvent } from '#domain/group-events.ts';
import type { UserId } from '#domain/ids.ts';
import { eventLines } from './event-lines.ts';

const DAY = 86_400_000;
const happened = (what: GroupEvent['what'], by: string, people: string[] = [], day = 0): GroupEvent => ({
  what,
  by: by as UserId,
  at: day * DAY,
  after: 0,
  people: people as UserId[],
});
const linesOf = (...events: GroupEvent[]) =>
  eventLines(events, { day: '0', dayKey: (at) => String(at / DAY) });

describe('lines of what happened', () => {
  test('say once that several joined, whoever they are', () => {
    const lines = linesOf(happened('joined', 'ben'), happened('joined', 'cai'), happened('left', 'cai'));
    expect(lines.map(({ what, by }) => [what, ...by])).toEqual([
      ['joined', 'ben', 'cai'],
      ['left', 'cai'],
    ]);
  });

  test('say once whom one person added, and not whom another did', () => {
    const lines = linesOf(
      happened('added', 'ada', ['ben']),
      { ...happened('added', 'ada', ['ben', 'cai']), others: 3 },
      happened('added', 'ben', ['dora']),
    );
    expect(lines.map(({ by, people, others }) => [by[0], people.join(), others])).toEqual([
      ['ada', 'ben,cai', 3],
      ['ben', 'dora', 0],
    ]);
  });

  test('[U14] begin a day where it begins', () => {
    const lines = linesOf(
      happened('joined', 'ben'),
      happened('joined', 'cai', [], 1),
      happened('left', 'cai', [], 1),
    );
    expect(lines.map(({ startsDay }) => startsDay)).toEqual([false, true, false]);
  });

  test('never say in one what was a change each', () => {
    expect(linesOf(happened('renamed', 'ada'), happened('renamed', 'ada'))).toHaveLength(2);
  });
});
