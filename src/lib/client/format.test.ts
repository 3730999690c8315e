import { describe, expect, test } from 'vitest';
import { format, formatFor } from './format.ts';
import { spoken } from './spoken.svelte.ts';

const at = (iso: string) => Date.parse(iso);

describe('dates and times', () => {
  const british = formatFor('en-GB', 'Europe/London');
  const now = at('2026-11-20T15:00:00Z');

  test('a day is named by its distance as long as that is clear', () => {
    const names = [
      '2026-11-20T00:00Z',
      '2026-11-19T23:59Z',
      '2026-11-16T12:00Z',
      '2026-11-13T12:00Z',
      '2025-11-20T12:00Z',
    ];
    expect(names.map((name) => british.day(at(name), now))).toEqual([
      'Today',
      'Yesterday',
      'Monday',
      '13 November',
      '20 November 2025',
    ]);
  });

  test('the list is short: a time today, a weekday this week, a date before', () => {
    const times = ['2026-11-20T09:05Z', '2026-11-19T09:05Z', '2026-05-03T12:00Z', '2025-05-03T12:00Z'];
    expect(times.map((time) => british.brief(at(time), now))).toEqual([
      '09:05',
      'Thu',
      '3 May',
      '3 May 2025',
    ]);
  });

  test('a moment names its day only when that is not today', () => {
    expect(british.moment(at('2026-11-20T09:05Z'), now)).toBe('09:05');
    expect(british.moment(at('2026-11-19T09:05Z'), now)).toBe('Thu 09:05');
  });

  test('a clock that runs ahead gives a date and never a wrong weekday', () => {
    expect(british.day(at('2026-11-22T09:05Z'), now)).toBe('22 November');
  });

  test('[U14] the day is that of the time zone, also when a day has 23 or 25 hours', () => {
    const berlin = formatFor('en-GB', 'Europe/Berlin');
    expect(berlin.dayKey(at('2026-11-20T23:30Z'))).toBe(berlin.dayKey(at('2026-11-21T10:00Z')));
    // Clocks went forward on 29 March and back on 25 October 2026.
    for (const [before, after] of [
      ['2026-03-28T23:30+01:00', '2026-03-29T23:30+02:00'],
      ['2026-10-24T23:30+02:00', '2026-10-25T23:30+01:00'],
    ] as const)
      expect(berlin.day(at(before), at(after))).toBe('Yesterday');
  });

  test('[U54] the hour is written as it is where the reader lives', () => {
    const morning = at('2026-11-20T09:05Z');
    expect(formatFor('en-US', 'Europe/London').time(morning)).toMatch(/^9:05\sAM$/);
    expect(british.time(morning)).toBe('09:05');
  });

  test('[U54] other languages by Intl alone', () => {
    const german = formatFor('de-DE', 'Europe/Berlin');
    expect(german.day(now, now)).toBe('Heute');
    expect(german.day(at('2026-11-19T12:00Z'), now)).toBe('Gestern');
    expect(formatFor('ar-EG', 'Africa/Cairo').dayKey(now)).toBe(british.dayKey(now));
  });

  test('[U54] what is shown follows the language that is spoken', () => {
    spoken.language = 'de';
    expect([format.number(12_345), format.list(['Ada', 'Ben', 'Cai'])]).toEqual([
      '12.345',
      'Ada, Ben und Cai',
    ]);
    spoken.language = 'ar';
    expect(format.day(now, now)).toBe('اليوم');
    spoken.language = 'en';
    expect(format.day(now, now)).toBe('Today');
  });
});
