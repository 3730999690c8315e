import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { applyAwarenessUpdate, Awareness } from 'y-protocols/awareness';
import { groupDocument, headDocument, inboxDocument } from '#domain/document-names.ts';
import type { GroupId } from '#domain/ids.ts';
import { newClientId } from '#client/random.ts';
import { PRESENCE_RATE } from '../../sync-server/budgets.ts';
import { makeGroup } from '../support/device.ts';
import { foundOrganisation, join, type TestPerson } from '../support/people.ts';
import { MESSAGE, RawSocket, type Heard } from '../support/raw-socket.ts';
import { startServer, type ServerProcess } from '../support/server-process.ts';

let server: ServerProcess;
let ada: TestPerson;
let mallory: TestPerson;
let groupId: GroupId;
let name: string;
/** ada watches; mallory speaks. */
let watching: RawSocket;
let hostile: RawSocket;
let client: number;

beforeAll(async () => {
  server = await startServer();
  ada = await foundOrganisation(server.url);
  mallory = await join(ada, 'mallory');
  groupId = await makeGroup([ada, mallory]);
  name = groupDocument(groupId, 1);
});
afterAll(() => server?.stop());
beforeEach(async () => {
  [watching, hostile] = [await RawSocket.open(ada), await RawSocket.open(mallory)];
  await Promise.all([watching.enter(name), hostile.enter(name)]);
  client = newClientId(mallory.slot);
  return () => [watching, hostile].forEach((socket) => socket.close());
});

/** An awareness update with any number of states. */
function update(...states: [client: number, clock: number, state: unknown][]): Uint8Array {
  const to = encoding.createEncoder();
  encoding.writeVarUint(to, states.length);
  for (const [client, clock, state] of states) {
    encoding.writeVarUint(to, client);
    encoding.writeVarUint(to, clock);
    encoding.writeVarString(to, JSON.stringify(state));
  }
  return encoding.toUint8Array(to);
}

/** What a device knows of the others after all it heard. */
function statesSeen({ heard }: RawSocket): Map<number, unknown> {
  const awareness = new Awareness(new Y.Doc());
  awareness.setLocalState(null);
  const isPresence = ({ address, type }: Heard) => address === name && type === MESSAGE.awareness;
  for (const { rest } of heard.filter(isPresence))
    applyAwarenessUpdate(awareness, decoding.readVarUint8Array(decoding.createDecoder(rest)), null);
  const states = new Map(awareness.getStates());
  awareness.destroy();
  return states;
}

const isTyping = (typing = true) => ({ by: mallory.id, typing });

test('who types is seen by the others, and is gone when the connection is', async () => {
  hostile.presence(name, update([client, 1, isTyping()]));
  await watching.until('mallory types', () => statesSeen(watching).has(client));
  expect(statesSeen(watching).get(client)).toEqual(isTyping());
  hostile.presence(name, update([client, 2, isTyping(false)]));
  await watching.until(
    'mallory stops',
    () => (statesSeen(watching).get(client) as { typing: boolean }).typing === false,
  );
  hostile.close();
  await watching.until('mallory is gone', () => !statesSeen(watching).has(client));
});

test('who comes later is told who types, and a state taken away and said again goes with its connection', async () => {
  hostile.presence(name, update([client, 1, isTyping()]));
  hostile.presence(name, update([client, 2, null]));
  hostile.presence(name, update([client, 3, isTyping()]));
  await watching.until('mallory types', () => statesSeen(watching).has(client));
  const late = await RawSocket.open(ada);
  await late.enter(name);
  await late.until('it is told', () => statesSeen(late).has(client));
  late.close();
  hostile.close();
  await watching.until('mallory is gone', () => !statesSeen(watching).has(client));
});

describe('[S28] is not passed on:', () => {
  const many = (count: number) =>
    update(
      ...Array.from({ length: count }, (_, at) => [client + at, 1, isTyping()] as [number, number, unknown]),
    );

  test.each<[what: string, bytes: () => Uint8Array]>([
    ['another\u2019s name', () => update([client, 1, { by: ada.id, typing: true }])],
    ['another\u2019s client id', () => update([newClientId(ada.slot), 1, isTyping()])],
    ['the server\u2019s client id', () => update([1, 1, isTyping()])],
    ['20,000 phantom states', () => many(20_000)],
    ['two states', () => many(2)],
    [
      'a count of 2⁵⁰ states',
      () => {
        const to = encoding.createEncoder();
        encoding.writeVarUint(to, 2 ** 50);
        return encoding.toUint8Array(to);
      },
    ],
    ['clock 2⁵⁰', () => update([client, 2 ** 50, isTyping()])],
    ['a large state', () => update([client, 1, { ...isTyping(), note: 'x'.repeat(600) }])],
    ['a nested state', () => update([client, 1, { by: mallory.id, typing: { deep: [true] } }])],
    ['a state that is no object', () => update([client, 1, 'typing'])],
    ['bytes that are none', () => Uint8Array.of(1, 255)],
    ['no bytes', () => new Uint8Array()],
  ])('%s', async (_what, bytes) => {
    hostile.presence(name, bytes());
    // What comes after it in the same document is heard, so the one before has been worked off.
    const real = newClientId(mallory.slot);
    hostile.presence(name, update([real, 1, isTyping()]));
    await watching.until('the honest one arrives', () => statesSeen(watching).has(real));
    expect([...statesSeen(watching)]).toEqual([[real, isTyping()]]);
    expect(hostile.isIn(name)).toBe(true);
  });

  test('a second client id of the same connection', async () => {
    hostile.presence(name, update([client, 1, isTyping()]));
    hostile.presence(name, update([client + 1, 1, isTyping()]));
    hostile.presence(name, update([client, 2, isTyping(false)]));
    await watching.until(
      'the last one',
      () => (statesSeen(watching).get(client) as { typing?: boolean })?.typing === false,
    );
    expect([...statesSeen(watching).keys()]).toEqual([client]);
  });

  test('the removal of somebody else\u2019s state, also by the same person elsewhere', async () => {
    const adas = newClientId(ada.slot);
    watching.presence(name, update([adas, 1, { by: ada.id, typing: true }]));
    hostile.presence(name, update([client, 1, isTyping()]));
    const second = await RawSocket.open(mallory);
    await second.enter(name);
    await second.until('both type', () => statesSeen(second).size === 2);
    hostile.presence(name, update([adas, 1, null]));
    hostile.presence(name, update([adas, 2, null]));
    second.presence(name, update([client, 1, null]));
    second.presence(name, update([client, 9, isTyping(false)]));
    await Promise.all([hostile.settled(name), second.settled(name)]);
    const late = await RawSocket.open(ada);
    await late.enter(name);
    await late.until('it is told', () => statesSeen(late).size > 0);
    expect(statesSeen(late).get(client)).toEqual(isTyping());
    expect(statesSeen(late).get(adas)).toEqual({ by: ada.id, typing: true });
    for (const socket of [second, late]) socket.close();
  });

  test('anything in documents that are no conversation', async () => {
    const head = headDocument(groupId);
    const inbox = inboxDocument(mallory.id);
    await watching.enter(head);
    for (const document of [head, inbox, 'directory']) {
      await hostile.enter(document);
      hostile.presence(document, update([client, 1, isTyping()]));
      await hostile.settled(document);
    }
    await watching.settled(head);
    expect(watching.heard.filter(({ type }) => type === MESSAGE.awareness)).toEqual([]);
    expect(hostile.heard.filter(({ type }) => type === MESSAGE.awareness)).toEqual([]);
  });

  test('more than a few states a second', async () => {
    const begun = performance.now();
    for (let clock = 1; clock <= 500; clock++)
      hostile.presence(name, update([client, clock, isTyping(clock % 2 === 0)]));
    await hostile.settled(name);
    await watching.until('some arrive', () => statesSeen(watching).has(client));
    await watching.settled(name);
    // However long a busy machine takes for the 500.
    const seconds = (performance.now() - begun) / 1_000;
    const passed = watching.heard.filter(
      ({ address, type }) => address === name && type === MESSAGE.awareness,
    );
    expect(passed.length).toBeLessThanOrEqual(PRESENCE_RATE.burst + PRESENCE_RATE.perSecond * seconds);
  });
});
