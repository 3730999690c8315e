import { flushSync } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Connection, ConnectionState } from '#client/connection.svelte.ts';
import { CalmConnection } from './calm-connection.svelte.ts';

let end: () => void;
let calm: CalmConnection;
const raw = $state<{ state: ConnectionState; upToDateAt: number | null }>({
  state: 'connecting',
  upToDateAt: null,
});

/** What is said after the connection was in this state for so long. */
function after(state: ConnectionState, ms: number): ConnectionState | null {
  raw.state = state;
  flushSync();
  vi.advanceTimersByTime(ms);
  flushSync();
  return calm.state;
}

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
  raw.state = 'connecting';
  end = $effect.root(() => {
    calm = new CalmConnection(raw as Connection);
  });
  flushSync();
});
afterEach(() => {
  end();
  vi.useRealTimers();
});

test('[U30] being up to date is said at once, sending a message is not even mentioned', () => {
  expect(after('up to date', 1)).toBe('up to date');
  expect(after('syncing', 1_900)).toBe('up to date');
  expect(after('up to date', 1)).toBe('up to date');
});

test('[U30] what lasts two seconds is said', () => {
  after('up to date', 1);
  expect(after('offline', 1_999)).toBe('up to date');
  expect(after('offline', 1)).toBe('offline');
});

test('[U30] nothing that was said goes away before two seconds', () => {
  after('up to date', 5_000);
  expect(after('offline', 2_000)).toBe('offline');
  expect(after('up to date', 500)).toBe('offline');
  expect(after('up to date', 1_500)).toBe('up to date');
});

test('[U30] a network that comes and goes changes nothing', () => {
  after('up to date', 5_000);
  for (let times = 0; times < 5; times++) {
    expect(after('offline', 900)).toBe('up to date');
    expect(after('connecting', 900)).toBe('up to date');
  }
});
