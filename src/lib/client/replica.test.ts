import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import type * as Y from 'yjs';
import { slotOf } from '#domain/client-id.ts';
import type { LineEvents } from './line.ts';
import { Replica, type Salvage } from './replica.ts';
import type { Wire } from './wire.ts';

const SLOT = 3;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Nobody's wire: it notes what is attached. */
class DeadWire {
  readonly attached: { readonly doc: Y.Doc; readonly events: LineEvents; isClosed: boolean }[] = [];
  expecting = 0;

  expect(): () => void {
    this.expecting++;
    return () => this.expecting--;
  }

  attach(_name: string, doc: Y.Doc, events: LineEvents) {
    const line = { doc, events, isClosed: false, isDenied: false, close: () => (line.isClosed = true) };
    this.attached.push(line);
    return line;
  }

  get open() {
    return this.attached.filter(({ isClosed }) => !isClosed);
  }
}

const messagesOf = (doc: Y.Doc): Y.Array<string> => doc.getArray('messages');
const salvageTexts: Salvage = (from, to) => messagesOf(to).push(messagesOf(from).toArray());

async function open(options: { salvage?: Salvage; onStuck?(): void } = {}) {
  const wire = new DeadWire();
  const replica = new Replica({
    name: 'group/ridge/1',
    slot: SLOT,
    wire: wire as unknown as Wire,
    disk: null,
    salvage: salvageTexts,
    ...options,
  });
  onTestFinished(() => replica.close());
  await replica.loaded;
  return { wire, replica };
}

test('a reset document is replaced by one of another client id, with what was salvaged', async () => {
  const { wire, replica } = await open();
  void replica.write(() => messagesOf(replica.doc).push(['unsent']));
  const before = replica.doc;
  const seen: string[][] = [];
  const stop = replica.observe(() => seen.push(messagesOf(replica.doc).toArray()));
  wire.open[0]!.events.onReset();
  expect(wire.open).toHaveLength(0);
  await vi.advanceTimersByTimeAsync(0);
  expect(replica.doc).not.toBe(before);
  expect(replica.doc.clientID).not.toBe(before.clientID);
  expect(slotOf(replica.doc.clientID)).toBe(SLOT);
  expect(wire.open.map(({ doc }) => doc)).toEqual([replica.doc]);
  expect(seen).toEqual([['unsent']]);
  void replica.write(() => messagesOf(replica.doc).push(['next']));
  expect(seen.at(-1)).toEqual(['unsent', 'next']);
  stop();
  void replica.write(() => messagesOf(replica.doc).push(['unheard']));
  expect(seen).toHaveLength(2);
  expect(wire.expecting).toBe(0);
});

test('nobody is told of a transaction that changes nothing', async () => {
  const { replica } = await open();
  const told = vi.fn();
  replica.observe(told);
  messagesOf(replica.doc);
  replica.doc.getMap('read for the first time');
  expect(told).not.toHaveBeenCalled();
  void replica.write(() => messagesOf(replica.doc).push(['new']));
  expect(told).toHaveBeenCalledOnce();
});

test('who is reset again and again is left alone after the third time, and attaches when asked to', async () => {
  const onStuck = vi.fn();
  const { wire, replica } = await open({ onStuck });
  for (const waitMs of [0, 2_000, 10_000]) {
    wire.open[0]!.events.onReset();
    await vi.advanceTimersByTimeAsync(Math.max(0, waitMs - 1));
    expect(wire.open).toHaveLength(waitMs === 0 ? 1 : 0);
    await vi.advanceTimersByTimeAsync(1);
    expect(wire.open).toHaveLength(1);
  }
  wire.open[0]!.events.onReset();
  await vi.advanceTimersByTimeAsync(600_000);
  expect(wire.attached).toHaveLength(4);
  expect(wire.open).toHaveLength(0);
  expect(replica.isStuck).toBe(true);
  expect(onStuck).toHaveBeenCalledOnce();
  replica.attach();
  expect(replica.isStuck).toBe(false);
  expect(wire.open).toHaveLength(1);
});

test('resets that lie far apart each are answered at once', async () => {
  const { wire } = await open();
  for (let time = 0; time < 6; time++) {
    wire.open[0]!.events.onReset();
    await vi.advanceTimersByTimeAsync(0);
    expect(wire.open).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(61_000);
  }
});

test('a salvage that throws leaves the document as it was, and detached', async () => {
  const broken = new Error('cannot read that');
  const onStuck = vi.fn();
  const { wire, replica } = await open({
    onStuck,
    salvage: () => {
      throw broken;
    },
  });
  const before = replica.doc;
  await expect(replica.rebuild()).rejects.toThrow(broken);
  expect(replica.doc).toBe(before);
  expect(wire.open).toHaveLength(0);
  expect(wire.expecting).toBe(0);
});
