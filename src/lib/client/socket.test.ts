import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Wire } from './wire.ts';

/** A socket as a dead network gives it: it never says anything, and nobody hears it close. */
class DeadSocket extends EventTarget {
  static readonly all: DeadSocket[] = [];
  readonly url: string;
  readyState = 0;
  close = vi.fn();
  send = vi.fn();

  constructor(url: string) {
    super();
    this.url = url;
    DeadSocket.all.push(this);
  }

  open(): void {
    this.readyState = 1;
    this.dispatchEvent(new Event('open'));
  }

  ping(): void {
    this.dispatchEvent(new MessageEvent('message', { data: Uint8Array.of(9).buffer }));
  }
}

let wire: Wire;
let statuses: string[];
const latest = () => DeadSocket.all.at(-1)!;

beforeEach(() => {
  vi.useFakeTimers();
  DeadSocket.all.length = 0;
  statuses = [];
  wire = new Wire(
    'ws://one.example/sync',
    () => Promise.resolve('a ticket'),
    { onStatus: (status) => void statuses.push(status), onSync: () => {} },
    DeadSocket,
  );
});
afterEach(() => {
  wire.close();
  vi.useRealTimers();
});

test('an attempt is given up after 10 s, and the next goes where the wire was told', async () => {
  await vi.advanceTimersByTimeAsync(9_999);
  expect(statuses).toEqual(['connecting']);
  wire.setUrl('ws://two.example/sync?epoch=2');
  await vi.advanceTimersByTimeAsync(1);
  expect(statuses).toEqual(['connecting', 'failed']);
  expect(latest().close).toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(statuses).toEqual(['connecting', 'failed', 'connecting']);
  expect(DeadSocket.all.map(({ url }) => url)).toEqual([
    'ws://one.example/sync',
    'ws://two.example/sync?epoch=2',
  ]);
});

test('attempts come at longer and longer intervals, up to 30 s', async () => {
  await vi.advanceTimersByTimeAsync(10 * 60_000);
  // Each takes 10 s and is followed by at most 30 s.
  expect(DeadSocket.all.length).toBeGreaterThanOrEqual(15);
  expect(DeadSocket.all.length).toBeLessThan(45);
});

test('a connection without a sign of life for 50 s is given up, one that is pinged is not', async () => {
  latest().open();
  for (let at = 0; at < 10; at++) {
    await vi.advanceTimersByTimeAsync(20_000);
    latest().ping();
  }
  expect(statuses).toEqual(['connecting', 'connected']);
  await vi.advanceTimersByTimeAsync(50_000);
  expect(statuses).toEqual(['connecting', 'connected', 'disconnected']);
  await vi.advanceTimersByTimeAsync(4_500);
  expect(DeadSocket.all).toHaveLength(2);
});

test('one that never says anything after opening is given up too', async () => {
  latest().open();
  await vi.advanceTimersByTimeAsync(50_000);
  expect(statuses).toEqual(['connecting', 'connected', 'disconnected']);
});

test('whoever leaves a dead connection is off it at once, and can connect anew', async () => {
  latest().open();
  latest().ping();
  wire.disconnect();
  expect(statuses).toEqual(['connecting', 'connected', 'disconnected']);
  await vi.advanceTimersByTimeAsync(120_000);
  expect(DeadSocket.all).toHaveLength(1);
  wire.connectNow();
  expect(DeadSocket.all).toHaveLength(2);
});

test.each([
  [0, 500],
  [0.5, 2_500],
  [0.75, 3_500],
])(
  'after a connection that was lost devices come back spread: of a draw of %d after %d ms',
  async (draw, ms) => {
    vi.spyOn(Math, 'random').mockReturnValue(draw);
    latest().open();
    latest().ping();
    latest().dispatchEvent(Object.assign(new Event('close'), { code: 1012, reason: 'restart' }));
    await vi.advanceTimersByTimeAsync(ms - 1);
    expect(DeadSocket.all).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(DeadSocket.all).toHaveLength(2);
    vi.restoreAllMocks();
  },
);
