import { expect, test } from 'vitest';
import type { GroupId, RecordId } from '#domain/ids.ts';
import { pushMessage, TEXT_SHOWN, type Told } from './push-message.ts';

const told: Told = {
  groupId: 'AAAAAAAAAAAAAAAA' as GroupId,
  groupName: 'Ridge team',
  messageId: 'BBBBBBBBBBBBBBBB' as RecordId,
  seq: 7,
  senderName: 'Ada',
  text: null,
  count: 1,
  unread: 3,
};
const shown = (change: Partial<Told>, language = 'en') =>
  (
    JSON.parse(pushMessage({ ...told, ...change }, { origin: 'https://chat.example.org', language })) as {
      notification: { body: string };
    }
  ).notification;

test('it says who wrote where, and leads to the message', () => {
  expect(shown({})).toEqual({
    title: 'Ridge team',
    body: 'Ada: a new message',
    tag: told.groupId,
    navigate: `https://chat.example.org/g/${told.groupId}?message=${told.messageId}`,
    app_badge: '3',
  });
});

test('a direct conversation goes by the name of the other', () => {
  expect(shown({ groupName: null })).toMatchObject({ title: 'Ada', body: 'A new message' });
  expect(shown({ groupName: null, text: 'hello', count: 2 })).toMatchObject({ body: 'Hello (2 new)' });
});

test('a text is one line, and cut between what people see as characters', () => {
  expect(shown({ text: 'one\n\n  two\tthree ' })).toMatchObject({ body: 'Ada: one two three' });
  const family = '👩‍👩‍👧‍👦';
  expect(shown({ text: family.repeat(TEXT_SHOWN) })).toMatchObject({
    body: `Ada: ${family.repeat(TEXT_SHOWN)}`,
  });
  expect(shown({ text: family.repeat(TEXT_SHOWN + 1) })).toMatchObject({
    body: `Ada: ${family.repeat(TEXT_SHOWN)}…`,
  });
  expect(JSON.stringify(shown({ text: `e${'\u0301'.repeat(9_000)}` })).length).toBeLessThan(1_000);
});

test('[U54] it speaks each language of the application, and counts in it', () => {
  const spoken = ['en', 'de', 'ar'].map((language) => shown({ count: 12 }, language));
  expect(new Set(spoken.map(({ body }) => body)).size).toBe(spoken.length);
  expect(shown({ count: 2, groupName: null }, 'de')).toMatchObject({ body: 'Eine neue Nachricht (2 neue)' });
  expect(shown({ count: 2 }, 'ar')).toMatchObject({ body: 'Ada: رسالة جديدة (رسالتان جديدتان)' });
  expect(shown({ count: 3 }, 'ar')).toMatchObject({ body: 'Ada: رسالة جديدة (3 رسائل جديدة)' });
  expect(shown({ count: 11 }, 'ar')).toMatchObject({ body: 'Ada: رسالة جديدة (11 رسالة جديدة)' });
  expect(shown({}, 'xx')).toEqual(shown({}));
});
