import { expect, test } from 'vitest';
import { emojiNamedAt, queryAt } from './query-at.ts';

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

test.each([
  [':tada:|', 'tada', 0],
  ['well :+1:|', '+1', 5],
  ['ok :Tada:| then', 'tada', 3],
] as const)('[U6] “%s” names “%s”', (text, name, start) => {
  const caret = text.indexOf('|');
  expect(emojiNamedAt(text.replace('|', ''), caret)).toEqual({ text: name, start });
});

test.each([':tada|', 'at 8:30:|', ':a:|', 'http://tada:|', 'x:tada:|', '::|', ': tada:|'])(
  '[U6] “%s” names nothing',
  (text) => expect(emojiNamedAt(text.replace('|', ''), text.indexOf('|'))).toBeNull(),
);
