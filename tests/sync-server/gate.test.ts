import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { groupDocument, headDocument } from '#domain/document-names.ts';
import type { GroupId } from '#domain/ids.ts';
import { FRAME_BYTES_MAX, TEXT_MAX } from '#domain/limits.ts';
import { newClientId, newId } from '#client/random.ts';
import { createChance } from '../support/chance.ts';
import { Device, makeGroup, type DeviceGroup } from '../support/device.ts';
import { foundOrganisation, join, signInAgain, ticketOf, type TestPerson } from '../support/people.ts';
import { RawSocket, STEP_1, STEP_2, UPDATE } from '../support/raw-socket.ts';
import { startServer, type ServerProcess } from '../support/server-process.ts';

let server: ServerProcess;
let ada: TestPerson;
let mallory: TestPerson;
let groupId: GroupId;
let honest: Device;
let group: DeviceGroup;
let hostile: RawSocket;

beforeAll(async () => {
  server = await startServer();
  ada = await foundOrganisation(server.url);
  mallory = await join(ada, 'mallory');
  groupId = await makeGroup([ada, mallory]);
  honest = new Device(ada);
  group = honest.group(groupId);
  group.writer.post('an honest message');
  await group.untilSent();
});
afterAll(async () => {
  await honest?.close();
  await server?.stop();
});
beforeEach(async () => {
  hostile = await RawSocket.open(mallory);
  hostile.authenticate(groupDocument(groupId, 1));
  return () => hostile.close();
});

/** What mallory's own document would send after `change`. */
function updateOf(slot: number, change: (doc: Y.Doc) => void): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = newClientId(slot);
  doc.transact(() => change(doc));
  return Y.encodeStateAsUpdate(doc);
}

/** An honest message goes through, and is the only new one. */
async function expectOnlyHonest(): Promise<void> {
  const before = group.texts;
  const text = `still here ${before.length}`;
  group.writer.post(text);
  await group.untilSent();
  expect(group.texts).toEqual([...before, text]);
  expect(server.output()).not.toContain('unhandled-rejection');
}

const record = (person: TestPerson, text: string) => ({ id: newId(), by: person.id, text, at: 1 });

test('[S28] a message in another person\u2019s name is not taken', async () => {
  const forged = updateOf(mallory.slot, (doc) => doc.getArray('messages').push([record(ada, 'forged')]));
  hostile.sync(groupDocument(groupId, 1), STEP_2, forged);
  await expectOnlyHonest();
});

test('[S28] a message under another person\u2019s client id is not taken', async () => {
  const forged = updateOf(ada.slot, (doc) => doc.getArray('messages').push([record(ada, 'forged')]));
  hostile.sync(groupDocument(groupId, 1), STEP_2, forged);
  await expectOnlyHonest();
});

test('[S28] other people\u2019s messages cannot be deleted by an update', async () => {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(group.replica.doc));
  copy.getArray('messages').delete(0, 1);
  hostile.sync(groupDocument(groupId, 1), STEP_2, Y.encodeStateAsUpdate(copy));
  await expectOnlyHonest();
  expect(group.texts[0]).toBe('an honest message');
});

test('[S28] documents of the server are not changed by members', async () => {
  const head = honest.open(headDocument(groupId));
  await honest.until('the head is there', () => head.doc.getMap('info').get('name') === 'Ridge team');
  hostile.authenticate(headDocument(groupId));
  const renamed = updateOf(mallory.slot, (doc) => doc.getMap('info').set('name', 'renamed'));
  hostile.sync(headDocument(groupId), STEP_2, renamed);
  await expectOnlyHonest();
  expect(head.doc.getMap('info').get('name')).toBe('Ridge team');
});

test('one refused record takes nothing with it: those before and after arrive', async () => {
  const texts = ['before', 'x'.repeat(TEXT_MAX + 1), 'after'];
  const update = updateOf(mallory.slot, (doc) =>
    doc.getArray('messages').push(texts.map((text) => record(mallory, text))),
  );
  const count = group.messages.length;
  hostile.sync(groupDocument(groupId, 1), STEP_2, update);
  await honest.until('two more messages', () => group.messages.length === count + 2);
  expect(group.texts.slice(-2)).toEqual(['before', 'after']);
  await expectOnlyHonest();
});

test('the same update again changes nothing', async () => {
  const update = updateOf(mallory.slot, (doc) => doc.getArray('messages').push([record(mallory, 'once')]));
  hostile.sync(groupDocument(groupId, 1), STEP_2, update);
  hostile.sync(groupDocument(groupId, 1), STEP_2, update);
  await honest.until('it arrives', () => group.texts.includes('once'));
  await expectOnlyHonest();
  expect(group.texts.filter((text) => text === 'once')).toHaveLength(1);
});

test('[S28] one person on two connections cannot have two records accepted at one place', async () => {
  const other = await RawSocket.open(mallory);
  other.authenticate(groupDocument(groupId, 1));
  const client = newClientId(mallory.slot);
  const fork = (text: string) =>
    updateOf(mallory.slot, (doc) => {
      doc.clientID = client;
      doc.getArray('messages').push([record(mallory, text)]);
    });
  hostile.sync(groupDocument(groupId, 1), STEP_2, fork('fork'));
  other.sync(groupDocument(groupId, 1), STEP_2, fork('fork'));
  await honest.until('one arrives', () => group.texts.includes('fork'));
  await expectOnlyHonest();
  expect(group.texts.filter((text) => text === 'fork')).toHaveLength(1);
  const fresh = new Device(ada);
  const again = fresh.group(groupId);
  await fresh.until('it has all', () => again.messages.length === group.messages.length);
  expect(again.messages).toEqual(group.messages);
  other.close();
  await fresh.close();
});

test('an update that comes before the backlog it stands on waits for the device\u2019s answer', async () => {
  const doc = new Y.Doc();
  doc.clientID = newClientId(mallory.slot);
  doc.getArray('messages').push([record(mallory, 'written first')]);
  const backlog = Y.encodeStateVector(doc);
  doc.clientID = newClientId(mallory.slot);
  doc.getArray('messages').push([record(mallory, 'written second')]);
  const name = groupDocument(groupId, 1);
  hostile.sync(name, STEP_1, Y.encodeStateVector(new Y.Doc()));
  for (let at = 0; at < 5; at++) hostile.sync(name, UPDATE, Y.encodeStateAsUpdate(doc, backlog));
  hostile.sync(name, STEP_2, Y.encodeStateAsUpdate(doc));
  await honest.until('both arrive', () => group.texts.includes('written second'));
  expect(group.texts.slice(-2)).toEqual(['written first', 'written second']);
  await expectOnlyHonest();
});

test('500 malformed frames crash nothing and change nothing', async () => {
  const chance = createChance();
  const good = updateOf(mallory.slot, (doc) => doc.getArray('messages').push([record(ada, 'forged')]));
  for (let at = 0; at < 500; at++) {
    const bytes = Uint8Array.from({ length: chance.integer(0, 80) }, () => chance.integer(0, 255));
    const mutated = good.slice();
    mutated[chance.integer(0, good.length - 1)] = chance.integer(0, 255);
    if (hostile.socket.readyState !== hostile.socket.OPEN) hostile = await RawSocket.open(mallory);
    // Again for each: the frame before may have closed the document.
    hostile.authenticate(groupDocument(groupId, 1));
    hostile.sync(groupDocument(groupId, 1), STEP_2, Uint8Array.of(0, 0));
    if (at % 3 === 0) hostile.send(bytes);
    else
      hostile.sync(groupDocument(groupId, 1), chance.integer(STEP_1, UPDATE), at % 3 === 1 ? bytes : mutated);
  }
  const texts = group.texts.filter((text) => text.startsWith('forged'));
  expect(texts, `seed ${chance.seed}`).toEqual([]);
  await expectOnlyHonest();
});

test('a frame above the limit ends its socket and nothing else', async () => {
  hostile.send(new Uint8Array(FRAME_BYTES_MAX + 1));
  // 1009 where the answer arrives before the socket is cut, 1006 where it does not.
  expect([1009, 1006]).toContain(await hostile.closed);
  await expectOnlyHonest();
});

test('text where frames are binary ends its socket', async () => {
  hostile.socket.send('hello');
  expect(await hostile.closed).toBe(1003);
});

test('a page of another origin cannot use somebody\u2019s cookie', async () => {
  await expect(RawSocket.open(ada, { origin: 'https://elsewhere.example' })).rejects.toThrow('403');
});

test('without a session there is no socket', async () => {
  await expect(RawSocket.open({ ...ada, cookie: 'cairn.session_token=nonsense' })).rejects.toThrow('401');
});

describe('a ticket', () => {
  const name = () => groupDocument(groupId, 1);
  /** Whether a socket of somebody opens a document with this ticket. */
  async function opens(person: TestPerson, ticket: string): Promise<boolean> {
    const socket = await RawSocket.open(person);
    socket.ticket = ticket;
    socket.authenticate(name());
    await socket.until('it is told', () => socket.isIn(name()) || socket.reasons(name()).length > 0);
    const isIn = socket.isIn(name());
    if (!isIn) expect(socket.reasons(name())).toEqual(['ticket']);
    socket.close();
    return isIn;
  }

  test('opens one socket, and not a second', async () => {
    const ticket = await ticketOf(ada);
    expect(await opens(ada, ticket)).toBe(true);
    expect(await opens(ada, ticket)).toBe(false);
  });

  test('is of one session: that of another device of the same person does not take it, nor somebody else', async () => {
    const ticket = await ticketOf(ada);
    expect(await opens(await signInAgain(ada), ticket)).toBe(false);
    expect(await opens(mallory, ticket)).toBe(false);
    expect(await opens(ada, ticket)).toBe(true);
  });

  test('is needed: a cookie alone opens nothing', async () => {
    for (const none of ['', 'cookie', 'x'.repeat(2_000)]) expect(await opens(ada, none)).toBe(false);
  });

  test('of two sockets at once opens exactly one', async () => {
    const ticket = await ticketOf(ada);
    const opened = await Promise.all([1, 2, 3, 4].map(() => opens(ada, ticket)));
    expect(opened.filter(Boolean)).toHaveLength(1);
  });

  test('is for every document of its socket, and a refused one can be replaced there', async () => {
    const socket = await RawSocket.open(ada);
    const ticket = socket.ticket;
    socket.ticket = 'none';
    socket.authenticate(name());
    await socket.until('it is refused', () => socket.reasons(name()).includes('ticket'));
    socket.ticket = ticket;
    await Promise.all([socket.enter(name()), socket.enter(headDocument(groupId))]);
    socket.close();
  });
});
