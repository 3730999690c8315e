import { describe, expect, test } from 'vitest';
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { ada, all, ben, groupId, id } from '../../../tests/convergence/people.ts';
import { createChance } from '../../../tests/support/chance.ts';
import { clientIdFor } from './client-id.ts';
import { encodeStructs } from './encode-update.ts';
import type { GroupRequest } from './group-request.ts';
import type { DeviceId, GroupId } from './ids.ts';
import {
  DRAFTS_SIZE_MAX,
  FRAME_BYTES_MAX,
  REQUESTS_MAX,
  STRUCTS_PER_UPDATE_MAX,
  TEXT_MAX,
  USER_KEYS_MAX,
} from './limits.ts';
import { admitToUserDocument, type UserAdmission } from './user-admission.ts';
import {
  deliveredPositions,
  groupRequests,
  listPlaces,
  notificationRules,
  preferences,
  readDraft,
  readGroupRequests,
  readPosition,
  readPositions,
  setDraft,
  setReadPosition,
  setUnreadMark,
  shownPosition,
  showsReceipts,
  userMapNames,
} from './user-document.ts';

const [phone, laptop] = [id<DeviceId>('phone'), id<DeviceId>('laptop')];
const south = id<GroupId>('south');
const key = `${groupId}/${phone}`;

function device(random32: number, ...known: Uint8Array[]): { doc: Y.Doc; client: number } {
  const doc = new Y.Doc();
  doc.clientID = clientIdFor(ada.slot, random32);
  readPositions(doc);
  for (const update of known) Y.applyUpdate(doc, update);
  return { doc, client: doc.clientID };
}

/** The server's replica of ada's document, which takes what the gate lets in. */
class Server {
  readonly doc = new Y.Doc();

  judge(update: Uint8Array): UserAdmission {
    return admitToUserDocument(update, this.doc, ada);
  }
  take(update: Uint8Array): Extract<UserAdmission, { kind: 'admitted' }> {
    const admission = this.judge(update);
    if (admission.kind !== 'admitted') throw new Error(JSON.stringify(admission));
    Y.applyUpdate(this.doc, admission.update);
    expect(this.doc.store.pendingStructs).toBeNull();
    return admission;
  }
}

function expectEqual(a: Y.Doc, b: Y.Doc): void {
  expect(readPositions(a).toJSON()).toEqual(readPositions(b).toJSON());
  expect(Y.equalSnapshots(Y.snapshot(a), Y.snapshot(b))).toBe(true);
}

describe('what an honest device sends', () => {
  test('[U4] drafts, as many as a device shares, and one that overwrites another', () => {
    const { doc } = device(1);
    setDraft(doc, groupId, phone, { text: 'half a sen', replyTo: null });
    const server = new Server();
    server.take(all({ doc }));
    for (let at = 0; at < DRAFTS_SIZE_MAX / TEXT_MAX; at++)
      setDraft(doc, id<GroupId>(`g${at}`), phone, { text: 'x'.repeat(TEXT_MAX - 20), replyTo: null });
    setDraft(doc, groupId, phone, { text: '', replyTo: null });
    server.take(all({ doc }));
    expect(readDraft(server.doc, groupId)).toEqual([2, '', null]);
  });

  test('[S6] a first position, and one that overwrites it', () => {
    const server = new Server();
    const { doc } = device(1);
    setReadPosition(doc, groupId, phone, 3);
    expect(server.take(all({ doc })).positions).toEqual(new Map([[groupId, 3]]));
    setReadPosition(doc, groupId, phone, 5);
    const update = Y.encodeStateAsUpdate(doc, Y.encodeStateVector(server.doc));
    expect(server.take(update).positions).toEqual(new Map([[groupId, 5]]));
    expectEqual(server.doc, doc);
  });

  test('[S6] several groups and several values at once: the highest of each', () => {
    const server = new Server();
    const { doc } = device(1);
    for (const [group, seq] of [
      [groupId, 3],
      [south, 9],
      [groupId, 7],
    ] as const)
      setReadPosition(doc, group, phone, seq);
    expect(server.take(all({ doc })).positions).toEqual(
      new Map([
        [south, 9],
        [groupId, 7],
      ]),
    );
    expectEqual(server.doc, doc);
  });

  test('what is all known is empty, deletions and others\u2019 structs included', () => {
    const server = new Server();
    const { doc } = device(1);
    for (const seq of [1, 2, 3]) setReadPosition(doc, groupId, phone, seq);
    server.take(all({ doc }));
    expect(server.take(all({ doc }))).toMatchObject({ empty: true, positions: new Map() });
    expect(server.take(all({ doc: new Y.Doc() }))).toMatchObject({ empty: true });
  });

  test.each([
    [1, 2],
    [2, 1],
  ])('one session overwrites what another wrote, both offline: client ids %i and %i', (first, second) => {
    const server = new Server();
    const one = device(first);
    setReadPosition(one.doc, groupId, phone, 3);
    const two = device(second, all(one));
    setReadPosition(two.doc, groupId, phone, 8);
    expect(server.take(all(two)).positions).toEqual(new Map([[groupId, 8]]));
    expectEqual(server.doc, two.doc);
  });

  test('what Yjs has joined of values overwritten, where a part of it is here already', () => {
    const server = new Server();
    const { doc } = device(1);
    const states = [1, 2, 3, 4].map((seq) => {
      setReadPosition(doc, groupId, phone, seq);
      return all({ doc });
    });
    // Asked when nothing was here, answered when two values were.
    server.take(states[1]!);
    expect(Y.decodeUpdate(states[3]!).structs).toHaveLength(2);
    expect(server.take(states[3]!).positions).toEqual(new Map([[groupId, 4]]));
    expectEqual(server.doc, doc);
  });

  test('[S7] [S10] a mark, what is delivered and a choice, each in its map', () => {
    const server = new Server();
    const { doc } = device(1);
    setReadPosition(doc, groupId, phone, 9);
    setUnreadMark(doc, groupId, phone, 4);
    deliveredPositions(doc).set(key, 12);
    preferences(doc).set('receipts', false);
    expect(server.take(all({ doc }))).toMatchObject({
      positions: new Map([[groupId, 9]]),
      delivered: new Map([[groupId, 12]]),
      showsReceipts: false,
    });
    setUnreadMark(doc, groupId, phone, null);
    const update = Y.encodeStateAsUpdate(doc, Y.encodeStateVector(server.doc));
    expect(server.take(update)).toMatchObject({ positions: new Map(), showsReceipts: undefined });
    expect([shownPosition(server.doc, groupId), showsReceipts(server.doc)]).toEqual([9, false]);
  });

  test.each([
    [1, 2],
    [2, 1],
  ])('[S10] of two devices that choose at once the same counts here as there (%i, %i)', (one, other) => {
    const server = new Server();
    const [a, b] = [device(one), device(other)];
    preferences(a.doc).set('receipts', false);
    preferences(b.doc).set('receipts', true);
    server.take(all(a));
    const last = server.take(all(b));
    expect(last.showsReceipts).toBe(showsReceipts(server.doc));
    expect(last.showsReceipts).toBe(one > other ? false : true);
  });

  test('of which messages a person is told, by group: what is others now, and nothing that is no rule', () => {
    const server = new Server();
    const { doc } = device(1);
    notificationRules(doc).set(groupId, 'mentions');
    expect(server.take(all({ doc })).rules).toEqual(new Map([[groupId, 'mentions']]));
    setReadPosition(doc, groupId, phone, 9);
    const read = Y.encodeStateAsUpdate(doc, Y.encodeStateVector(server.doc));
    expect(server.take(read).rules).toEqual(new Map());
    notificationRules(doc).set(groupId, 'loud' as 'all');
    const wrong = Y.encodeStateAsUpdate(doc, Y.encodeStateVector(server.doc));
    expect(server.judge(wrong)).toMatchObject({ kind: 'impossible', why: 'no rule' });
  });

  test('where a group stands in the list, and nothing that is no place', () => {
    const server = new Server();
    const { doc } = device(1);
    for (const place of ['pinned', ['away', 9], 'listed'] as const) listPlaces(doc).set(groupId, place);
    server.take(all({ doc }));
    expect(listPlaces(server.doc).toJSON()).toEqual({ [groupId]: 'listed' });
    for (const place of ['first', ['away'], ['away', -1], ['pinned', 9], null]) {
      const other = device(2);
      listPlaces(other.doc).set(groupId, place as 'pinned');
      expect(server.judge(all(other))).toMatchObject({ kind: 'impossible', why: 'no place in a list' });
    }
  });

  test('as many keys as fit, all of them overwritten at once', () => {
    const server = new Server();
    const { doc } = device(1);
    const write = (seq: number) =>
      doc.transact(() => {
        for (let at = 0; at < USER_KEYS_MAX; at++) readPositions(doc).set(`${id(`g${at}`)}/${phone}`, seq);
      });
    write(1);
    expect(server.take(all({ doc })).positions.size).toBe(USER_KEYS_MAX);
    write(2);
    expect(server.take(Y.encodeStateAsUpdate(doc, Y.encodeStateVector(server.doc))).positions.size).toBe(
      USER_KEYS_MAX,
    );
  });

  test('two devices that met in any order end equal', () => {
    const chance = createChance(6);
    for (let round = 0; round < 50; round++) {
      const server = new Server();
      let overwritten = 0;
      const devices = [phone, laptop].map((deviceId) => ({
        deviceId,
        ...device(chance.integer(1, 2 ** 31)),
      }));
      const highest = new Map<GroupId, number>();
      for (let step = 0; step < 40; step++) {
        const at = chance.integer(0, 1);
        const { doc, deviceId } = devices[at]!;
        const group = [groupId, south][chance.integer(0, 1)]!;
        if (chance.next() < 0.6) {
          const seq = chance.integer(1, 100);
          overwritten += readPositions(doc).has(`${group}/${deviceId}`) ? 1 : 0;
          setReadPosition(doc, group, deviceId, seq);
          highest.set(group, Math.max(seq, highest.get(group) ?? 0));
        } else if (chance.next() < 0.3) {
          // A new visit: everything from the disk, under a new client id.
          devices[at] = { deviceId, ...device(chance.integer(1, 2 ** 31), all({ doc })) };
        } else {
          if (chance.next() < 0.7) server.take(Y.encodeStateAsUpdate(doc, Y.encodeStateVector(server.doc)));
          if (chance.next() < 0.7) Y.applyUpdate(doc, Y.encodeStateAsUpdate(server.doc));
        }
      }
      for (const one of devices) server.take(all(one));
      for (const { doc } of devices) {
        Y.applyUpdate(doc, Y.encodeStateAsUpdate(server.doc));
        expectEqual(server.doc, doc);
      }
      for (const [group, seq] of highest) expect(readPosition(server.doc, group)).toBe(seq);
      expect(overwritten).toBeGreaterThan(0);
    }
  });
});

interface Hand {
  client?: number;
  clock?: number;
  origin?: Y.ID | null;
  rightOrigin?: Y.ID | null;
  parent?: unknown;
  parentSub?: string | null;
  content?: Y.Item['content'];
}
const own = clientIdFor(ada.slot, 1);
/** A struct by hand; by default the position 1 in the one group. */
function item({ client = own, clock = 0, origin = null, rightOrigin = null, ...rest }: Hand = {}): Y.Item {
  const { parent = 'read', parentSub = key, content = new Y.ContentAny([1]) } = rest;
  const [named, sub] = origin === null && rightOrigin === null ? [parent, parentSub] : [null, null];
  return new Y.Item(Y.createID(client, clock), null, origin, null, rightOrigin, named as never, sub, content);
}

describe('[S28] what no honest device writes', () => {
  const judged = (...structs: (Y.Item | Y.GC)[]) => new Server().judge(encodeStructs(structs, []));
  function afterChange(change: (doc: Y.Doc) => void): UserAdmission {
    const { doc } = device(1);
    doc.transact(() => change(doc));
    return new Server().judge(all({ doc }));
  }

  function fillDrafts(doc: Y.Doc): void {
    for (let at = 0; at * TEXT_MAX <= 4 * DRAFTS_SIZE_MAX; at++)
      doc.getMap('drafts').set(`${groupId}/${id<DeviceId>(`d${at}`)}`, [1, 'x'.repeat(TEXT_MAX), null]);
  }

  test('the plain one is let in', () => {
    expect(judged(item())).toMatchObject({ kind: 'admitted', positions: new Map([[groupId, 1]]) });
  });

  test.each<[attack: string, admission: UserAdmission, why: string]>([
    ['a nested type', afterChange((doc) => doc.getMap('read').set(key, new Y.Map())), 'JSON'],
    [
      'something in a nested type',
      afterChange((doc) => doc.getMap('read').set(key, new Y.Map([['a', 1]]))),
      'JSON',
    ],
    ['a sub-document', afterChange((doc) => doc.getMap('read').set(key, new Y.Doc())), 'JSON'],
    ['bytes', afterChange((doc) => doc.getMap('read').set(key, new Uint8Array(1))), 'JSON'],
    ['a text', afterChange((doc) => doc.getMap('read').set(key, 'x'.repeat(1_000))), 'no position'],
    ['an object', afterChange((doc) => doc.getMap('read').set(key, { a: 1 })), 'no position'],
    ['a negative position', judged(item({ content: new Y.ContentAny([-1]) })), 'no position'],
    ['NaN', judged(item({ content: new Y.ContentAny([NaN]) })), 'no position'],
    ['two values at once', judged(item({ content: new Y.ContentAny([1, 2]) })), 'no position'],
    ['an unknown map', afterChange((doc) => doc.getMap('other').set(key, 1)), 'no such key'],
    ['an unknown key', afterChange((doc) => doc.getMap('read').set('x', 1)), 'no such key'],
    ['a key of a __proto__', afterChange((doc) => doc.getMap('read').set('__proto__', 1)), 'no such key'],
    [
      'an array under the name of the map',
      afterChange((doc) => doc.getArray('elsewhere').push([1])),
      'no such key',
    ],
    ['a mark that is no mark', afterChange((doc) => doc.getMap('unread').set(key, [1, 'x'])), 'no mark'],
    ['a mark with more to it', afterChange((doc) => doc.getMap('unread').set(key, [1, 2, 3])), 'no mark'],
    ['a large choice', afterChange((doc) => doc.getMap('preferences').set('receipts', 'x')), 'no preference'],
    ['an unknown choice', afterChange((doc) => doc.getMap('preferences').set('x', true)), 'no such key'],
    ['a draft that is no draft', afterChange((doc) => doc.getMap('drafts').set(key, 'text')), 'no draft'],
    [
      'a draft longer than a message',
      afterChange((doc) => doc.getMap('drafts').set(key, [1, 'x'.repeat(TEXT_MAX + 1), null])),
      'no draft',
    ],
    [
      'a draft that answers no message',
      afterChange((doc) => doc.getMap('drafts').set(key, [1, 'x', 'nothing'])),
      'no draft',
    ],
    ['more drafts than anybody writes', afterChange(fillDrafts), 'too much in drafts'],
    ['a key without its map', judged(item({ parent: 'toString' })), 'no such key'],
    ['an element without a key', judged(item({ parentSub: null })), 'no such key'],
    ['a parent by id', judged(item({ parent: Y.createID(own, 0) })), 'no such key'],
    ['an insertion before another', judged(item({ rightOrigin: Y.createID(own, 0) })), 'middle'],
    ['a collected struct', judged(new Y.GC(Y.createID(own, 0), 1)), 'not an item'],
    ['a collected struct of 2⁵⁰', judged(new Y.GC(Y.createID(own, 0), 2 ** 50)), 'not an item'],
    [
      'a length beyond all integers',
      judged(
        item(),
        item({
          clock: 1,
          origin: Y.createID(own, 0),
          content: new Y.ContentDeleted(Number.MAX_SAFE_INTEGER),
        }),
      ),
      'not an item',
    ],
  ])('%s', (_attack, admission, why) => {
    expect(admission.kind).toBe('impossible');
    expect(admission.kind === 'impossible' && admission.why).toContain(why);
  });

  test.each<[gap: string, admission: UserAdmission]>([
    ['a clock ahead', judged(item({ clock: 1 }))],
    ['a huge clock', judged(item({ clock: 2 ** 50 }))],
    ['an origin of itself', judged(item({ origin: Y.createID(own, 0) }))],
    ['an origin that nobody has', judged(item({ origin: Y.createID(clientIdFor(ben.slot, 1), 0) }))],
  ])('stands on nothing: %s', (_gap, admission) => {
    expect(admission).toEqual({ kind: 'gap' });
  });

  test('one key more than fits, written at once or one by one, also when others were deleted', () => {
    const keys = Array.from({ length: USER_KEYS_MAX + 1 }, (_, at) => `${id(`g${at}`)}/${phone}`);
    expect(afterChange((doc) => keys.forEach((one) => doc.getMap('read').set(one, 1)))).toMatchObject({
      why: 'too many keys',
    });
    const server = new Server();
    const { doc } = device(1);
    doc.transact(() => {
      for (const one of keys.slice(1)) readPositions(doc).set(one, 1);
      for (const one of keys.slice(1, 1_000)) readPositions(doc).delete(one);
    });
    server.take(all({ doc }));
    readPositions(doc).set(keys[0]!, 1);
    expect(server.judge(all({ doc }))).toMatchObject({ kind: 'impossible', why: 'too many keys' });
  });

  test('a deleted value that claims to be 2⁵⁰ long costs nothing', () => {
    const began = performance.now();
    const server = new Server();
    server.take(encodeStructs([item({ content: new Y.ContentDeleted(2 ** 50) })], []));
    server.take(encodeStructs([item({ clock: 2 ** 50, origin: Y.createID(own, 2 ** 50 - 1) })], []));
    expect(readPosition(server.doc, groupId)).toBe(1);
    expect(performance.now() - began).toBeLessThan(10_000);
  });

  test('as many structs as may be in one frame cost less than a second, and more are none', () => {
    const update = (count: number) =>
      encodeStructs(
        Array.from({ length: count }, (_, clock) =>
          item({ clock, origin: clock === 0 ? null : Y.createID(own, clock - 1) }),
        ),
        [],
      );
    const most = update(STRUCTS_PER_UPDATE_MAX - 1); // Their session counts too.
    expect(most.length).toBeLessThan(FRAME_BYTES_MAX);
    const began = performance.now();
    expect(new Server().judge(most).kind).toBe('admitted');
    expect(performance.now() - began).toBeLessThan(10_000);
    expect(new Server().judge(update(STRUCTS_PER_UPDATE_MAX))).toMatchObject({ why: 'too many structs' });
  });

  test('another person\u2019s structs and deletions are left out', () => {
    const server = new Server();
    const { doc } = device(1);
    setReadPosition(doc, groupId, phone, 3);
    server.take(all({ doc }));
    const bens = new Y.Doc();
    bens.clientID = clientIdFor(ben.slot, 1);
    Y.applyUpdate(bens, all({ doc }));
    bens.getMap('read').set(`${groupId}/${laptop}`, 99);
    expect(server.take(all({ doc: bens }))).toMatchObject({ empty: true });
    bens.getMap('read').delete(key);
    const asBen = admitToUserDocument(all({ doc: bens }), server.doc, ben);
    expect(asBen.kind === 'admitted' && Y.decodeUpdate(asBen.update).ds.clients.size).toBe(0);
    expect(readPosition(server.doc, groupId)).toBe(3);
  });

  test('a deletion of what is not written yet is left out', () => {
    const update = encodeStructs([item()], [{ client: own, clock: 0, length: 2 ** 50 }]);
    const admission = new Server().take(update);
    expect(Y.decodeUpdate(admission.update).ds.clients.get(own)).toMatchObject([{ clock: 0, len: 1 }]);
    const early = new Server().take(encodeStructs([], [{ client: own, clock: 5, length: 9 }]));
    expect(early.empty).toBe(true);
  });
});

describe('[S28] bytes that are no update, or a strange one', () => {
  const { doc } = device(1);
  for (const seq of [1, 2, 3]) setReadPosition(doc, groupId, phone, seq);
  setReadPosition(doc, south, phone, 4);
  const good = all({ doc });

  test('an update cut short anywhere is none', () => {
    for (let length = 0; length < good.length; length++)
      expect(new Server().judge(good.slice(0, length))).toMatchObject({
        kind: 'impossible',
        why: 'not an update',
      });
    expect(new Server().judge(new Uint8Array(FRAME_BYTES_MAX + 1))).toMatchObject({ why: 'not an update' });
  });

  test('10,000 changed updates do not throw, and what is let in leaves nothing waiting', () => {
    const chance = createChance(11);
    let admitted = 0;
    for (let at = 0; at < 10_000; at++) {
      const changed = good.slice();
      for (let flips = chance.integer(1, 4); flips > 0; flips--)
        changed[chance.integer(0, changed.length - 1)] = chance.integer(0, 255);
      const server = new Server();
      if (server.judge(changed).kind !== 'admitted') continue;
      admitted++;
      server.take(changed);
      expect(server.doc.store.pendingDs).toBeNull();
      expect([...server.doc.share.keys()]).toEqual(userMapNames);
    }
    expect(admitted).toBeGreaterThan(100);
  }, 60_000);

  test('a mark that something is left out is a gap', () => {
    const skip = encoding.encode((to) => {
      for (const number of [1, 1, own, 0]) encoding.writeVarUint(to, number);
      encoding.writeUint8(to, 10);
      for (const number of [4, 0]) encoding.writeVarUint(to, number);
    });
    expect(new Server().judge(skip)).toEqual({ kind: 'gap' });
  });
});

describe('[S22] groups that a device made', () => {
  const request = (at = 1): GroupRequest => ({
    ...{ kind: 'group', name: 'Ridge team', description: '', history: 'all', at },
    members: [ben.userId],
  });
  const numbered = (at: number) => id<GroupId>(`g${at}`);

  test('are taken, and taken back', () => {
    const server = new Server();
    const { doc } = device(1);
    groupRequests(doc).set(south, request());
    server.take(all({ doc }));
    expect([...readGroupRequests(server.doc)]).toEqual([[south, request()]]);
    groupRequests(doc).delete(south);
    server.take(all({ doc }));
    expect(readGroupRequests(server.doc).size).toBe(0);
    expectEqual(server.doc, doc);
  });

  test('are taken beside read positions, and overwritten by another device', () => {
    const server = new Server();
    const { doc } = device(1);
    groupRequests(doc).set(south, request());
    setReadPosition(doc, groupId, phone, 3);
    expect(server.take(all({ doc })).positions).toEqual(new Map([[groupId, 3]]));
    const other = device(2, all({ doc }));
    groupRequests(other.doc).set(south, request(2));
    server.take(all(other));
    expect(readGroupRequests(server.doc).get(south)?.at).toBe(2);
  });

  test.each([
    ['under no id of a group', 'nowhere', request()],
    ['under the id of a direct conversation', `dm-${'a'.repeat(22)}`, request()],
    ['that are direct under another id', south, { ...request(), kind: 'direct' }],
    ['with a field more', south, { ...request(), more: 1 }],
    ['with a name that is too long', south, { ...request(), name: 'x'.repeat(81) }],
    ['with a name that Postgres does not take', south, { ...request(), name: 'a\0b' }],
    ['with too many members', south, { ...request(), members: Array(201).fill(ben.userId) }],
    ['with members that are none', south, { ...request(), members: ['ben'] }],
    ['that are a text', south, 'Ridge team'],
  ])('[S28] %s are not', (_what, at, value) => {
    const { doc } = device(1);
    doc.getMap<unknown>('requested').set(at, value);
    expect(new Server().judge(all({ doc })).kind).toBe('impossible');
  });

  test('[S28] are bounded in number', () => {
    const many = (count: number) => {
      const { doc } = device(1);
      for (let at = 0; at < count; at++) groupRequests(doc).set(numbered(at), request());
      return new Server().judge(all({ doc })).kind;
    };
    expect([many(REQUESTS_MAX), many(2 * REQUESTS_MAX + 1)]).toEqual(['admitted', 'impossible']);
  });
});
