import { describe, expect, test } from 'vitest';
import { REQUEST_RATES, RequestLimit, requestRates } from './request-limit.ts';

describe('request limit', () => {
  const { perSecond, burst } = REQUEST_RATES.token;

  test('a burst is taken, then it says when to come back, and then it is so', () => {
    let now = 0;
    const limit = new RequestLimit(
      () => REQUEST_RATES,
      () => now,
    );
    for (let at = 0; at < burst / 5; at++) expect(limit.take('token', 'weather', 5)).toBe(0);
    const waitMs = limit.take('token', 'weather', 5);
    expect(waitMs).toBeGreaterThan(0);
    expect(waitMs).toBeLessThanOrEqual((5 / perSecond) * 1_000);
    now += waitMs;
    expect(limit.take('token', 'weather', 5)).toBe(0);
  });

  test('one that asks too often costs no other anything', () => {
    const limit = new RequestLimit(
      () => REQUEST_RATES,
      () => 0,
    );
    while (limit.take('token', 'weather', 5) === 0);
    expect(limit.take('token', 'stock', 5)).toBe(0);
    expect(limit.take('person', 'weather', 5)).toBe(0);
  });

  test('keys are forgotten before they take up the memory', () => {
    let now = 0;
    const limit = new RequestLimit(
      () => REQUEST_RATES,
      () => now,
    );
    while (limit.take('address', 'busy', 5) === 0);
    for (let at = 0; at < 20_000; at++) limit.take('address', String(at), 1);
    // Too many to tell apart: the one that waited is let in again, and nothing grew.
    expect(limit.take('address', 'busy', 5)).toBe(0);
    now += 1;
  });

  test('the operator sets how many a second, and the burst goes along; what is not set stays', () => {
    expect(requestRates({})).toEqual(REQUEST_RATES);
    const { token, webhook } = requestRates({ token: 200 });
    expect(token).toEqual({ perSecond: 200, burst: 6_000 });
    expect(webhook).toEqual(REQUEST_RATES.webhook);
  });
});
