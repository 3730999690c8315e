import { expect, test } from 'vitest';
import type { FoldedMessage } from '#domain/fold-group.ts';
import type { RecordId, UserId } from '#domain/ids.ts';
import type { WholeGroup } from '../support/whole-group.ts';
import { Acknowledged } from './acknowledged.ts';
import { compare } from './find-violations.ts';

const record = (name: string) => name as RecordId;
const [first, second, edit, deletion] = ['first', 'second', 'edit', 'deletion'].map(record) as [
  RecordId,
  RecordId,
  RecordId,
  RecordId,
];

const message = (id: RecordId, seq: number, more: Partial<FoldedMessage> = {}): FoldedMessage => ({
  id,
  by: 'ada' as UserId,
  text: id,
  original: id,
  writtenAt: 1,
  seq,
  acceptedAt: 1,
  replyTo: null,
  edits: [],
  deleted: false,
  reactions: [],
  waiting: [],
  ...more,
});

const group = (messages: FoldedMessage[], records: RecordId[] = [first, second]): WholeGroup => ({
  messages,
  records,
  accepted: new Set(records),
});

function acknowledged(): Acknowledged {
  const made = new Acknowledged();
  made.written.push([first, second]);
  made.records.set(first, { kind: 'message', to: null, seq: 1 });
  made.records.set(second, { kind: 'message', to: null, seq: 2 });
  return made;
}

const good = group([message(first, 1), message(second, 2)]);
const none = { lost: [], duplicates: [], order: [] };

test('what is as it was shown is no violation', () => {
  expect(compare([good, good], acknowledged())).toEqual(none);
});

test('[S25] an acknowledged message that is gone is lost', () => {
  expect(compare([group([message(first, 1)], [first])], acknowledged()).lost).toHaveLength(1);
});

test('[S25] an acknowledged edit and deletion without effect are lost', () => {
  const shown = acknowledged();
  shown.records.set(edit, { kind: 'edit', to: first, seq: null });
  shown.records.set(deletion, { kind: 'deletion', to: second, seq: null });
  const records = [first, second, edit, deletion];
  expect(compare([group([...good.messages], records)], shown).lost).toHaveLength(2);
  const edits = [{ id: edit, text: 'new', at: 1, acceptedAt: 1 }];
  const done = [message(first, 1, { edits }), message(second, 2, { deleted: true })];
  expect(compare([group(done, records)], shown)).toEqual(none);
});

test('a record that was refused is lost', () => {
  const shown = acknowledged();
  shown.refused.push('the edit was refused: not-yours');
  expect(compare([good], shown).lost).toEqual(shown.refused);
});

test('a text that is there under two ids is a duplicate', () => {
  const again = group([message(first, 1), message(second, 2), message(edit, 3, { original: 'first' })]);
  expect(compare([again], acknowledged()).duplicates).toEqual(['"first" is there twice']);
});

test('[S1] a number that moved, a hole in the numbers and another order on another device are found', () => {
  const holed = group([message(first, 1), message(second, 3)]);
  expect(compare([holed], acknowledged()).order).toHaveLength(2);
  expect(compare([good, holed], acknowledged()).order).toHaveLength(1);
});

test('[S4] a message that overtook an earlier one of its author is found', () => {
  const shown = acknowledged();
  shown.records.clear();
  expect(compare([group([message(second, 1), message(first, 2)])], shown).order).toHaveLength(1);
});
