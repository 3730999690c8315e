import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { ada, ben, groupId } from '../../../tests/convergence/people.ts';
import {
  directoryPeople,
  headInfo,
  headMembers,
  inboxGroups,
  readPeople,
  readHead,
  readInbox,
  writeMap,
  type DirectoryEntry,
} from './server-documents.ts';

const entry = (name: string, active = true): DirectoryEntry => ({ name, employeeId: name, active });

describe('writing a map', () => {
  /** Runs `write` and says which keys it touched. */
  function touched(doc: Y.Doc, write: () => void): string[] {
    const keys: string[] = [];
    const listen = ({ keysChanged }: Y.YMapEvent<DirectoryEntry>) =>
      keys.push(...[...keysChanged].map(String).sort());
    directoryPeople(doc).observe(listen);
    doc.transact(write);
    directoryPeople(doc).unobserve(listen);
    return keys;
  }

  test('makes it hold exactly what is wanted', () => {
    const doc = new Y.Doc();
    writeMap(
      directoryPeople(doc),
      new Map([
        ['a', entry('ada')],
        ['b', entry('ben')],
      ]),
    );
    writeMap(
      directoryPeople(doc),
      new Map([
        ['b', entry('ben', false)],
        ['c', entry('cai')],
      ]),
    );
    expect(directoryPeople(doc).toJSON()).toEqual({ b: entry('ben', false), c: entry('cai') });
  });

  test('touches only what differs', () => {
    const doc = new Y.Doc();
    const first = new Map([
      ['a', entry('ada')],
      ['b', entry('ben')],
      ['c', entry('cai')],
    ]);
    expect(touched(doc, () => writeMap(directoryPeople(doc), first))).toEqual(['a', 'b', 'c']);
    const second = new Map([
      ['a', entry('ada')],
      ['b', entry('ben', false)],
      ['d', entry('dan')],
    ]);
    expect(touched(doc, () => writeMap(directoryPeople(doc), second))).toEqual(['b', 'c', 'd']);
  });

  test('writes nothing when nothing differs, so that a repetition costs nothing', () => {
    const doc = new Y.Doc();
    const wanted = () =>
      new Map([
        ['a', entry('ada')],
        ['b', entry('ben')],
      ]);
    writeMap(directoryPeople(doc), wanted());
    let updates = 0;
    doc.on('update', () => updates++);
    const before = Y.encodeStateAsUpdate(doc);
    doc.transact(() => writeMap(directoryPeople(doc), wanted()));
    expect(updates).toBe(0);
    expect(Y.encodeStateAsUpdate(doc)).toEqual(before);
  });

  test('empties it', () => {
    const doc = new Y.Doc();
    writeMap(directoryPeople(doc), new Map([['a', entry('ada')]]));
    writeMap(directoryPeople(doc), new Map());
    expect([...directoryPeople(doc).keys()]).toEqual([]);
  });
});

describe('reading', () => {
  test('a head that was never received is null, also when half of it is there', () => {
    const doc = new Y.Doc();
    expect(readHead(doc)).toBeNull();
    headInfo(doc).set('name', 'North');
    expect(readHead(doc)).toBeNull();
    headInfo(doc).set('liveVolume', 1);
    expect(readHead(doc)).toEqual({
      history: 'all',
      archived: false,
      keptDays: 0,
      retentionDays: null,
      moves: new Map(),
      name: 'North',
      description: '',
      kind: 'group',
      liveVolume: 1,
      members: new Map(),
    });
  });

  test('a head says what the group is and who is in it', () => {
    const doc = new Y.Doc();
    const info = {
      name: 'North',
      description: 'Up there',
      kind: 'channel',
      history: 'all',
      liveVolume: 3,
    } as const;
    writeMap(headInfo(doc), new Map(Object.entries(info)));
    writeMap(
      headMembers(doc),
      new Map([
        [ada.userId, 'admin'],
        [ben.userId, 'member'],
      ]),
    );
    expect(readHead(doc)).toEqual({
      archived: false,
      keptDays: 0,
      retentionDays: null,
      moves: new Map(),
      ...info,
      members: new Map([
        [ada.userId, 'admin'],
        [ben.userId, 'member'],
      ]),
    });
    writeMap(headMembers(doc), new Map([[ben.userId, 'member']]));
    expect([...readHead(doc)!.members.keys()]).toEqual([ben.userId]);
  });

  test('inbox and directory are read by id, and are empty at first', () => {
    const doc = new Y.Doc();
    expect([readInbox(doc).size, readPeople(directoryPeople(doc)).size]).toEqual([0, 0]);
    writeMap(
      inboxGroups(doc),
      new Map([[groupId, { role: 'admin', firstVolume: 3, joinedSeq: 7 } as const]]),
    );
    writeMap(directoryPeople(doc), new Map([[ada.userId, entry('ada')]]));
    expect(readInbox(doc).get(groupId)).toEqual({ role: 'admin', firstVolume: 3, joinedSeq: 7 });
    expect(readPeople(directoryPeople(doc)).get(ada.userId)).toEqual(entry('ada'));
  });
});
