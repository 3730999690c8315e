import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { volumeOf } from './group-document.ts';
import type { RecordId, UserId } from './ids.ts';
import { ledgerDigest } from './ledger-digest.ts';
import type { LedgerEntry } from './ledger.ts';

const erased = { to: 'message000000001' as RecordId, by: 'adaadaadaadaadaa' as UserId, at: 1 };
const entries: LedgerEntry[] = [
  ['record0000000001', 10, 1],
  ['record0000000002', 11],
  ['record0000000003', 12, { refused: 'not-member' }],
  ['record0000000004', 13, { erased }],
  ['record0000000005', 14, { carried: 2 }],
];

test('a ledger that went through a document has the digest that it had before', () => {
  const [server, device] = [new Y.Doc(), new Y.Doc()];
  volumeOf(server).ledger.push(entries);
  Y.applyUpdate(device, Y.encodeStateAsUpdate(server));
  expect(ledgerDigest(volumeOf(device).ledger.toArray())).toBe(ledgerDigest(entries));
});

test.each([
  ['one entry less', entries.slice(1)],
  ['another order', entries.toReversed()],
  ['another number', [['record0000000001', 10, 2], ...entries.slice(1)] as LedgerEntry[]],
])('%s has another digest', (_, others) => expect(ledgerDigest(others)).not.toBe(ledgerDigest(entries)));
