import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { ada, recordId } from '../../../tests/convergence/people.ts';
import { SERVER_CLIENT } from './client-id.ts';
import { encodeStructs } from './encode-update.ts';
import { volumeOf } from './group-document.ts';
import { isAccepted, ledgerItem, placeName, seqOf, type Fate, type LedgerEntry } from './ledger.ts';

/** Every third record is no message and has no `seq`. */
const rows: LedgerEntry[] = Array.from({ length: 30 }, (_, at) =>
  at % 3 === 2
    ? [recordId(`r${at}`), 1_000 + at]
    : [recordId(`r${at}`), 1_000 + at, at - Math.floor(at / 3) + 1],
);
const updateOf = (from: number, to: number) =>
  encodeStructs([ledgerItem(rows.slice(from, to), from + 1)], []);

/** One server instance that writes the rows in pieces ending at these places. */
function instance(...ends: number[]): Y.Doc {
  const doc = new Y.Doc();
  volumeOf(doc);
  let from = 0;
  for (const end of ends) {
    Y.applyUpdate(doc, updateOf(from, end));
    from = end;
  }
  return doc;
}

const inOnePiece = instance(rows.length);

test.each([
  ['one by one', instance(...rows.map((_, at) => at + 1))],
  ['in unequal pieces', instance(1, 7, 8, 29, 30)],
])(
  '[S25] two instances that write the same rows, one in one piece and one %s, hold equal documents',
  (_how, doc) => {
    expect(volumeOf(doc).ledger.toArray()).toEqual(rows);
    expect(Y.encodeStateAsUpdate(doc)).toEqual(Y.encodeStateAsUpdate(inOnePiece));
  },
);

test('[S25] entries that overlap what is there, or come twice, change nothing', () => {
  const doc = instance(10, 20);
  for (const [from, to] of [
    [5, 15],
    [0, 20],
    [15, 30],
    [0, 30],
  ] as const)
    Y.applyUpdate(doc, updateOf(from, to));
  expect(Y.encodeStateAsUpdate(doc)).toEqual(Y.encodeStateAsUpdate(inOnePiece));
});

test('[S1] pieces that arrive in the wrong order end in the same place', () => {
  const doc = new Y.Doc();
  volumeOf(doc);
  for (const [from, to] of [
    [20, 30],
    [0, 5],
    [5, 20],
  ] as const)
    Y.applyUpdate(doc, updateOf(from, to));
  expect(doc.store.pendingStructs).toBeNull();
  expect(Y.encodeStateAsUpdate(doc)).toEqual(Y.encodeStateAsUpdate(inOnePiece));
});

test('entry number rev is element and clock rev − 1 under the one client id of the server', () => {
  const item = ledgerItem(rows.slice(6, 9), 7);
  expect([item.id.client, item.id.clock, item.length]).toEqual([SERVER_CLIENT, 6, 3]);
  expect(inOnePiece.store.clients.size).toBe(1);
  expect(Y.getState(inOnePiece.store, SERVER_CLIENT)).toBe(rows.length);
});

test('a ledger written piece by piece is one struct in the end', () => {
  expect(instance(...rows.map((_, at) => at + 1)).store.clients.get(SERVER_CLIENT)).toHaveLength(1);
});

const erased = { to: recordId('m1'), by: ada.userId, at: 7 };
test.each<[what: string, fate: Fate | undefined, isTaken: boolean, seq: number | null]>([
  ['a message', 3, true, 3],
  ['an edit or a reaction', undefined, true, null],
  ['a deletion', { erased }, true, null],
  ['what was refused', { refused: 'too-long' }, false, null],
  ['what was carried to another volume', { carried: 2 }, false, null],
])('%s: whether it was accepted here, and its number', (_what, fate, isTaken, seq) => {
  const entry: LedgerEntry = fate === undefined ? [recordId('r1'), 1] : [recordId('r1'), 1, fate];
  expect([isAccepted(entry), seqOf(entry)]).toEqual([isTaken, seq]);
});

test('fates come back from a document as they were written', () => {
  const fates: LedgerEntry[] = [
    [recordId('m1'), 1, 1],
    [recordId('d1'), 2, { erased }],
    [placeName(2 ** 40, 7), 3, { refused: 'malformed' }],
    [recordId('m2'), 4, { carried: 12 }],
    [recordId('e1'), 5],
  ];
  const doc = new Y.Doc();
  Y.applyUpdate(doc, encodeStructs([ledgerItem(fates, 1)], []));
  expect(volumeOf(doc).ledger.toArray()).toEqual(fates);
});
