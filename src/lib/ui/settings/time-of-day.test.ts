import { expect, test } from 'vitest';
import { minutesToTime, timeToMinutes } from './time-of-day.ts';

test.each([
  [0, '00:00'],
  [365, '06:05'],
  [1_439, '23:59'],
])('%i minutes are %s, and back', (minutes, time) => {
  expect([minutesToTime(minutes), timeToMinutes(time)]).toEqual([time, minutes]);
});

test.each(['', '24:00', '6:05', '12:60'])('“%s” is no time', (time) =>
  expect(timeToMinutes(time)).toBeNull(),
);
