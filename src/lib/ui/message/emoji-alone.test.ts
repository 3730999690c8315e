import { expect, test } from 'vitest';
import emojiData from 'emoji-picker-element-data/en/emojibase/data.json' with { type: 'json' };
import { emojiAlone } from './emoji-alone.ts';

test.each([
  ['👍', 1],
  ['👍🏽 👨‍👩‍👧‍👦\n🇩🇪', 3],
  ['❤️', 1],
  ['👍 ok', 0],
  ['ℹ️ 1️⃣', 2],
  ['12', 0],
  ['#', 0],
  ['', 0],
  ['👍'.repeat(6), 6],
  ['👍'.repeat(7), 0],
  ['❤', 0],
  ['🇩🇪🇩', 0],
  ['🧑🏽‍🤝‍🧑🏿 ✌🏽 🏴󠁧󠁢󠁥󠁮󠁧󠁿', 3],
])('[U23] “%s” is %i emoji and nothing else', (text, count) => expect(emojiAlone(text)).toBe(count));

test('[U23] every emoji that can be picked is one', () => {
  const all = emojiData.flatMap(({ emoji, skins = [] }) => [emoji, ...skins.map((skin) => skin.emoji)]);
  expect(all.filter((emoji) => emojiAlone(emoji) !== 1)).toEqual([]);
});
