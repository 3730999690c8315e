import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Emoji } from './emoji.ts';
import { findEmoji } from './find-emoji.ts';

const file = new URL(
  '../../../node_modules/emoji-picker-element-data/en/emojibase/data.json',
  import.meta.url,
);
const all = (JSON.parse(readFileSync(file, 'utf8')) as (Emoji & { annotation: string })[]).map((one) => ({
  ...one,
  name: one.annotation,
}));

test.each([
  ['tada', '🎉'],
  ['thumbsup', '👍️'],
  ['+1', '👍️'],
  ['hamm', '🔨'],
  ['thumbs up', '👍️'],
])('[U6] “%s” finds %s first', (query, emoji) => expect(findEmoji(all, query, 8)[0]?.emoji).toBe(emoji));

test('[U6] nothing and nonsense find nothing, and no more are found than asked for', () => {
  expect(findEmoji(all, '  ', 8)).toEqual([]);
  expect(findEmoji(all, 'qqxz', 8)).toEqual([]);
  expect(findEmoji(all, 'face', 8)).toHaveLength(8);
});
