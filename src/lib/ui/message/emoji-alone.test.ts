import { expect, test } from 'vitest';
import { emojiAlone } from './emoji-alone.ts';

test.each([
  ['👍', 1],
  ['👍🏽 👨‍👩‍👧‍👦\n🇩🇪', 3],
  ['❤️', 1],
  ['👍 ok', 0],
  ['12', 0],
  ['#', 0],
  ['', 0],
  ['👍'.repeat(6), 6],
  ['👍'.repeat(7), 0],
])('[U23] “%s” is %i emoji and nothing else', (text, count) => expect(emojiAlone(text)).toBe(count));
