import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { ada, groupId, id } from '../../../tests/convergence/people.ts';
import { clientIdFor } from './client-id.ts';
import type { DeviceId, GroupId } from './ids.ts';
import { DRAFTS_SIZE_MAX, TEXT_MAX } from './limits.ts';
import {
  bringPersonal,
  deliveredPositions,
  draftsIn,
  draftsSize,
  groupOfPositionKey,
  listPlace,
  listPlaces,
  isPosition,
  preferences,
  readDraft,
  readPosition,
  readPositions,
  setDraft,
  setReadPosition,
  setUnreadMark,
  showsReceipts,
  shownPosition,
  unreadMark,
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

describe('[S7] marked unread', () => {
  test('it is unread from there on, on every device, while the highest number stays what it is', () => {
    const [a, b] = [device(1), device(2)];
    setReadPosition(a, groupId, phone, 9);
    setUnreadMark(a, groupId, phone, 4);
    exchange(a, b);
    for (const doc of [a, b])
      expect([shownPosition(doc, groupId), readPosition(doc, groupId)]).toEqual([4, 9]);
  });

  test('wins once: read after it, it is read', () => {
    const doc = device(1);
    setReadPosition(doc, groupId, phone, 9);
    setUnreadMark(doc, groupId, phone, 4);
    setUnreadMark(doc, groupId, laptop, null);
    expect(shownPosition(doc, groupId)).toBe(9);
    setReadPosition(doc, groupId, phone, 12);
    expect(shownPosition(doc, groupId)).toBe(12);
  });

  test('the later of two counts, whichever device it was and whichever client id is higher', () => {
    for (const [one, other] of [
      [1, 2],
      [2, 1],
    ] as const) {
      const [a, b] = [device(one), device(other)];
      setReadPosition(a, groupId, phone, 9);
      setUnreadMark(a, groupId, phone, 4);
      exchange(a, b);
      setUnreadMark(b, groupId, laptop, 6);
      exchange(a, b);
      expect([shownPosition(a, groupId), shownPosition(b, groupId)]).toEqual([6, 6]);
    }
  });

  test('of two made apart the one that leaves more unread counts, and one counts more than none', () => {
    const [a, b, c] = [device(1), device(2), device(3)];
    setReadPosition(a, groupId, phone, 9);
    setUnreadMark(a, groupId, phone, 6);
    setUnreadMark(b, groupId, laptop, 4);
    setUnreadMark(c, groupId, id<DeviceId>('tablet'), null);
    exchange(a, b);
    exchange(b, c);
    expect([unreadMark(b, groupId), unreadMark(c, groupId)]).toEqual([
      [1, 4],
      [1, 4],
    ]);
  });

  test('is of its group only, and never makes more read than is', () => {
    const doc = device(1);
    setReadPosition(doc, groupId, phone, 9);
    setReadPosition(doc, south, phone, 9);
    setUnreadMark(doc, groupId, phone, 20);
    expect([shownPosition(doc, groupId), shownPosition(doc, south)]).toEqual([9, 9]);
  });
});

test('a replica that takes another\u2019s place has everything the person has said', () => {
  const [from, to] = [device(1), device(2)];
  setReadPosition(from, groupId, phone, 9);
  setReadPosition(to, groupId, phone, 5);
  deliveredPositions(from).set(`${groupId}/${phone}`, 11);
  setUnreadMark(from, groupId, phone, 4);
  preferences(from).set('receipts', false);
  listPlaces(from).set(groupId, 'pinned');
  for (let times = 0; times < 2; times++) bringPersonal(from, to);
  expect(readPosition(to, groupId)).toBe(9);
  expect(deliveredPositions(to).toJSON()).toEqual(deliveredPositions(from).toJSON());
  expect([shownPosition(to, groupId), showsReceipts(to)]).toEqual([4, false]);
  expect([listPlace(to, groupId), listPlace(to, south)]).toEqual(['pinned', 'listed']);
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

describe('[U4] a draft', () => {
  const draft = (text: string) => ({ text, replyTo: null });

  test('is on all devices the one written last, of those that know of one another', () => {
    const [a, b] = [device(1), device(2)];
    expect(readDraft(a, groupId)).toEqual([0, '', null]);
    setDraft(a, groupId, phone, draft('half a sen'));
    exchange(a, b);
    expect(setDraft(b, groupId, laptop, draft('half a sentence'))).toBe(2);
    exchange(a, b);
    expect(readDraft(a, groupId)).toEqual([2, 'half a sentence', null]);
    expect(readDraft(a, south)).toEqual([0, '', null]);
  });

  test('of two written apart the same one stands everywhere, until one goes on', () => {
    const [a, b] = [device(1), device(2)];
    setDraft(a, groupId, phone, draft('on the phone'));
    setDraft(b, groupId, laptop, draft('on the laptop'));
    exchange(a, b);
    expect(readDraft(a, groupId)).toEqual(readDraft(b, groupId));
    setDraft(a, groupId, phone, draft(''));
    exchange(a, b);
    expect(readDraft(b, groupId)).toEqual([2, '', null]);
  });

  test('that is too long, or one too much, is not shared', () => {
    const doc = device(1);
    expect(setDraft(doc, groupId, phone, draft('x'.repeat(TEXT_MAX + 1)))).toBeNull();
    for (let at = 0; at < DRAFTS_SIZE_MAX / TEXT_MAX; at++)
      draftsIn(doc).set(`${groupId}/${id<DeviceId>(`d${at}`)}`, [1, 'x'.repeat(TEXT_MAX), null]);
    expect(setDraft(doc, south, phone, draft('one more'))).toBeNull();
    const next = device(2);
    bringPersonal(doc, next);
    expect(draftsSize(next)).toBeGreaterThan(0);
    expect(draftsSize(next)).toBeLessThanOrEqual(DRAFTS_SIZE_MAX / 2);
  });
});
