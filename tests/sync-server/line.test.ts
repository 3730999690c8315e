import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Hocuspocus } from '@hocuspocus/server';
import { WebSocketServer } from 'ws';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import type { Line, LineEvents } from '#client/line.ts';
import { Wire } from '#client/wire.ts';
import { encodeChange, encodeStructs } from '#domain/encode-update.ts';
import { ledgerItem, type LedgerEntry } from '#domain/ledger.ts';
import { takenBy, type TakenRecord } from '#domain/own-records.ts';
import { CLOSE, Refused } from '../../sync-server/close-reasons.ts';
import { ada, message, recordId, session, type Session } from '../convergence/people.ts';

const NAME = 'group/AAAAAAAAAAAAAAAA/1';

/** Stock Hocuspocus, which ends the document when it is told to: at an update, or already at its opening. */
let refuse: (at: 'opening' | 'update', bytes: number) => keyof typeof CLOSE | null;
/** Called with the document when it is opened first. */
let loaded: (doc: Y.Doc) => void;
/** Called when a device that is told what is said here asks what there is. */
let asked: (doc: Y.Doc) => void;
/** Called with each token that a device shows. */
let said: (token: string) => void;
let hocuspocus: Hocuspocus;
let sockets: WebSocketServer;
let wire: Wire;
/** Where the device gets its tickets. */
let ticket: () => Promise<string>;

beforeEach(async () => {
  refuse = () => null;
  loaded = asked = said = () => {};
  ticket = () => Promise.resolve('a ticket');
  vi.spyOn(console, 'error').mockImplementation(() => {}); // Hocuspocus prints each refusal that comes by exception.
  hocuspocus = new Hocuspocus({
    quiet: true,
    flushDelay: false, // What is said is told at once: a test can put it between opening and answer.
    onAuthenticate: ({ token }) => {
      said(token);
      return end('opening', 0);
    },
    onLoadDocument: ({ document }) => Promise.resolve(loaded(document)),
    beforeSync: ({ type, payload, document }) => {
      if (type !== 0) return end('update', payload.length);
      asked(document);
      return Promise.resolve();
    },
  });
  sockets = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  sockets.on('connection', (socket, { url }) => {
    const client = hocuspocus.handleConnection(socket, new Request(new URL(url!, 'http://localhost')), {});
    socket.on('message', (data: Buffer) => client.handleMessage(data));
    socket.on('close', (code, reason) => client.handleClose({ code, reason: reason.toString() }));
  });
  await once(sockets, 'listening');
  wire = new Wire(`ws://127.0.0.1:${(sockets.address() as AddressInfo).port}`, () => ticket(), {
    onStatus: () => {},
    onSync: () => {},
  });
});
afterEach(() => {
  wire.close();
  for (const socket of sockets.clients) socket.terminate();
  sockets.close();
  vi.restoreAllMocks();
});

function end(at: 'opening' | 'update', bytes: number): Promise<void> {
  const why = refuse(at, bytes);
  return why === null ? Promise.resolve() : Promise.reject(new Refused(CLOSE[why]));
}

function attach({ doc }: Session, events: Partial<LineEvents> = {}): Line {
  return wire.attach(NAME, doc, { onDenied: () => {}, onReset: () => {}, ...events });
}

/** Resolves when the server's document holds these messages. */
const untilServerHas = (...names: string[]): Promise<void> =>
  vi.waitFor(
    () => {
      const doc = hocuspocus.documents.get(NAME);
      const ids = (doc?.getArray('messages').toArray() ?? []) as { id: string }[];
      expect(ids.map(({ id }) => id)).toEqual(names.map(recordId));
    },
    { timeout: 60_000 },
  );

test('[S5] busy pauses the upload and drops nothing; it comes back later and later, until something is taken', async () => {
  const adas = session(ada);
  const refusedAt: number[] = [];
  refuse = (at, bytes) => {
    if (at === 'opening' || bytes <= 2 || refusedAt.length === 3) return null;
    refusedAt.push(performance.now());
    return 'busy';
  };
  adas.messages.push([message(ada, 'm1')]);
  attach(adas);
  await vi.waitFor(() => expect(refusedAt).toHaveLength(2), { timeout: 60_000 });
  adas.messages.push([message(ada, 'm2')]); // While it waits.
  await untilServerHas('m1', 'm2');
  const [first, second, third] = refusedAt as [number, number, number];
  expect(third - second).toBeGreaterThan(second - first);
  refusedAt.length = 2; // Once more, after something was taken.
  adas.messages.push([message(ada, 'm3')]);
  await untilServerHas('m1', 'm2', 'm3');
  expect(performance.now() - refusedAt.at(-1)!).toBeLessThan(third - second);
});

test('a document that is busy to open is opened later', async () => {
  let refusals = 0;
  refuse = (at) => (at === 'opening' && ++refusals <= 2 ? 'busy' : null);
  const adas = session(ada);
  adas.messages.push([message(ada, 'm1')]);
  const line = attach(adas);
  await untilServerHas('m1');
  expect([refusals, line.isSynced]).toEqual([3, true]);
});

test('forbidden is said, and left at that', async () => {
  let openings = 0;
  refuse = (at) => (at === 'opening' && ++openings > 0 ? 'forbidden' : null);
  const line = await new Promise<Line>((resolve) => {
    const made: Line = attach(session(ada), { onDenied: () => resolve(made) });
  });
  expect([line.isDenied, wire.isSynced]).toEqual([true, true]);
  expect(openings).toBe(1);
});

test('after a reset another document takes the place on the same socket, at once', async () => {
  let openings = 0;
  refuse = (at, bytes) => {
    if (at === 'opening') openings++;
    return bytes > 2 && openings === 1 ? 'reset' : null;
  };
  const poisoned = session(ada);
  poisoned.messages.push([message(ada, 'm1')]);
  const anew = session(ada, 2);
  anew.messages.push([message(ada, 'm2')]);
  await new Promise<void>((resolve) => {
    const line = attach(poisoned, {
      onReset: () => {
        line.close();
        attach(anew, { onSynced: resolve });
      },
    });
  });
  await untilServerHas('m2');
  expect([openings, sockets.clients.size]).toEqual([2, 1]);
});

test('a document that cannot be sent is told as a reset, and nothing of it goes up', async () => {
  const adas = session(ada);
  adas.messages.push([message(ada, 'm1'), message(ada, 'm2')]);
  adas.messages.delete(0, 1);
  await new Promise<void>((resolve) => attach(adas, { onReset: resolve }));
  expect(hocuspocus.documents.get(NAME)?.store.clients.size).toBe(0);
});

test('[S19] a refusal that is told before the answer is heard together with its reason', async () => {
  const adas = session(ada);
  adas.messages.push([message(ada, 'm1')]);
  const entries: LedgerEntry[] = [
    [recordId('other'), 1, 1],
    [recordId('m1'), 2, { refused: 'group-archived' }],
  ];
  const refused = { client: adas.client, clock: 0, root: 'messages', origin: null, record: null } as const;
  // The first entry is there already; the second is told between opening and answer, and stands on the first.
  loaded = (doc) => Y.applyUpdate(doc, encodeStructs([ledgerItem(entries.slice(0, 1), 1)], []));
  asked = (doc) => {
    const change = { candidates: [{ ...refused, isKept: false }], erased: [] };
    Y.applyUpdate(doc, encodeChange({ ...change, ledger: entries.slice(1), firstRev: 2 }), {
      source: 'local',
    });
  };
  const taken: TakenRecord[] = [];
  adas.doc.on('beforeObserverCalls', (transaction: Y.Transaction) =>
    taken.push(...takenBy(transaction, adas, ada.userId)),
  );
  const line = attach(adas);
  await vi.waitFor(() => expect(line.isSynced && adas.messages.length === 0).toBe(true));
  expect(taken).toMatchObject([{ record: { text: 'text of m1' }, fate: { refused: 'group-archived' } }]);
});

test('what came while a socket was away is said once, at the new beginning', async () => {
  const frames: number[] = [];
  refuse = (at, bytes) => {
    if (at === 'update') frames.push(bytes);
    return null;
  };
  const adas = session(ada);
  const line = attach(adas);
  await vi.waitFor(() => expect(line.isSynced).toBe(true));
  wire.disconnect();
  expect(line.isSynced).toBe(false);
  for (const name of ['m1', 'm2', 'm3']) adas.messages.push([message(ada, name)]);
  wire.connectNow();
  await untilServerHas('m1', 'm2', 'm3');
  expect(frames).toHaveLength(2); // The first answer, which said nothing, and this one.
});

test('a ticket that is refused is replaced by another, and one that cannot be had is asked for again', async () => {
  let asked = 0;
  ticket = () => {
    asked++;
    return asked === 2 ? Promise.reject(new Error('no network')) : Promise.resolve(`ticket ${asked}`);
  };
  refuse = (at) => (at === 'opening' && shown.at(-1) !== 'ticket 3' ? 'ticket' : null);
  const shown: string[] = [];
  said = (token) => void shown.push(token);
  wire.disconnect();
  wire.connectNow();
  const adas = session(ada);
  adas.messages.push([message(ada, 'm1')]);
  attach(adas);
  await untilServerHas('m1');
  expect(shown).toEqual(['ticket 1', 'ticket 3']);
  expect(asked).toBe(3);
});
