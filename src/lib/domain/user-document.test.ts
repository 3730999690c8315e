import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { ada, groupId, id } from '../../../tests/convergence/people.ts';
import { clientIdFor } from './client-id.ts';
import type { DeviceId, GroupId } from './ids.ts';
import {
  groupOfPositionKey,
  isPosition,
  readPosition,
  readPositions,
  setReadPosition,
} from './user-document.ts';

const [phone, laptop] = [id<DeviceId>('phone'), id<DeviceId>('laptop')];
const south = id<GroupId>('south');

function device(random32: number): Y.Doc {
  const doc = new Y.Doc();
  doc.clientID = clientIdFor(ada.slot, random32);
  return doc;
}
function exchange(a: Y.Doc, b: Y.Doc): void {
  const [fromA, fromB] = [Y.encodeStateAsUpdate(a), Y.encodeStateAsUpdate(b)];
  Y.applyUpdate(a, fromB);
  Y.applyUpdate(b, fromA);
}

describe('[S6] a read position', () => {
  test('is 0 before anything was read', () => {
    expect(readPosition(device(1), groupId)).toBe(0);
  });

  test.each([
    [1, 2],
    [2, 1],
  ])('is the highest of a person\u2019s devices, whichever client id is higher (%i, %i)', (one, other) => {
    const [a, b] = [device(one), device(other)];
    setReadPosition(a, groupId, phone, 9);
    setReadPosition(b, groupId, laptop, 4);
    exchange(a, b);
    expect([readPosition(a, groupId), readPosition(b, groupId)]).toEqual([9, 9]);
  });

  test('never goes back', () => {
    const doc = device(1);
    setReadPosition(doc, groupId, phone, 9);
    let updates = 0;
    doc.on('update', () => updates++);
    for (const seq of [9, 8, 0]) setReadPosition(doc, groupId, phone, seq);
    setReadPosition(doc, groupId, laptop, 5);
    expect([readPosition(doc, groupId), updates]).toEqual([9, 0]);
    setReadPosition(doc, groupId, laptop, 10);
    expect([readPosition(doc, groupId), updates]).toEqual([10, 1]);
  });

  test('is one for each group, and a group whose id begins like another\u2019s is another', () => {
    const doc = device(1);
    setReadPosition(doc, groupId, phone, 3);
    setReadPosition(doc, south, phone, 7);
    expect([readPosition(doc, groupId), readPosition(doc, south)]).toEqual([3, 7]);
    expect(readPosition(doc, groupId.slice(0, 8) as GroupId)).toBe(0);
  });
});

test('one group read over and over, by one session, leaves two structs', () => {
  const doc = device(1);
  for (let seq = 1; seq <= 1_000; seq++) setReadPosition(doc, groupId, phone, seq);
  expect(doc.store.clients.get(doc.clientID)).toHaveLength(2);
  expect(readPositions(doc).size).toBe(1);
});

test.each([
  [`${groupId}/${phone}`, groupId],
  [`dm-${'a'.repeat(22)}/${phone}`, `dm-${'a'.repeat(22)}`],
  [groupId, null],
  [`${groupId}/`, null],
  [`/${phone}`, null],
  [`${groupId}/${phone}/x`, null],
  [`${groupId}/${phone}\n`, null],
  ['', null],
  ['__proto__', null],
])('the key %j belongs to the group %j', (key, group) => {
  expect(groupOfPositionKey(key)).toBe(group);
});

test.each([
  [0, true],
  [1, true],
  [Number.MAX_SAFE_INTEGER, true],
  [-1, false],
  [0.5, false],
  [NaN, false],
  [Infinity, false],
  [2 ** 53, false],
  ['1', false],
  [1n, false],
  [null, false],
  [undefined, false],
  [[1], false],
])('%s as a position: %s', (value, is) => {
  expect(isPosition(value)).toBe(is);
});
