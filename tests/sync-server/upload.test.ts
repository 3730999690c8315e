import * as decoding from 'lib0/decoding';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import * as Y from 'yjs';
import { groupDocument } from '#domain/document-names.ts';
import { volumeOf } from '#domain/group-document.ts';
import type { GroupId, RecordId } from '#domain/ids.ts';
import { SLICE } from '#domain/own-backlog.ts';
import type { GroupRecord, MemberRoot } from '#domain/records.ts';
import { newClientId, newId } from '#client/random.ts';
import { Device, makeGroup, type DeviceGroup } from '../support/device.ts';
import { foundOrganisation, join, type TestPerson } from '../support/people.ts';
import { startPostgres, type TestPostgres } from '../support/postgres.ts';
import { STEP_1 } from '../support/raw-socket.ts';
import { startServer, type ServerProcess } from '../support/server-process.ts';

const SESSIONS = 30;
const PER_SESSION = 100;
/** Of each session, one in ten is an edit and one a reaction; the others are messages. */
const MESSAGES = SESSIONS * (PER_SESSION - 20);

let postgres: TestPostgres;
let server: ServerProcess;
let ada: TestPerson;
let ben: TestPerson;

beforeAll(async () => {
  postgres = await startPostgres();
  server = await startServer({ databaseUrl: await postgres.createDatabase() });
  ada = await foundOrganisation(server.url);
  ben = await join(ada, 'ben');
});
afterAll(async () => {
  await server?.stop();
  await postgres?.stop();
});

interface Backlog {
  readonly update: Uint8Array;
  /** Texts of the messages in the order written. */
  readonly texts: string[];
}

/** What a person wrote in 30 visits without a connection: each a client id of its own, chance says which. */
function writeOffline({ id, slot }: TestPerson): Backlog {
  const doc = new Y.Doc();
  const volume = volumeOf(doc);
  const texts: string[] = [];
  let last: RecordId;
  for (let visit = 0; visit < SESSIONS; visit++) {
    doc.clientID = newClientId(slot);
    for (let at = 0; at < PER_SESSION; at++) {
      const common = { id: newId<RecordId>(), by: id, at: 1 };
      const write = (root: MemberRoot, record: GroupRecord) => doc.getArray(root).push([record]);
      if (at % 10 === 8)
        write('edits', { ...common, to: last!, text: (texts[texts.length - 1] += ', edited') });
      else if (at % 10 === 9) write('reactions', { ...common, to: last!, emoji: '👍', on: true });
      else {
        texts.push(`visit ${visit}, message ${at}`);
        write('messages', { ...common, text: texts.at(-1)! });
        last = common.id;
      }
    }
  }
  expect(volume.messages).toHaveLength(MESSAGES);
  return { update: Y.encodeStateAsUpdate(doc), texts };
}

interface Sent {
  readonly records: number;
  /** By how many client ids. */
  readonly sessions: number;
}

/** A device that comes back with a backlog; everything it sends of it is noted. */
function comeBack(person: TestPerson, groupId: GroupId, backlog: Backlog) {
  const sent: Sent[] = [];
  let onSent = () => {};
  const device = new Device(person, (frame) => {
    const update = updateIn(frame, groupDocument(groupId, 1));
    if (update === null) return;
    const { from, to } = Y.parseUpdateMeta(update);
    const records = [...to].reduce((sum, [client, end]) => sum + end - from.get(client)!, 0);
    if (records === 0) return;
    sent.push({ records, sessions: to.size });
    onSent();
  });
  onTestFinished(() => device.close());
  const group = device.group(groupId);
  Y.applyUpdate(group.replica.doc, backlog.update);
  return {
    device,
    group,
    sent,
    untilSent: (count: number) =>
      new Promise<void>((resolve) => {
        onSent = () => sent.length >= count && resolve();
        onSent();
      }),
  };
}

/** The update in a frame about a document, or null. */
function updateIn(frame: Uint8Array, name: string): Uint8Array | null {
  const from = decoding.createDecoder(frame);
  if (frame.length === 1 || decoding.readVarString(from) !== name || decoding.readVarUint(from) !== 0)
    return null;
  return decoding.readVarUint(from) === STEP_1 ? null : decoding.readVarUint8Array(from);
}

/** Another member writes whenever something new is there. */
function interrupt(person: TestPerson, groupId: GroupId): { device: Device; group: DeviceGroup } {
  const device = new Device(person);
  onTestFinished(() => device.close());
  const group = device.group(groupId);
  let written = 0;
  group.replica.observe(() => {
    const all = group.replica.doc.getArray('messages').length;
    // Less often than it is told, or it would answer itself.
    if (all > written * 100) queueMicrotask(() => group.writer.post(`interruption ${++written}`));
  });
  group.writer.post(`interruption ${++written}`);
  return { device, group };
}

const textsBy = (group: DeviceGroup, { id }: TestPerson) =>
  group.messages.filter(({ by }) => by === id).map(({ text }) => text);

/** Everything once, numbered without a hole, and the same for a device that has nothing yet. */
async function expectComplete(person: TestPerson, group: DeviceGroup, groupId: GroupId): Promise<void> {
  const fresh = new Device(person);
  onTestFinished(() => fresh.close());
  const view = fresh.group(groupId);
  await fresh.until('all is there', () => view.messages.length === group.messages.length);
  expect(view.messages).toEqual(group.messages);
  expect(view.messages.map(({ seq }) => seq)).toEqual(view.messages.map((_, at) => at + 1));
}

describe('a backlog of 3,000 records over 30 sessions', () => {
  test('[S4] arrives complete and in the order written, side by side within a slice, while another writes', async () => {
    const groupId = await makeGroup([ada, ben]);
    const backlog = writeOffline(ada);
    const { group: bens } = interrupt(ben, groupId);
    await bens.untilSent();
    const { group, sent } = comeBack(ada, groupId, backlog);
    await group.untilSent();
    expect(textsBy(group, ada)).toEqual(backlog.texts);
    expect(sent.map(({ records }) => records)).toEqual([500, 500, 500, 500, 500, 500]);
    expect(Math.min(...sent.map(({ sessions }) => sessions))).toBeGreaterThan(1);

    await bens.untilSent();
    const seqs = group.messages.filter(({ by }) => by === ada.id).map(({ seq }) => seq!);
    const interrupted = seqs.filter((seq, at) => at > 0 && seq !== seqs[at - 1]! + 1).length;
    expect(interrupted).toBeGreaterThan(0);
    expect(interrupted).toBeLessThan(sent.length);
    await expectComplete(ben, bens, groupId);
  });

  test('[S2] [S4] what is written while it goes up follows it', async () => {
    const groupId = await makeGroup([ada]);
    const backlog = writeOffline(ada);
    const { group, sent, untilSent } = comeBack(ada, groupId, backlog);
    for (let slice = 1; slice <= 4; slice++) {
      await untilSent(slice);
      group.writer.post(`during slice ${slice}`);
    }
    await group.untilSent();
    group.writer.post('afterwards');
    await group.untilSent();
    const during = [1, 2, 3, 4].map((slice) => `during slice ${slice}`);
    expect(group.texts).toEqual([...backlog.texts, ...during, 'afterwards']);
    expect(sent.every(({ records }) => records <= SLICE.records)).toBe(true);
    expect(sent.at(-1)).toEqual({ records: 1, sessions: 1 });
    await expectComplete(ada, group, groupId);
  });

  test('[S4] [S5] [S25] the server is killed in the middle: nothing is lost, doubled or out of order', async () => {
    const groupId = await makeGroup([ada]);
    const backlog = writeOffline(ada);
    const { device, group, sent, untilSent } = comeBack(ada, groupId, backlog);
    await untilSent(3);
    await server.kill('SIGKILL');
    expect(group.messages.some(({ seq }) => seq === null)).toBe(true);
    await server.restart();
    device.wire.connectNow();
    await group.untilSent();
    expect(group.texts).toEqual(backlog.texts);
    // At most the slice that was on its way went up twice.
    expect(sent.reduce((sum, { records }) => sum + records, 0)).toBeLessThanOrEqual(3_000 + SLICE.records);
    await expectComplete(ada, group, groupId);
  });

  test('[S5] the database crashes in the middle: the rest arrives when it is back', async () => {
    const groupId = await makeGroup([ada]);
    const backlog = writeOffline(ada);
    const { group, untilSent } = comeBack(ada, groupId, backlog);
    await untilSent(2);
    await postgres.stop('immediate');
    expect(group.messages.some(({ seq }) => seq === null)).toBe(true);
    await postgres.start();
    await group.untilSent();
    expect(group.texts).toEqual(backlog.texts);
    await expectComplete(ada, group, groupId);
  });
});
