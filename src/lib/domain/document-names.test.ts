import { expect, test } from 'vitest';
import {
  DIRECTORY,
  groupDocument,
  headDocument,
  inboxDocument,
  parseDocumentName,
  userDocument,
} from './document-names.ts';
import type { GroupId, UserId } from './ids.ts';

const groupId = 'abcDEF012_-xyzXY' as GroupId;
const direct = `dm-${'a'.repeat(22)}` as GroupId;
const userId = 'XYzyx-_210FEDcba' as UserId;

test.each([
  [groupDocument(groupId, 1), { kind: 'group', groupId, volume: 1 }],
  [groupDocument(direct, 9_999_999), { kind: 'group', groupId: direct, volume: 9_999_999 }],
  [headDocument(groupId), { kind: 'head', groupId }],
  [userDocument(userId), { kind: 'user', userId }],
  [inboxDocument(userId), { kind: 'inbox', userId }],
  [DIRECTORY, { kind: 'directory' }],
])('%s is read as it was written', (name, parsed) => {
  expect(parseDocumentName(name)).toEqual(parsed);
});

test.each([
  '',
  '/',
  'group',
  `group/${groupId}`,
  `group/${groupId}/`,
  `group/${groupId}/0`,
  `group/${groupId}/01`,
  `group/${groupId}/-1`,
  `group/${groupId}/1.5`,
  `group/${groupId}/1e3`,
  `group/${groupId}/10000000`,
  `group/${groupId}/1/2`,
  `group/${groupId}/1\n`,
  `group/${groupId}/ 1`,
  `Group/${groupId}/1`,
  `group/${groupId.slice(1)}/1`,
  `head/${groupId}/1`,
  `head/${groupId}/`,
  `head/`,
  `user/${direct}`,
  `user/${userId}/`,
  `inbox/${userId}\0`,
  `inbox//${userId}`,
  'directory/',
  'directory/x',
  `messages/${groupId}`,
  '__proto__',
  `constructor/${userId}`,
])('there is no document called %j', (name) => {
  expect(parseDocumentName(name)).toBeNull();
});
