/** Volumes that close, what is carried, and what is erased: by the rows, and by the documents that come of them. */
import { beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { admitToVolume } from '#domain/admission.ts';
import { CARRY_CLIENT } from '#domain/client-id.ts';
import { groupDocument } from '#domain/document-names.ts';
import { foldVolume, type FoldedMessage } from '#domain/fold-group.ts';
import { contentOf, volumeOf } from '#domain/group-document.ts';
import type { VolumeLimits } from '#domain/limits.ts';
import {
  ada,
  all,
  ben,
  cai,
  deletion,
  edit,
  groupId,
  message,
  people,
  reaction,
  recordId,
  session,
  type Person,
  type Session,
} from '../../../tests/convergence/people.ts';
import { Rows } from '../../../tests/convergence/rows.ts';

const small: VolumeLimits = { messages: 3, size: 100_000, records: 100, excess: 2 };

let rows: Rows;
beforeEach(() => (rows = new Rows(people, small)));

/** A session that knows a volume as it is now. */
const knowing = (by: Person, volume: number, random32 = 1): Session =>
  session(by, random32, Y.encodeStateAsUpdate(docOf(volume)));
const docOf = (volume: number): Y.Doc => rows.load(groupDocument(groupId, volume));

/** Sends all that a session has. @returns documents that changed, in the order to announce */
function send(by: Person, { doc }: Session, volume = 1): string[] {
  const admission = admitToVolume(all({ doc }), docOf(volume), by);
  if (admission.kind !== 'candidates') throw new Error(JSON.stringify(admission));
  return rows
    .write({ author: by, candidates: admission.candidates, volume })!
    .map(({ document }) => document);
}
/** Somebody posts into a volume, by a session of its own. */
let sessions = 10;
function post(by: Person, names: readonly string[], volume = 1): void {
  const at = knowing(by, volume, ++sessions);
  at.messages.push(names.map((name) => message(by, name)));
  send(by, at, volume);
}
const fold = (volume: number): FoldedMessage[] => foldVolume(contentOf(volumeOf(docOf(volume))), cai.userId);
const seqs = (volume: number) => fold(volume).map(({ id, seq }) => [id.replace(/-+$/, ''), seq]);
const fates = (volume: number) => rows.ledgerOf(volume).map(([id, , fate]) => [id.replace(/-+$/, ''), fate]);
/** Whether something is said in any document of the database, once each is compacted [S15]. */
function isKept(text: string): boolean {
  for (const name of rows.tables.documents.keys()) rows.compact(name);
  return [...rows.tables.documents.values()].some(({ state }) => Buffer.from(state!).includes(text));
}

describe('a volume', () => {
  test('closes when it is full, and the next one opens in the same decision', () => {
    post(ada, ['m1', 'm2']);
    expect(rows.volumes).toEqual([1]);
    post(ben, ['m3']);
    expect(rows.volumes).toEqual([1, 2]);
    expect([seqs(1), seqs(2)]).toEqual([
      [
        ['m1', 1],
        ['m2', 2],
        ['m3', 3],
      ],
      [],
    ]);
  });

  test('[S1] what one batch has too many is carried, in the order written, and counted on', () => {
    post(ada, ['m1', 'm2', 'm3', 'm4', 'm5']);
    expect(seqs(1)).toEqual([
      ['m1', 1],
      ['m2', 2],
      ['m3', 3],
    ]);
    expect(seqs(2)).toEqual([
      ['m4', 4],
      ['m5', 5],
    ]);
    expect(fates(1).slice(3)).toEqual([
      ['m4', { carried: 2 }],
      ['m5', { carried: 2 }],
    ]);
  });

  test('[S4] a backlog of several volumes is one block over all of them', () => {
    const names = Array.from({ length: 8 }, (_, at) => `m${at}`);
    post(ada, names);
    expect(rows.volumes).toEqual([1, 2, 3]);
    expect([1, 2, 3].flatMap(seqs)).toEqual(names.map((name, at) => [name, at + 1]));
  });

  test('closes for its size, too', () => {
    rows = new Rows(people, { ...small, size: 500 });
    post(ada, ['m1']);
    const long = knowing(ada, 1, ++sessions);
    long.messages.push([message(ada, 'm2', { text: 'x'.repeat(400) })]);
    send(ada, long);
    expect(rows.volumes).toEqual([1, 2]);
  });

  test('and for the number of its records, whatever they are', () => {
    rows = new Rows(people, { ...small, records: 4 });
    post(ada, ['m1']);
    const marks = knowing(ben, 1);
    marks.reactions.push(['r1', 'r2', 'r3'].map((name) => reaction(ben, name, 'm1')));
    send(ben, marks);
    expect(rows.volumes).toEqual([1, 2]);
  });

  test('that is closed takes edits and reactions of its messages up to a limit, and deletions always', () => {
    rows = new Rows(people, { ...small, records: 4 });
    post(ada, ['m1', 'm2', 'm3']);
    const late = knowing(ada, 1, ++sessions);
    late.edits.push(['e1', 'e2', 'e3', 'e4', 'e5'].map((name) => edit(ada, name, 'm1')));
    late.edits.push([edit(ada, 'e6', 'm1'), deletion(ada, 'd1', 'm1')]);
    send(ada, late);
    expect(fates(1).slice(3)).toEqual([
      ...['e1', 'e2', 'e3', 'e4', 'e5'].map((name) => [name, undefined]),
      ['e6', { refused: 'volume-full' }],
      ['d1', { erased: { to: recordId('m1'), by: ada.userId, at: 1_000 } }],
    ]);
  });
});

describe('what arrives in another volume than its own', () => {
  test('[S9] a late message is carried with its own edits and reactions, announced there first', () => {
    const away = session(ada, 1);
    away.messages.push([message(ada, 'late')]);
    away.edits.push([edit(ada, 'e1', 'late', 'better')]);
    away.reactions.push([reaction(ada, 'r1', 'late')]);
    post(ben, ['m1', 'm2', 'm3']);
    expect(send(ada, away)).toEqual([groupDocument(groupId, 2), groupDocument(groupId, 1)]);
    expect(fold(2)).toMatchObject([
      { id: recordId('late'), seq: 4, text: 'better', reactions: [{ by: [ada.userId] }] },
    ]);
    expect(fates(1).slice(3)).toEqual(['late', 'e1', 'r1'].map((name) => [name, { carried: 2 }]));
    expect(docOf(1).getArray('messages').length).toBe(3);
    expect(isKept('text of late')).toBe(true);
  });

  test('the edit of an old message, sent to another volume, goes to the volume of the message', () => {
    post(ada, ['m1', 'm2', 'm3']);
    const here = knowing(ada, 2);
    here.edits.push([edit(ada, 'e1', 'm1', 'better')]);
    expect(send(ada, here, 2)).toEqual([groupDocument(groupId, 1), groupDocument(groupId, 2)]);
    expect(fold(1)[0]).toMatchObject({ text: 'better', edits: [{ id: recordId('e1') }] });
    expect(fates(2)).toEqual([['e1', { carried: 1 }]]);
  });

  test('a repeated delivery is a duplicate and changes nothing', () => {
    post(ben, ['m1', 'm2', 'm3']);
    const away = session(ada, 1);
    away.messages.push([message(ada, 'late')]);
    const admission = admitToVolume(all(away), docOf(1), ada);
    if (admission.kind !== 'candidates') throw new Error(admission.kind);
    rows.write({ author: ada, candidates: admission.candidates });
    const before = structuredClone(rows.tables.state);
    const [written] = rows.write({ author: ada, candidates: admission.candidates })!;
    expect(Buffer.from(written!.update).includes('text of late')).toBe(false);
    expect(rows.tables.state).toEqual(before);
    expect([seqs(2), fates(1).length]).toEqual([[['late', 4]], 4]);
  });

  test('and so is the same record at another place, as a device sends it that began anew', () => {
    post(ben, ['m1', 'm2', 'm3']);
    for (const random32 of [1, 2]) {
      const away = session(ada, random32);
      away.messages.push([message(ada, 'late')]);
      send(ada, away);
    }
    expect([seqs(2), fates(1).length]).toEqual([[['late', 4]], 4]);
  });

  test('records of several commits are one run of the server\u2019s clock', () => {
    post(ben, ['m1', 'm2', 'm3']);
    post(ada, ['late1']);
    post(cai, ['late2']);
    expect(Y.getState(docOf(2).store, CARRY_CLIENT)).toBe(2);
    expect(docOf(2).store.pendingStructs).toBeNull();
    expect(seqs(2)).toEqual([
      ['late1', 4],
      ['late2', 5],
    ]);
  });
});

describe('[S15] erasure', () => {
  test('takes message, edits and reactions, and leaves whose it was', () => {
    post(ada, ['m1', 'm2']);
    const changes = knowing(ada, 1, ++sessions);
    changes.edits.push([edit(ada, 'e1', 'm1', 'secret change')]);
    send(ada, changes);
    const marks = knowing(ben, 1);
    marks.reactions.push([reaction(ben, 'r1', 'm1', true, '🤫')]);
    send(ben, marks);
    const last = knowing(ada, 1, ++sessions);
    last.edits.push([deletion(ada, 'd1', 'm1')]);
    send(ada, last);
    expect(fold(1)).toMatchObject([
      { id: recordId('m1'), by: ada.userId, seq: 1, text: '', deleted: true, edits: [], reactions: [] },
      { id: recordId('m2'), deleted: false },
    ]);
    expect(['text of m1', 'secret change', '🤫'].map(isKept)).toEqual([false, false, false]);
    expect(isKept('text of m2')).toBe(true);
  });

  test('also within one batch', () => {
    const one = session(ada);
    one.messages.push([message(ada, 'm1')]);
    one.edits.push([edit(ada, 'e1', 'm1', 'secret change'), deletion(ada, 'd1', 'm1')]);
    one.reactions.push([reaction(ada, 'r1', 'm1', true, '🤫')]);
    send(ada, one);
    expect(fold(1)).toMatchObject([{ deleted: true, text: '' }]);
    expect(['text of m1', 'secret change', '🤫'].map(isKept)).toEqual([false, false, false]);
  });

  test('finds a carried message in its new place', () => {
    post(ben, ['m1', 'm2', 'm3']);
    post(ada, ['late']);
    const there = knowing(ada, 2, ++sessions);
    there.edits.push([deletion(ada, 'd1', 'late')]);
    send(ada, there, 2);
    expect(fold(2)).toMatchObject([{ id: recordId('late'), seq: 4, deleted: true, text: '' }]);
    expect(isKept('text of late')).toBe(false);
  });

  test('follows a message from where its device still sees it', () => {
    const away = session(ada, 1);
    away.messages.push([message(ada, 'late')]);
    post(ben, ['m1', 'm2', 'm3']);
    send(ada, away);
    away.edits.push([deletion(ada, 'd1', 'late')]);
    send(ada, away);
    expect(fold(2)).toMatchObject([{ id: recordId('late'), deleted: true }]);
    expect(fates(1).at(-1)).toEqual(['d1', { carried: 2 }]);
  });

  test('is not undone when a device delivers the record once more', () => {
    const adas = session(ada);
    adas.messages.push([message(ada, 'm1')]);
    const admission = admitToVolume(all(adas), docOf(1), ada);
    if (admission.kind !== 'candidates') throw new Error(admission.kind);
    rows.write({ author: ada, candidates: admission.candidates });
    const bens = knowing(ben, 1);
    bens.edits.push([deletion(ben, 'd1', 'm1')]);
    send(ben, bens);
    const [again] = rows.write({ author: ada, candidates: admission.candidates })!;
    expect(Buffer.from(again!.update).includes('text of m1')).toBe(false);
    const restored = session(ada, 2);
    restored.messages.push([message(ada, 'm1')]);
    send(ada, restored);
    expect(fold(1)).toMatchObject([{ deleted: true, text: '' }]);
    expect(isKept('text of m1')).toBe(false);
  });

  test('a second deletion erases nothing more and says the same', () => {
    post(ada, ['m1']);
    for (const by of [ada, ben]) {
      const one = knowing(by, 1, ++sessions);
      one.edits.push([deletion(by, `d-${by.name}`, 'm1')]);
      send(by, one);
    }
    const erased = { erased: { to: recordId('m1'), by: ada.userId, at: 1_000 } };
    expect(fates(1).slice(1)).toEqual([
      ['d-ada', erased],
      ['d-ben', erased],
    ]);
  });
});
