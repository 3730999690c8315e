import { expect, test } from 'vitest';
import type { GroupId } from '#domain/ids.ts';
import { readCursor, writeCursor } from './search-messages.ts';

test('a cursor is read as it was written', () => {
  const cursor = [1_764_000_000_000, 'AAAAAAAAAAAAAAAA' as GroupId, 12] as const;
  expect(readCursor(writeCursor(cursor))).toEqual(cursor);
});

test.each(['', 'no cursor', 'bnVsbA', 'W10', 'WzEsMiwzXQ', 'WzFlOTksIkFBQUFBQUFBQUFBQUFBQUEiLDFd'])(
  '“%s” is none',
  (text) => expect(readCursor(text)).toBeNull(),
);
