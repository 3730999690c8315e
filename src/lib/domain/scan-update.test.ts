import { expect, test } from 'vitest';
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { ada, ben, cai, edit, message, reaction, session } from '../../../tests/convergence/people.ts';
import { createChance } from '../../../tests/support/chance.ts';
import { clientIdFor } from './client-id.ts';
import { encodeStructs } from './encode-update.ts';
import { STRUCTS_PER_UPDATE_MAX, VALUES_PER_UPDATE_MAX } from './limits.ts';
import { updateFault } from './scan-update.ts';

/** Sessions of three people in one document, with deletions, map keys and every kind of plain value. */
function conversation(): Y.Doc {
  const server = new Y.Doc();
  for (const [at, person] of [ada, ben, cai].entries()) {
    const { doc, messages, edits, reactions } = session(person, 1, Y.encodeStateAsUpdate(server));
    messages.push([message(person, `m${at}a`), message(person, `m${at}b`)]);
    edits.push([edit(person, `e${at}`, `m${at}a`)]);
    reactions.push([reaction(person, `r${at}`, 'm0a')]);
    doc
      .getArray('odd')
      .push([null, { none: undefined }, 1.5, 2 ** 40, -3, true, false, [1, [2]], { a: { b: 'ß' } }]);
    doc.getMap('read').set('key', at);
    doc.getMap('read').set('key', at + 1);
    messages.delete(0, 1);
    Y.applyUpdate(server, Y.encodeStateAsUpdate(doc));
  }
  return server;
}

test('an update that Yjs writes has no fault, whole or in part', () => {
  const doc = conversation();
  const whole = Y.encodeStateAsUpdate(doc);
  expect(Y.decodeUpdate(whole).structs.length).toBeGreaterThan(10);
  expect(updateFault(whole)).toBeNull();
  const vector = Y.encodeStateVector(session(ada, 2).doc);
  expect(updateFault(Y.encodeStateAsUpdate(doc, vector))).toBeNull();
  expect(updateFault(Y.encodeStateAsUpdate(new Y.Doc()))).toBeNull();
});

test('a bigint and bytes are stepped over as Yjs does', () => {
  const content = new Y.ContentAny([2n ** 40n, new Uint8Array(300), 0.1, 'x'.repeat(200)]);
  const item = new Y.Item(Y.createID(1, 0), null, null, null, null, 'odd' as never, null, content);
  expect(updateFault(encodeStructs([item, new Y.GC(Y.createID(2, 0), 7)], []))).toBeNull();
});

test('whatever passes, Yjs can read: 30,000 changed updates', () => {
  const good = Y.encodeStateAsUpdate(conversation());
  const chance = createChance(3);
  let passed = 0;
  for (let at = 0; at < 30_000; at++) {
    const changed = good.slice();
    for (let flips = chance.integer(1, 3); flips > 0; flips--)
      changed[chance.integer(0, changed.length - 1)] = chance.integer(0, 255);
    if (updateFault(changed) !== null) continue;
    passed++;
    try {
      Y.decodeUpdate(changed);
    } catch (error) {
      // Text that is no UTF-8 is the one thing that is not looked at.
      expect((error as Error).message, `at ${at}`).toMatch(/encoded data was not valid|not an integer/i);
    }
  }
  expect(passed).toBeGreaterThan(1_000);
});

test('[S28] two-byte structs by the million cost nothing', () => {
  const to = encoding.createEncoder();
  for (const number of [1, 2_000_000, clientIdFor(ada.slot, 1), 0]) encoding.writeVarUint(to, number);
  encoding.writeUint8Array(
    to,
    new Uint8Array(4_000_000).map((_, at) => at % 2),
  );
  const bytes = encoding.toUint8Array(to);
  const began = performance.now();
  expect(updateFault(bytes)).toBe('too many structs');
  expect(performance.now() - began).toBeLessThan(10_000);
});

test('[S28] values, ranges and sessions by the million cost nothing', () => {
  const values = encoding.createEncoder();
  for (const number of [1, 1, clientIdFor(ada.slot, 1), 0]) encoding.writeVarUint(values, number);
  for (const byte of [8, 1, 1, 120]) encoding.writeUint8(values, byte);
  encoding.writeVarUint(values, 3_000_000);
  encoding.writeUint8Array(values, new Uint8Array(3_000_000).fill(126));
  const ranges = encoding.createEncoder();
  for (const number of [0, 1, 1, 1_000_000]) encoding.writeVarUint(ranges, number);
  encoding.writeUint8Array(ranges, new Uint8Array(2_000_000));
  const sessions = encoding.createEncoder();
  encoding.writeVarUint(sessions, 1_000_000);
  encoding.writeUint8Array(sessions, new Uint8Array(3_000_000));
  const began = performance.now();
  expect(VALUES_PER_UPDATE_MAX).toBeLessThan(3_000_000);
  expect(STRUCTS_PER_UPDATE_MAX).toBeLessThan(1_000_000);
  expect(updateFault(encoding.toUint8Array(values))).toBe('too many values');
  expect(updateFault(encoding.toUint8Array(ranges))).toBe('too many structs');
  expect(updateFault(encoding.toUint8Array(sessions))).toBe('too many structs');
  expect(performance.now() - began).toBeLessThan(10_000);
});

test('[S28] a length beyond the end is a fault, wherever it stands', () => {
  const good = Y.encodeStateAsUpdate(conversation());
  for (let length = 0; length < good.length; length++)
    expect(updateFault(good.subarray(0, length)), String(length)).not.toBeNull();
  expect(updateFault(Uint8Array.of(...good, 0))).toBe('not an update');
});
