import { describe, expect, test } from 'vitest';
import { idFromBytes, isDeviceId, isGroupId, isRecordId, isUserId } from './ids.ts';

const good = 'abcDEF012_-xyzXY';

describe.each([
  ['user', isUserId],
  ['record', isRecordId],
  ['device', isDeviceId],
  ['group', isGroupId],
])('the id of a %s', (_of, isId) => {
  test('is 16 characters of base64url', () => {
    expect(isId(good)).toBe(true);
  });

  test.each([
    ['shorter', good.slice(1)],
    ['longer', `${good}a`],
    ['empty', ''],
    ['with padding', `${good.slice(1)}=`],
    ['with a slash', `${good.slice(1)}/`],
    ['with a space', `${good.slice(1)} `],
    ['with a letter beyond ASCII', `${good.slice(1)}é`],
    ['followed by a line feed', `${good}\n`],
    ['a number', 1234567890123456],
    ['an array that reads as one', [good]],
    ['null', null],
    ['undefined', undefined],
  ])('is not one that is %s', (_what, value) => {
    expect(isId(value)).toBe(false);
  });
});

test('[S23] a direct conversation has a group id of 22 characters under dm-, which nothing else has', () => {
  const direct = `dm-${'a'.repeat(22)}`;
  expect(isGroupId(direct)).toBe(true);
  for (const other of [isUserId, isRecordId, isDeviceId]) expect(other(direct)).toBe(false);
  for (const wrong of [
    `dm-${'a'.repeat(21)}`,
    `dm-${'a'.repeat(23)}`,
    `DM-${'a'.repeat(22)}`,
    'a'.repeat(25),
  ])
    expect(isGroupId(wrong)).toBe(false);
});

test('twelve bytes are written as base64url, as everybody else writes them', () => {
  const bytes = Uint8Array.from({ length: 12 }, (_, at) => (at * 89 + 250) % 256);
  expect(idFromBytes(bytes)).toBe(Buffer.from(bytes).toString('base64url'));
  expect(idFromBytes(new Uint8Array(12).fill(255))).toBe('_'.repeat(16));
  expect(idFromBytes(new Uint8Array(12))).toBe('A'.repeat(16));
  expect(isRecordId(idFromBytes(bytes))).toBe(true);
});

test('an id of fewer or more bytes is a mistake of the caller', () => {
  expect(() => idFromBytes(new Uint8Array(11))).toThrow(RangeError);
  expect(() => idFromBytes(new Uint8Array(13))).toThrow(RangeError);
});
