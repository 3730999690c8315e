import { readFileSync } from 'node:fs';
import * as encoding from 'lib0/encoding';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { groupDocument, inboxDocument } from '#domain/document-names.ts';
import { RECORDS_PER_UPDATE_MAX } from '#domain/limits.ts';
import { newClientId, newId } from '#client/random.ts';
import { Device, makeGroup } from '../support/device.ts';
import { foundOrganisation, join, type TestPerson } from '../support/people.ts';
import { MESSAGE, RawSocket, STEP_1, STEP_2, UPDATE } from '../support/raw-socket.ts';
import { startServer, type ServerProcess } from '../support/server-process.ts';
import { SOCKETS_PER_PERSON_MAX } from '../../sync-server/create-sync-server.ts';
import { UNREAD_BYTES_MAX } from '../../sync-server/device-socket.ts';

let server: ServerProcess;
let ada: TestPerson;

beforeAll(async () => {
  server = await startServer();
  ada = await foundOrganisation(server.url);
});
afterAll(async () => {
  expect(server.output()).not.toMatch(/unhandled-rejection|uncaught-exception|"unexpected"/);
  await server.stop();
});

/** An update with a session's first `count` messages. */
function messages(author: TestPerson, count: number, text = 'x'): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = newClientId(author.slot);
  doc.getArray('messages').push(
    Array.from({ length: count }, (_, at) => ({
      id: newId(),
      by: author.id,
      text: `${text} ${at}`,
      at: 1,
    })),
  );
  return Y.encodeStateAsUpdate(doc);
}

/** Somebody else is served meanwhile. */
async function expectServed(person: TestPerson, limitMs = 2_000): Promise<void> {
  const groupId = await makeGroup([person]);
  const device = new Device(person);
  const group = device.group(groupId);
  await device.until('it is open', () => device.wire.isSynced);
  const began = performance.now();
  group.writer.post('still here');
  await group.untilSent();
  expect(performance.now() - began).toBeLessThan(limitMs);
  await device.close();
}

test('a backlog above the budget comes in whole, and what comes after it waits or is told busy', async () => {
  const mallory = await join(ada, 'backlog');
  const groupId = await makeGroup([mallory]);
  const name = groupDocument(groupId, 1);
  const socket = await RawSocket.open(mallory);
  await socket.enter(name);
  socket.sync(name, STEP_2, messages(mallory, RECORDS_PER_UPDATE_MAX - 1_000));
  await socket.until('it is taken', () => socket.heard.some(({ type }) => type === 8));
  for (let at = 0; at < 6 && socket.isIn(name); at++) {
    socket.sync(name, UPDATE, messages(mallory, 900));
    await socket.settled(name);
  }
  expect(socket.reasons(name)).toEqual(['busy']);
  await expectServed(ada);
  socket.close();
});

test('an honest device that is told busy comes back by itself and loses nothing', async () => {
  const ben = await join(ada, 'ben');
  const groupId = await makeGroup([ben]);
  const name = groupDocument(groupId, 1);
  const greedy = await RawSocket.open(ben);
  await greedy.enter(name);
  greedy.sync(name, STEP_2, messages(ben, 3_500));
  await greedy.until('it is taken', () => greedy.heard.some(({ type }) => type === 8));
  const device = new Device(ben);
  const group = device.group(groupId);
  for (let at = 0; at < 100; at++) group.writer.post(`honest ${at}`);
  await group.untilSent();
  expect(group.texts.filter((text) => text.startsWith('honest'))).toHaveLength(100);
  greedy.close();
  await device.close();
});

test('opening documents without end is slowed down, and others are served', async () => {
  const mallory = await join(ada, 'opener');
  const socket = await RawSocket.open(mallory);
  for (let at = 0; at < 5_000; at++) socket.authenticate(`group/${newId()}/1`);
  await socket.until('it is told so', () => socket.heard.length >= 1_000);
  await expectServed(ada);
  const reasons = new Set(socket.heard.map(({ rest }) => Buffer.from(rest).toString().slice(2)));
  expect([...reasons].every((reason) => ['forbidden', 'busy'].includes(reason))).toBe(true);
  expect(socket.heard.length).toBeLessThan(3_000);
  socket.close();
});

test('megabytes that mean nothing are read slowly', async () => {
  const mallory = await join(ada, 'shouter');
  const socket = await RawSocket.open(mallory);
  const inbox = inboxDocument(mallory.id);
  await socket.enter(inbox);
  const frame = new Uint8Array(1024 * 1024);
  for (let at = 0; at < 64; at++) socket.sync(inbox, UPDATE, frame);
  await expectServed(ada);
  // Its burst is 8 MiB, half a MiB a second follows, and what is in the kernel's buffers has left already.
  expect(socket.socket.bufferedAmount).toBeGreaterThan(32 * 1024 * 1024);
  socket.close();
});

test('a socket that asks for more than it reads holds no more than it may', async () => {
  const mallory = await join(ada, 'deaf');
  const groupId = await makeGroup([mallory]);
  const name = groupDocument(groupId, 1);
  const socket = await RawSocket.open(mallory);
  await socket.enter(name);
  for (let at = 0; at < 3; at++) {
    socket.sync(name, at === 0 ? STEP_2 : UPDATE, messages(mallory, 100, 'x'.repeat(5_000)));
    await socket.settled(name);
  }
  const answer = socket.heard.findLast(({ type, rest }) => type === MESSAGE.sync && rest[0] === STEP_2)!;
  expect(answer.rest.length).toBeGreaterThan(1_000_000);
  socket.socket.pause();
  const before = memoryOf(server.pid);
  for (let at = 0; at < 200; at++) socket.sync(name, STEP_1, Uint8Array.of(0));
  await expectServed(ada);
  expect(memoryOf(server.pid) - before).toBeLessThan(8 * UNREAD_BYTES_MAX);
  socket.close();
});

test('a person has so many sockets and no more, and others can still connect', async () => {
  const mallory = await join(ada, 'connector');
  const results = await Promise.allSettled(
    Array.from({ length: SOCKETS_PER_PERSON_MAX + 20 }, () => RawSocket.open(mallory)),
  );
  const sockets = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const refusals = results.flatMap((result) =>
    result.status === 'rejected' ? [(result.reason as Error).message] : [],
  );
  expect(sockets).toHaveLength(SOCKETS_PER_PERSON_MAX);
  expect(new Set(refusals)).toEqual(new Set(['503']));
  await expectServed(ada);
  for (const socket of sockets) socket.close();
});

test('names that every object has, and names with a session behind them, open nothing', async () => {
  const mallory = await join(ada, 'namer');
  const inbox = inboxDocument(mallory.id);
  const socket = await RawSocket.open(mallory);
  const odd = [
    '__proto__',
    'constructor',
    'toString',
    '',
    ' ',
    `${inbox}\0`,
    `${inbox}\0a`,
    `${inbox}\0b`,
    '__proto__\0a',
  ];
  for (const name of odd) {
    // Twice, and with content before and after.
    socket.sync(name, STEP_1, Uint8Array.of(0));
    for (let at = 0; at < 2; at++) socket.authenticate(name);
    socket.sync(name, UPDATE, messages(mallory, 1));
  }
  socket.authenticate('x'.repeat(300));
  await socket.enter(inbox);
  for (const name of odd) {
    expect(socket.reasons(name), name).toEqual(['forbidden', 'forbidden']);
    expect(socket.isIn(name)).toBe(false);
  }
  expect(socket.isIn(inbox)).toBe(true);
  expect(socket.isOpen).toBe(true);
  socket.close();
});

test('frames that cannot be read fill no log, and in the end close their socket', async () => {
  const mallory = await join(ada, 'mumbler');
  const socket = await RawSocket.open(mallory);
  const logged = () => server.output().split('"malformed-frame"').length - 1;
  const before = logged();
  for (let at = 0; at < 200; at++) socket.send(Uint8Array.of(200, 200, at));
  expect(await socket.closed).toBe(1002);
  expect(logged() - before).toBeLessThanOrEqual(20);
  const inbox = inboxDocument(mallory.id);
  const other = await RawSocket.open(mallory);
  for (const type of [MESSAGE.stateless, MESSAGE.broadcastStateless, 11, 127, 2 ** 40]) {
    await other.enter(inbox);
    other.say(inbox, type, (to) => encoding.writeVarString(to, 'hello'));
    await other.until('it is ended', () => !other.isIn(inbox));
    expect(other.reasons(inbox).at(-1)).toBe('reset');
  }
  other.close();
});

/** Resident bytes of a process. */
function memoryOf(pid: number): number {
  const status = readFileSync(`/proc/${pid}/statm`, 'utf8');
  return Number(status.split(' ')[1]) * 4_096;
}
