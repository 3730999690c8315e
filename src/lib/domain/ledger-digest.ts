import { toHexString } from 'lib0/buffer';
import { digest } from 'lib0/hash/sha256';
import type { LedgerEntry } from './ledger.ts';

/** Equal where two ledgers are: by it a device and the server find out whether they agree, without sending them. */
export const ledgerDigest = (entries: readonly LedgerEntry[]): string =>
  toHexString(digest(new TextEncoder().encode(JSON.stringify(entries))));
