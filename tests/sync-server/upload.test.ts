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

/**
 * What a person wrote in some visits without a connection: each a client id of its own, chance says which. Of ten
 * records two are edits and two are reactions, because a volume takes 2,000 messages.
 */
function writeOffline({ id, slot }: TestPerson, sessions = SESSIONS): Backlog {
  const doc = new Y.Doc();
  const volume = volumeOf(doc);
  const texts: string[] = [];
  let last: RecordId;
  for (let visit = 0; visit < sessions; visit++) {
    doc.clientID = newClientId(slot);
    for (let at = 0; at < PER_SESSION; at++) {
      const common = { id: newId<RecordId>(), by: id, at: 1 };
      const write = (root: MemberRoot, record: GroupRecord) => doc.getArray(root).push([record]);
      if (at % 10 === 6 || at % 10 === 7)
        write('edits', { ...common, to: last!, text: (texts[texts.length - 1] += ', edited') });
      else if (at % 10 >= 8) write('reactions', { ...common, to: last!, emoji: '👍', on: at % 2 === 0 });
      else {
        texts.push(`visit ${visit}, message ${at}`);
        write('messages', { ...common, text: texts.at(-1)! });
        last = common.id;
      }
    }
  }
  expect(volume.messages).toHaveLength(sessions * PER_SESSION * 0.6);
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

// Each by a person of their own: a second one so large would use up what the server takes from one at once.
describe('a backlog of 3,000 records over 30 sessions', () => {
  test('[S4] arrives complete and in the order written, side by side within a slice, while another writes', async () => {
    const cai = await join(ada, 'cai');
    const groupId = await makeGroup([cai, ben]);
    const backlog = writeOffline(cai);
    const { group: bens } = interrupt(ben, groupId);
    await bens.untilSent();
    const { group, sent } = comeBack(cai, groupId, backlog);
    await group.untilSent();
    expect(textsBy(group, cai)).toEqual(backlog.texts);
    expect(sent.map(({ records }) => records)).toEqual([500, 500, 500, 500, 500, 500]);
    expect(Math.min(...sent.map(({ sessions }) => sessions))).toBeGreaterThan(1);

    await bens.untilSent();
    const seqs = group.messages.filter(({ by }) => by === cai.id).map(({ seq }) => seq!);
    const interrupted = seqs.filter((seq, at) => at > 0 && seq !== seqs[at - 1]! + 1).length;
    expect(interrupted).toBeGreaterThan(0);
    expect(interrupted).toBeLessThan(sent.length);
    await expectComplete(ben, bens, groupId);
  });

  test('[S2] [S4] what is written while it goes up follows it', async () => {
    const dan = await join(ada, 'dan');
    const groupId = await makeGroup([dan]);
    const backlog = writeOffline(dan);
    const { group, sent, untilSent } = comeBack(dan, groupId, backlog);
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
    await expectComplete(dan, group, groupId);
  });

  test('[S4] [S5] [S25] the server is killed in the middle: nothing is lost, doubled or out of order', async () => {
    const eli = await join(ada, 'eli');
    const groupId = await makeGroup([eli]);
    const backlog = writeOffline(eli);
    const { device, group, sent, untilSent } = comeBack(eli, groupId, backlog);
    await untilSent(3);
    await server.kill('SIGKILL');
    expect(group.messages.some(({ seq }) => seq === null)).toBe(true);
    await server.restart();
    device.wire.connectNow();
    await group.untilSent();
    expect(group.texts).toEqual(backlog.texts);
    // At most the slice that was on its way went up twice.
    expect(sent.reduce((sum, { records }) => sum + records, 0)).toBeLessThanOrEqual(3_000 + SLICE.records);
    await expectComplete(eli, group, groupId);
  });

  test('[S5] the database crashes in the middle: the rest arrives when it is back', async () => {
    const fay = await join(ada, 'fay');
    const groupId = await makeGroup([fay]);
    const backlog = writeOffline(fay);
    const { group, untilSent } = comeBack(fay, groupId, backlog);
    await untilSent(2);
    await postgres.stop('immediate');
    expect(group.messages.some(({ seq }) => seq === null)).toBe(true);
    await postgres.start();
    await group.untilSent();
    expect(group.texts).toEqual(backlog.texts);
    await expectComplete(fay, group, groupId);
  });
});

/** Slices enough for two uploads at once to exhaust what fills up while the first is sent. */
const SESSIONS_EACH = 10;

test('[S5] who sends more than the server takes at once is told busy, and all of it arrives', async () => {
  const gil = await join(ada, 'gil');
  const first = await makeGroup([gil]);
  // Written before anything is sent: the budget fills while the test does something else.
  const offline = writeOffline(gil);
  const later = [];
  for (let at = 0; at < 2; at++)
    later.push({ groupId: await makeGroup([gil]), backlog: writeOffline(gil, SESSIONS_EACH) });
  await comeBack(gil, first, offline).group.untilSent();
  const uploads = later.map((one) => ({ ...one, ...comeBack(gil, one.groupId, one.backlog) }));
  await Promise.all(uploads.map(({ group: one }) => one.untilSent()));
  // Both wait for the same budget, and one of them for too long: it sent a slice that was not taken, and again.
  const sent = uploads.flatMap((upload) => upload.sent).reduce((sum, { records }) => sum + records, 0);
  expect(sent).toBeGreaterThan(2 * SESSIONS_EACH * PER_SESSION);
  for (const { groupId, backlog, group: one } of uploads) {
    expect(one.texts).toEqual(backlog.texts);
    await expectComplete(gil, one, groupId);
  }
});
