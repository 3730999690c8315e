import { describe, expect, test } from 'vitest';
import type { UserId } from '#domain/ids.ts';
import { events as arabic } from '../words/ar/events.ts';
import { events as german } from '../words/de/events.ts';
import type { EventLine } from './event-lines.ts';
import { sayEvent } from './say-event.ts';

const [ada, ben, cai] = ['ada', 'ben', 'cai'] as UserId[];
const line = (what: EventLine['what'], by: readonly unknown[], more: Partial<EventLine> = {}): EventLine => ({
  what,
  by: by as UserId[],
  people: [],
  others: 0,
  name: '',
  days: 0,
  at: 0,
  startsDay: false,
  ...more,
});
/** What ada reads, without the signs around names. */
const said = (one: EventLine, kind: 'group' | 'channel' = 'group') =>
  sayEvent(one, { me: ada!, kind, nameOf: (id) => id }).replace(/[\u2068\u2069]/g, '');

describe('what is said of an event', () => {
  test('the reader is spoken to, whatever they did or was done to them', () => {
    expect(said(line('joined', [ada]))).toBe('You joined');
    expect(said(line('added', [ben], { people: [ada!] }))).toBe('ben added you');
    expect(said(line('added', [ada], { people: [cai!, ben!] }))).toBe('You added cai and ben');
    expect(said(line('became-admin', [ada]))).toBe('You are an admin now');
    expect(said(line('became-admin', [ben]))).toBe('ben is an admin now');
  });

  test('several are named, the reader always, and the rest are counted', () => {
    const people = ['b', 'c', 'd', 'e', 'f', 'g', 'ada'] as UserId[];
    expect(said(line('added', [ben], { people, others: 3 }))).toEqual(
      expect.stringMatching(/^ben added you, b, c, d, e,? and 5 others$/),
    );
    expect(said(line('left', [ben, cai]))).toBe('ben and cai left');
  });

  test('a channel is one, a name that goes is none, and who steps down hands over', () => {
    expect(said(line('created', [ben]), 'channel')).toBe('ben created the channel');
    expect(said(line('created', [ben], { people: [ada!] }))).toBe('ben created the group with you');
    expect(said(line('renamed', [ben], { name: 'Wells' }))).toBe('ben renamed the group “Wells”');
    expect(said(line('renamed', [ben]))).toBe('ben took the name of the group away');
    expect(said(line('made-member', [ben], { people: [ben!] }))).toBe('ben handed the administration over');
    expect(said(line('made-member', [ben], { people: [cai!] }))).toBe('ben made cai a member');
  });

  test('[U54] German bends its verbs, and Arabic puts them first', () => {
    expect(german.joined(german.me, 0)).toBe('Sie sind beigetreten');
    expect(german.joined('ben', 1)).toBe('ben ist beigetreten');
    expect(german.joined('ben und cai', 2)).toBe('ben und cai sind beigetreten');
    expect(arabic.left('ben', 1)).toBe('غادر ben');
    expect(arabic.added('ben', 1, arabic.meToo, 0)).toBe('أضافك ben');
    expect(arabic.added(arabic.me, 0, 'ben', 1)).toBe('أضفتَ ben');
  });

  test('[U55] a name keeps its direction of writing to itself', () => {
    const name = '\u0639\u0644\u064a';
    const reader = { me: ada!, kind: 'group', nameOf: () => name } as const;
    expect(sayEvent(line('joined', [ben]), reader)).toBe(`\u2068${name}\u2069 joined`);
  });
});
