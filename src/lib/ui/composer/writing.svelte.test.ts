import { beforeEach, expect, test, vi } from 'vitest';
import type { RecordId } from '#domain/ids.ts';
import { Writing } from './writing.svelte.ts';

const kept = new Map<string, string>();
const id = 'AAAAAAAAAAAAAAAA' as RecordId;

beforeEach(() => {
  kept.clear();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  });
});

test('[U4][U10] a draft and what it answers survive a reload', () => {
  const writing = new Writing('draft');
  writing.text = 'half a sen';
  writing.reply(id);
  const again = new Writing('draft');
  expect([again.text, again.replyTo]).toEqual(['half a sen', id]);
});

test('[U3] leaving an edit brings the draft back, with what it answers', () => {
  const writing = new Writing('draft');
  writing.text = 'a draft';
  writing.reply(id);
  writing.edit(id, 'sent before');
  writing.text += ', corrected';
  expect([writing.text, writing.replyTo, writing.editing?.id]).toEqual(['sent before, corrected', null, id]);
  writing.leave();
  expect([writing.text, writing.replyTo, writing.editing]).toEqual(['a draft', id, null]);
});

test('[U10] closing the reply keeps the text', () => {
  const writing = new Writing('draft');
  writing.text = 'a draft';
  writing.reply(id);
  writing.leave();
  expect([writing.text, writing.replyTo]).toEqual(['a draft', null]);
});

test('what was sent is kept nowhere; a sent edit leaves the draft', () => {
  const writing = new Writing('draft');
  writing.text = 'a draft';
  writing.edit(id, 'sent before');
  writing.finish();
  expect(writing.text).toBe('a draft');
  writing.finish();
  expect(writing.text).toBe('');
  expect(kept.size).toBe(0);
});

test('something else under its key, or a blocked disk, is no draft and no failure', () => {
  kept.set('draft', '{broken');
  const writing = new Writing('draft');
  vi.stubGlobal('localStorage', {
    setItem: () => {
      throw new Error('QuotaExceededError');
    },
  });
  writing.text = 'goes on in memory';
  expect(writing.text).toBe('goes on in memory');
});

test('[U4] a draft is told to the other devices, and what they wrote since takes its place', () => {
  const told: unknown[] = [];
  const writing = new Writing('draft', (draft) => told.push(draft));
  writing.text = 'half a sen';
  writing.tell();
  writing.tell();
  expect(told).toEqual([{ text: 'half a sen', replyTo: null }]);
  writing.follow({ version: 1, text: 'older', replyTo: null });
  expect(writing.text).toBe('half a sen');
  writing.follow({ version: 2, text: 'half a sentence', replyTo: id });
  expect([writing.text, writing.replyTo]).toEqual(['half a sentence', id]);
  writing.follow({ version: 3, text: '', replyTo: null });
  expect(kept.size).toBe(0);
  expect(new Writing('draft').text).toBe('');
});

test('[U4] what is only here is not replaced by what another device wrote', () => {
  const writing = new Writing('draft', () => null);
  writing.text = 'too large to be shared';
  writing.tell();
  writing.follow({ version: 9, text: 'of another device', replyTo: null });
  expect(writing.text).toBe('too large to be shared');
});

test('[U4] a draft of before drafts were shared is told too', () => {
  kept.set('draft', JSON.stringify({ text: 'begun long ago' }));
  const told: unknown[] = [];
  new Writing('draft', (draft) => told.push(draft)).tell();
  expect(told).toEqual([{ text: 'begun long ago', replyTo: null }]);
});
