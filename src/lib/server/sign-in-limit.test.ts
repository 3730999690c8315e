import { expect, it } from 'vitest';
import { createSignInLimit, FAILURES_MAX, WINDOW_MS } from './sign-in-limit.ts';

const fail = (limit: ReturnType<typeof createSignInLimit>, person: string, address: string): boolean =>
  'giveBack' in limit.take(person, address);

it('allows ten failures of one person from one address, then says when to come back', () => {
  let now = 0;
  const limit = createSignInLimit(() => now);
  for (let at = 0; at < 10; at += 1) expect(fail(limit, 'ada', '10.0.0.1')).toBe(true);
  now = 60_000;
  expect(limit.take('ada', '10.0.0.1')).toEqual({ retryAfterMs: WINDOW_MS - 60_000 });
  expect(fail(limit, 'ada', '10.0.0.2')).toBe(true);
  expect(fail(limit, 'ben', '10.0.0.1')).toBe(true);
  now = WINDOW_MS;
  expect(fail(limit, 'ada', '10.0.0.1')).toBe(true);
});

it('does not count what succeeded', () => {
  const limit = createSignInLimit(() => 0);
  for (let at = 0; at < 1_000; at += 1) {
    const attempt = limit.take('ada', '10.0.0.1');
    expect(attempt).toHaveProperty('giveBack');
    if ('giveBack' in attempt) attempt.giveBack();
  }
});

it('counts an attempt before it is answered, so that many at once are not all let through', () => {
  const limit = createSignInLimit(() => 0);
  const attempts = Array.from({ length: 50 }, () => limit.take('ada', '10.0.0.1'));
  expect(attempts.filter((attempt) => 'giveBack' in attempt)).toHaveLength(FAILURES_MAX.pair);
});

it('limits a person over all addresses, and an address over all people', () => {
  const limit = createSignInLimit(() => 0);
  const from = Array.from({ length: 150 }, (_, at) => fail(limit, 'ada', `10.0.0.${at}`));
  expect(from.filter(Boolean)).toHaveLength(FAILURES_MAX.person);
  const people = Array.from({ length: 300 }, (_, at) => fail(limit, `p${at}`, '10.9.9.9'));
  expect(people.filter(Boolean)).toHaveLength(FAILURES_MAX.address);
});
