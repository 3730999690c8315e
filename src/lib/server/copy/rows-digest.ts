import { createHash } from 'node:crypto';
import type { Row, TableDigest } from './contents.ts';

const MODULUS = 1n << 256n;

/**
 * A digest of rows that their order makes no difference to, since two databases need not give them in the same one:
 * the sum of the SHA-256 of every row, modulo 2²⁵⁶. Unlike with exclusive or, a row that is there twice is noticed.
 */
export class RowsDigest {
  #sum = 0n;
  #rows = 0;

  add(rows: readonly Row[]): void {
    for (const row of rows) {
      const hash = createHash('sha256').update(JSON.stringify(row)).digest('hex');
      this.#sum = (this.#sum + BigInt(`0x${hash}`)) % MODULUS;
    }
    this.#rows += rows.length;
  }

  of(table: string): TableDigest {
    return { table, rows: this.#rows, digest: this.#sum.toString(16).padStart(64, '0') };
  }
}
