import { expect, test } from 'vitest';
import { countWords, isLong, laterWords, notDeliveredWords } from './undelivered-words.ts';

const kinds = [
  { kind: 'message' },
  { kind: 'edit' },
  { kind: 'deletion' },
  { kind: 'conversation' },
] as const;
const [message, edit, deletion, conversation] = kinds;

test('[U28] what was not delivered is counted by what it was', () => {
  expect(countWords([message])).toBe('1 message');
  expect(countWords([edit, message, message])).toBe('2 messages and 1 edit');
  expect(countWords([deletion, edit, message, deletion])).toBe('1 message, 1 edit, and 2 deletions');
  expect(countWords([conversation])).toBe('1 conversation');
  expect(notDeliveredWords([edit])).toBe('1 edit was not delivered');
  expect(notDeliveredWords([edit, edit])).toBe('2 edits were not delivered');
});

test('[U28] what may be taken later says when, and what never will be says nothing of it', () => {
  expect(laterWords('not-member')).toContain('if you are added');
  expect(laterWords('group-archived')).toContain('open again');
  expect(laterWords('too-long')).toBe('');
});

test('[U23] a text of many characters or lines is folded', () => {
  expect(isLong('x'.repeat(600))).toBe(false);
  expect(isLong('x'.repeat(601))).toBe(true);
  expect(isLong('a\n'.repeat(8))).toBe(true);
});
