import { beforeEach, describe, expect, test } from 'vitest';
import type { FoldedMessage } from '#domain/fold-group.ts';
import type { GroupId, RecordId, UserId } from '#domain/ids.ts';
import { SearchIndex, type Wish } from './search-index.ts';

const RIDGE = 'ridge' as GroupId;
const WELLS = 'wells' as GroupId;
const [ADA, BEN] = ['ada' as UserId, 'ben' as UserId];

function message(id: string, text: string, changes: Partial<FoldedMessage> = {}): FoldedMessage {
  const at = 1_000;
  return {
    ...{ id: id as RecordId, by: ADA, text, original: text, writtenAt: at, acceptedAt: at, seq: 1 },
    ...{ replyTo: null, edits: [], deleted: false, reactions: [], waiting: [] },
    ...changes,
  };
}
const wish = (changes: Partial<Wish>): Wish => ({
  ...{ words: [], phrases: [], by: null, groups: [RIDGE, WELLS], before: null, since: null },
  ...changes,
});

describe('a search index', () => {
  let index: SearchIndex;
  const ids = (changes: Partial<Wish>) =>
    index.find(wish(changes)).flatMap(({ hits }) => hits.map(({ id }) => id as string));

  beforeEach(() => {
    index = new SearchIndex();
    index.put('r/1', RIDGE, [
      message('a', 'The east gate is open', { acceptedAt: 1_000 }),
      message('b', 'Gates to the east', { acceptedAt: 2_000, by: BEN }),
    ]);
    index.put('w/1', WELLS, [message('c', 'East gate, well two', { acceptedAt: 3_000 })]);
  });

  test('shows what it finds as the message shows it, without its marks', () => {
    index.put('w/2', WELLS, [
      message('d', '**Pump** of [well](https://example.org/north), `off`\n- for @ben'),
    ]);
    const shown = (changes: Partial<Wish>) =>
      index
        .find(wish({ groups: [WELLS], ...changes }))[0]!
        .hits.map(({ excerpt }) => excerpt.map(({ text, isHit }) => (isHit ? `<${text}>` : text)).join(''));
    expect(shown({ words: ['pum', 'ben'] })).toEqual(['<Pump> of well, off • for @<ben>']);
    // What is in the address only is shown where it is.
    expect(shown({ words: ['north'] })[0]).toContain('[well](https://example.org/<north>)');
  });

  test('finds what has all the words, by their beginnings, newest conversation first', () => {
    expect(ids({ words: ['gat', 'east'] })).toEqual(['c', 'b', 'a']);
    expect(ids({ words: ['gate', 'open'] })).toEqual(['a']);
    expect(ids({ words: ['ate'] })).toEqual([]);
  });

  test('[S1] what was accepted in one go stands in the order of the conversation', () => {
    for (const [first, second] of [
      ['m', 'n'],
      ['z', 'y'],
    ] as const) {
      index.put('r/1', RIDGE, [message(first, 'gate', { seq: 1 }), message(second, 'gate', { seq: 2 })]);
      expect(ids({ words: ['gate'], groups: [RIDGE] })).toEqual([second, first]);
    }
  });

  test('finds words in a row', () => {
    expect(ids({ phrases: [['east', 'gate']] })).toEqual(['c', 'a']);
  });

  test('finds by author, conversation and day, with and without words', () => {
    expect(ids({ by: [BEN] })).toEqual(['b']);
    expect(ids({ words: ['gate'], groups: [RIDGE] })).toEqual(['b', 'a']);
    expect(ids({ since: 2_000, before: 3_000 })).toEqual(['b']);
    expect(ids({ words: ['gate'], by: [] })).toEqual([]);
  });

  test('[S12] an edited message is found by its new text only', () => {
    index.put('w/1', WELLS, [message('c', 'West gate')]);
    expect(ids({ words: ['well'] })).toEqual([]);
    expect(ids({ words: ['west'] })).toEqual(['c']);
  });

  test('[S15] an erased message leaves at once, and so does a volume', () => {
    index.put('w/1', WELLS, [message('c', '', { deleted: true })]);
    expect(ids({ words: ['well'] })).toEqual([]);
    index.drop('r/1');
    expect(ids({})).toEqual([]);
    expect(index.coverage).toEqual({ messages: 0, since: null });
  });

  test('a message that is carried from one volume to another is found once', () => {
    index.put('r/2', RIDGE, [message('b', 'Gates to the east', { acceptedAt: 4_000, by: BEN })]);
    expect(ids({ by: [BEN] })).toEqual(['b']);
    expect(index.find(wish({ by: [BEN] }))[0]).toMatchObject({ count: 1, hits: [{ at: 4_000 }] });
  });

  test('[U41] says since when it covers', () => {
    expect(index.coverage).toEqual({ messages: 3, since: 1_000 });
  });
});
