import { expect, test } from 'vitest';
import { queryAt } from './query-at.ts';

const at = (text: string) => {
  const caret = text.indexOf('|');
  return queryAt(text.replace('|', ''), caret);
};

test.each([
  ['@|', 'person', '', 0],
  ['Hi @be|n', 'person', 'be', 3],
  ['(@ada.l|', 'person', 'ada.l', 1],
  ['well :tad|', 'emoji', 'tad', 5],
  [':+1|', 'emoji', '+1', 0],
] as const)('[U6] “%s” asks for %s “%s”', (text, kind, query, start) =>
  expect(at(text)).toEqual({ kind, text: query, start }),
);

test.each(['ada@|', 'a@b|', 'at 8:30|', ':)|', ':x|', 'https://ab|', 'done :tada:|', '@ada |', '|'])(
  '[U6] “%s” asks for nothing',
  (text) => expect(at(text)).toBeNull(),
);
