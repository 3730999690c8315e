import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { clientIdFor, MAX_SLOT, SERVER_CLIENT, slotOf } from './client-id.ts';

test.each([
  [1, 0],
  [1, 2 ** 32 - 1],
  [2, 1],
  [MAX_SLOT, 0],
  [MAX_SLOT, 2 ** 32 - 1],
])('the slot of a client id made for slot %i with %i is that slot', (slot, random32) => {
  expect(slotOf(clientIdFor(slot, random32))).toBe(slot);
});

test('no two slots share a client id', () => {
  expect(clientIdFor(1, 2 ** 32 - 1)).toBeLessThan(clientIdFor(2, 0));
});

test('the largest client id is one that JavaScript holds exactly', () => {
  expect(clientIdFor(MAX_SLOT, 2 ** 32 - 1)).toBe(Number.MAX_SAFE_INTEGER);
});

test('random bits are read as unsigned, however the caller got them', () => {
  expect(clientIdFor(1, -1)).toBe(clientIdFor(1, 2 ** 32 - 1));
});

test.each([0, -1, 1.5, NaN, Infinity, MAX_SLOT + 1])('%d is no slot of a person', (slot) => {
  expect(() => clientIdFor(slot, 1)).toThrow(RangeError);
});

test('slot 0, all plain 32-bit ids, is the server\u2019s', () => {
  for (const client of [SERVER_CLIENT, 0, 2 ** 32 - 1, new Y.Doc().clientID]) expect(slotOf(client)).toBe(0);
});

test('Yjs carries the largest client id from one document to another', () => {
  const [from, to] = [new Y.Doc(), new Y.Doc()];
  from.clientID = clientIdFor(MAX_SLOT, 2 ** 32 - 1);
  from.getArray('messages').push([1]);
  Y.applyUpdate(to, Y.encodeStateAsUpdate(from));
  expect(Y.getState(to.store, from.clientID)).toBe(1);
});
