import { afterAll, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { groupDocument, headDocument, inboxDocument } from '#domain/document-names.ts';
import { newClientId, newId } from '#client/random.ts';
import { Device, makeGroup } from '../support/device.ts';
import { callAs, foundOrganisation, join, signInAgain, type TestPerson } from '../support/people.ts';
import { RawSocket, STEP_2, UPDATE } from '../support/raw-socket.ts';
import { startServer, type ServerProcess } from '../support/server-process.ts';

let server: ServerProcess;
let ada: TestPerson;
let mallory: TestPerson;

beforeAll(async () => {
  server = await startServer();
  ada = await foundOrganisation(server.url);
  mallory = await join(ada, 'mallory');
});
afterAll(async () => {
  expect(server.output()).not.toMatch(/unhandled-rejection|uncaught-exception|"unexpected"/);
  await server.stop();
});

/** A session of mallory's that writes one message after the other, each an update of its own. */
class Writer {
  readonly doc = new Y.Doc();
  readonly updates: Uint8Array[] = [];

  constructor() {
    this.doc.clientID = newClientId(mallory.slot);
    this.doc.on('update', (update: Uint8Array) => this.updates.push(update));
  }

  write(text: string): Uint8Array {
    this.doc.getArray('messages').push([{ id: newId(), by: mallory.id, text, at: 1 }]);
    return this.updates.at(-1)!;
  }
}

const signOut = ({ url, cookie }: TestPerson) =>
  fetch(`${url}/sign-out`, { method: 'POST', headers: { cookie, origin: url } });

test('[S20] signing out ends all sockets of that session within a second, and no others', async () => {
  const laptop = await signInAgain(mallory);
  const sockets = await Promise.all([RawSocket.open(laptop), RawSocket.open(laptop)]);
  const other = await RawSocket.open(mallory);
  await Promise.all([...sockets, other].map((socket) => socket.enter(inboxDocument(mallory.id))));
  const began = performance.now();
  expect((await signOut(laptop)).status).toBe(204);
  expect(await Promise.all(sockets.map(({ closed }) => closed))).toEqual([4401, 4401]);
  expect(performance.now() - began).toBeLessThan(1_000);
  await expect(RawSocket.open(laptop)).rejects.toThrow('401');
  await other.settled(inboxDocument(mallory.id));
  expect(other.isIn(inboxDocument(mallory.id))).toBe(true);
  other.close();
});

test('[S20] frames that a signed-out device had under way do not count', async () => {
  const groupId = await makeGroup([ada, mallory]);
  const name = groupDocument(groupId, 1);
  const laptop = await signInAgain(mallory);
  const socket = await RawSocket.open(laptop);
  await socket.enter(name);
  const writer = new Writer();
  const adas = new Device(ada);
  const group = adas.group(groupId);
  await adas.until('it is open', () => adas.wire.isSynced);
  socket.sync(name, STEP_2, writer.write('0'));
  const answer = signOut(laptop);
  let sent = 1;
  // For as long as the socket lives; bounded by the second that it may.
  while (socket.isOpen && sent < 100_000) {
    for (let at = 0; at < 20; at++) socket.sync(name, UPDATE, writer.write(String(sent++)));
    await new Promise(setImmediate);
  }
  expect((await answer).status).toBe(204);
  expect(await socket.closed).toBe(4401);
  expect(sent).toBeGreaterThan(20);
  group.writer.post('after');
  await group.untilSent();
  const { length } = group.texts;
  expect(group.texts.at(-1)).toBe('after');
  group.writer.post('later');
  await group.untilSent();
  expect(group.texts.slice(length)).toEqual(['later']);
  await adas.close();
});

test('[S18] who leaves is cut off within 100 ms, and nothing sent before or after is taken any more', async () => {
  const groupId = await makeGroup([ada, mallory]);
  const name = groupDocument(groupId, 1);
  const adas = new Device(ada);
  const group = adas.group(groupId);
  group.writer.post('ada');
  await group.untilSent();
  const socket = await RawSocket.open(mallory);
  await Promise.all([socket.enter(name), socket.enter(headDocument(groupId))]);
  const writer = new Writer();
  socket.sync(name, STEP_2, writer.write('0'));
  await adas.until('mallory is heard', () => group.texts.includes('0'));

  let isLeft = false;
  let leftAt = 0;
  const left = callAs(mallory, 'DELETE', `/api/v1/groups/${groupId}/members/me`).then(() => {
    leftAt = performance.now();
    isLeft = true;
  });
  let sent = 1;
  const write = () => {
    for (let at = 0; at < 50; at++) socket.sync(name, UPDATE, writer.write(String(sent++)));
    group.writer.post(`ada ${sent}`);
  };
  for (let turn = 0; !isLeft && turn < 10_000; turn++) {
    write();
    await new Promise(setImmediate);
  }
  await left;
  const cutOff = group.texts.length;
  for (let turn = 0; turn < 20; turn++) write();
  await group.untilSent();
  await socket.settled(name);
  expect(sent).toBeGreaterThan(1_000);

  // What was accepted of mallory's stands before the removal: nothing of it is above what ada wrote afterwards.
  const mine = group.messages.filter(({ by }) => by === mallory.id);
  expect(mine.length).toBeLessThan(sent);
  expect(Math.max(...mine.map(({ seq }) => seq!))).toBeLessThanOrEqual(cutOff + 1);
  const delivered = socket.heard.filter(({ address, type }) => address === name && type === 0);
  expect(Math.max(...delivered.map(({ at }) => at)) - leftAt).toBeLessThan(100);
  expect(socket.reasons(name)).toContain('forbidden');
  expect(socket.reasons(headDocument(groupId))).toContain('forbidden');
  await expect(socket.enter(name)).rejects.toThrow('denied');
  socket.close();
  await adas.close();
});

test('[S18] a document that is being opened while its reader is removed does not stay open', async () => {
  // Many at once: the removal comes while some are asked for, some read and some open.
  const groups = await Promise.all(Array.from({ length: 12 }, () => makeGroup([ada, mallory])));
  const socket = await RawSocket.open(mallory);
  const leaving = groups.map((groupId) => {
    socket.authenticate(groupDocument(groupId, 1));
    return callAs(mallory, 'DELETE', `/api/v1/groups/${groupId}/members/me`);
  });
  await Promise.all(leaving);
  const adas = new Device(ada);
  for (const groupId of groups) {
    const group = adas.group(groupId);
    group.writer.post('a secret');
    await group.untilSent();
  }
  await socket.enter(inboxDocument(mallory.id));
  await socket.settled(inboxDocument(mallory.id));
  const open = groups.filter((groupId) => socket.isIn(groupDocument(groupId, 1)));
  expect(open).toEqual([]);
  const secrets = socket.heard.filter(({ rest }) => Buffer.from(rest).includes('a secret'));
  expect(secrets).toEqual([]);
  socket.close();
  await adas.close();
});
