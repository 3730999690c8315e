import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { ada } from '../../../tests/convergence/people.ts';
import { volumeOf } from './group-document.ts';
import { encodeEvents, EVENTS_MAX, readEvents, tellsOfThePast, type GroupEvent } from './group-events.ts';

const event = (at: number): GroupEvent => ({ what: 'renamed', by: ada.userId, at, after: 0, name: `${at}` });
const numbers = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => from + at);

/** A volume that has had so many events, written some at a time. */
function volumeWith(total: number, atOnce: number): Y.Doc {
  const doc = new Y.Doc();
  volumeOf(doc);
  for (let count = 0; count < total; count += atOnce)
    Y.applyUpdate(doc, encodeEvents(numbers(count, Math.min(count + atOnce, total)).map(event), count));
  return doc;
}
const timesIn = (doc: Y.Doc) => readEvents(volumeOf(doc).events).map(({ at }) => at);

describe('events of a volume', () => {
  test('stand in the order written, however they arrive', () => {
    const doc = new Y.Doc();
    const updates = numbers(0, 4).map((count) => encodeEvents([event(count)], count));
    for (const update of [...updates].reverse()) Y.applyUpdate(doc, update);
    expect(timesIn(doc)).toEqual([0, 1, 2, 3]);
    expect(doc.store.pendingStructs).toBeNull();
  });

  test.each([1, 7, EVENTS_MAX, EVENTS_MAX + 30])('are the newest only, written %i at a time', (atOnce) => {
    const total = 2 * EVENTS_MAX + 50;
    const doc = volumeWith(total, atOnce);
    expect(timesIn(doc)).toEqual(numbers(total - EVENTS_MAX, total));
    // What it keeps of the others does not grow.
    expect(Y.encodeStateAsUpdate(doc).length).toBeLessThan(100 * EVENTS_MAX);
  });

  test('of a later version are passed over', () => {
    const doc = new Y.Doc();
    const later = { ...event(0), what: 'merged' } as unknown as GroupEvent;
    Y.applyUpdate(doc, encodeEvents([later, event(1)], 0));
    expect(timesIn(doc)).toEqual([1]);
  });

  test('[S21] tell who comes later nothing but who came', () => {
    expect(tellsOfThePast('joined')).toBe(false);
    expect(tellsOfThePast('left')).toBe(true);
  });
});
