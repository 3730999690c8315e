import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import * as Y from 'yjs';
import { groupDocument } from '#domain/document-names.ts';
import { volumeOf } from '#domain/group-document.ts';
import type { GroupId, RecordId, UserId } from '#domain/ids.ts';
import type { LedgerEntry } from '#domain/ledger.ts';
import type { OwnRecord } from '#domain/own-records.ts';
import type { Head } from '#domain/server-documents.ts';
import { HeldVolumes } from './held-volumes.ts';
import type { LineEvents } from './line.ts';
import { Replica } from './replica.ts';
import { Volumes } from './volumes.svelte.ts';
import type { Wire } from './wire.ts';

const ada = 'adaadaadaadaadaa' as UserId;
const ridge = 'ridgeridgeridge-' as GroupId;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

interface TestLine {
  readonly doc: Y.Doc;
  readonly events: LineEvents;
  isSynced: boolean;
  isDenied: boolean;
}

/** The volumes of a group without a disk, and a server that answers when the test says so. */
function openVolumes({ unsent = [] as number[], onDisk = new Map<string, Uint8Array>() } = {}) {
  const lines = new Map<string, TestLine>();
  const wire = {
    expect: () => () => {},
    attach: (name: string, doc: Y.Doc, events: LineEvents) => {
      const line = { doc, events, isSynced: false, isDenied: false, close: () => {} };
      lines.set(name, line);
      return line;
    },
  } as unknown as Wire;
  const held = new HeldVolumes('ada/', 1);
  for (const number of unsent) void held.note(groupDocument(ridge, number), { mayHaveUnsent: true });
  const givenUp: OwnRecord[] = [];
  const onDenied = vi.fn();
  const volumes = new Volumes({
    groupId: ridge,
    me: ada,
    held,
    open: (options) => {
      const replica = new Replica({ ...options, slot: 3, wire, disk: null });
      const stored = onDisk.get(options.name);
      if (stored) Y.applyUpdate(replica.doc, stored);
      return replica;
    },
    headInStep: () => Promise.resolve(),
    onDenied,
    onAccepted: () => {},
    giveUp: async (waiting) => void givenUp.push(...waiting),
    keep: async () => {},
    onArrived: () => {},
  });
  onTestFinished(() => volumes.close());
  const settled = () => vi.advanceTimersByTimeAsync(0);
  const line = (number: number) => lines.get(groupDocument(ridge, number))!;
  let lastSeq = 0;
  return {
    volumes,
    givenUp,
    onDenied,
    async follow(liveVolume: number) {
      volumes.follow({ liveVolume, moves: new Map() } as unknown as Head);
      volumes.headSynced();
      await settled();
    },
    post(text: string) {
      const written = volumes.writable!.writer.post(text);
      if ('refusal' in written) throw new Error(written.refusal);
      return written.id;
    },
    /** As the server does: by entries of the ledger. */
    async accept(number: number, ...ids: RecordId[]) {
      const { doc, events } = line(number);
      const entries = ids.map((id): LedgerEntry => [id, 1, ++lastSeq]);
      doc.transact(() => volumeOf(doc).ledger.push(entries), 'server');
      line(number).isSynced = true;
      events.onSynced?.();
      await settled();
    },
    async deny(number: number) {
      line(number).isDenied = true;
      line(number).events.onDenied?.();
      await settled();
    },
    line,
  };
}

test('[S4] who has unsent messages writes behind them, and into the live volume when the server has them', async () => {
  const { volumes, follow, post, accept } = openVolumes();
  await follow(1);
  const first = post('first');
  await follow(2);
  expect(volumes.writable!.number).toBe(1);
  const second = post('second');
  await accept(1, first);
  expect(volumes.writable!.number).toBe(1);
  await accept(1, second);
  expect(volumes.writable!.number).toBe(2);
});

test('[S4] a volume that is reset is still written into, while messages wait there', async () => {
  const { volumes, follow, line, post } = openVolumes();
  await follow(1);
  post('first');
  await follow(2);
  const ofAnotherTab = { id: 'othertabothertab' as RecordId, by: ada, text: 'of another tab', at: 1 };
  volumeOf(line(2).doc).messages.push([ofAnotherTab]);
  const former = line(1).doc;
  line(1).events.onReset();
  await vi.advanceTimersByTimeAsync(0);
  expect(line(1).doc).not.toBe(former);
  expect(volumes.writable!.number).toBe(1);
});

test('[S4] nobody goes back to a volume before the one written into', async () => {
  const { volumes, follow, post } = openVolumes();
  await follow(3);
  post('first');
  await follow(2);
  expect(volumes.writable!.number).toBe(3);
});

test('what stands in a volume that a restored server does not have is brought into the live one', async () => {
  const { volumes, follow, line, deny, onDenied } = openVolumes({ unsent: [2] });
  await follow(1);
  const lost = { id: 'lostlostlostlost' as RecordId, by: ada, text: 'lost by the server', at: 1 };
  volumeOf(line(2).doc).messages.push([lost]);
  await deny(2);
  expect(onDenied).not.toHaveBeenCalled();
  expect(volumeOf(line(1).doc).messages.toArray()).toEqual([lost]);
  expect(volumes.messages.map(({ text }) => text)).toEqual(['lost by the server']);
});

test('[S18] who is denied the live volume is told so', async () => {
  const { follow, deny, onDenied } = openVolumes();
  await follow(1);
  await deny(1);
  expect(onDenied).toHaveBeenCalledOnce();
});

test('[S15] over each connection a volume is synced after those before it', async () => {
  const { follow, line, accept } = openVolumes({ unsent: [1] });
  await follow(2);
  let isItsTurn = false;
  const turn = line(2).events.beforeSync!().then(() => (isItsTurn = true));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(isItsTurn).toBe(false);
  await line(1).events.beforeSync!();
  await accept(1);
  await turn;
});

test('[S15] a volume that does not come holds up those after it for 15 s', async () => {
  const { follow, line } = openVolumes({ unsent: [1] });
  await follow(2);
  const turn = line(2).events.beforeSync!();
  await vi.advanceTimersByTimeAsync(15_000);
  await turn;
});

test('[S19] what waits in a volume that may no longer be read is kept elsewhere', async () => {
  const { volumes, givenUp, follow, post, deny, onDenied } = openVolumes();
  await follow(1);
  post('too late');
  await follow(2);
  await deny(1);
  expect(givenUp).toMatchObject([{ root: 'messages', record: { text: 'too late' } }]);
  expect(onDenied).not.toHaveBeenCalled();
  expect(volumes.writable!.number).toBe(2);
});

test('a message that was carried is shown once, while its former place is not empty yet', async () => {
  const { volumes, follow, line, post, accept } = openVolumes();
  await follow(1);
  const carried = post('carried');
  await follow(2);
  volumeOf(line(2).doc).messages.push(volumeOf(line(1).doc).messages.toArray());
  await accept(2, carried);
  await accept(1);
  expect(volumes.messages).toMatchObject([{ text: 'carried', seq: 1 }]);
});

test('a closed volume comes as a snapshot where that is shorter than what is missing of it', async () => {
  const fetched: unknown[] = [];
  vi.stubGlobal('fetch', async (path: string) => fetched.push(path) && new Response(null, { status: 404 }));
  onTestFinished(() => void vi.unstubAllGlobals());
  const onDisk = new Map([
    [groupDocument(ridge, 1), volumeWith(1_900)],
    [groupDocument(ridge, 2), volumeWith(1_000)],
    [groupDocument(ridge, 4), volumeWith(1)],
  ]);
  const { follow } = openVolumes({ unsent: [1, 2, 3], onDisk });
  await follow(4);
  expect(fetched.sort()).toEqual([2, 3].map((volume) => `/api/v1/groups/${ridge}/volumes/${volume}`));
});

test('a volume that is synced while it is being fetched is shown', async () => {
  const { volumes, follow, line, accept } = openVolumes();
  await follow(2);
  const old = { id: 'oldoldoldoldold-' as RecordId, by: ada, text: 'of the first volume', at: 1 };
  line(1).doc.transact(() => volumeOf(line(1).doc).messages.push([old]), 'server');
  await accept(1, old.id);
  await accept(2);
  expect(volumes.messages.map(({ text }) => text)).toEqual(['of the first volume']);
});

/** A volume whose ledger has so many entries, as one update. */
function volumeWith(entries: number): Uint8Array {
  const doc = new Y.Doc();
  volumeOf(doc).ledger.push(
    Array.from({ length: entries }, (_, at): LedgerEntry => [`record${at}` as RecordId, 1, at + 1]),
  );
  return Y.encodeStateAsUpdate(doc);
}
