/**
 * All that a database holds, as a stream of parts: what a backup's file has a line for, and what one database is filled
 * with from another. Values are Postgres' own text of them, which every Postgres reads back to the same value.
 */

import type { Sequence } from './tables.ts';

/** A row's values in the order of its table's columns. */
export type Row = readonly (string | null)[];

/** A migration that the database has, by the digest of its text. */
export interface Applied {
  readonly name: string;
  readonly sha256: string;
}

export interface About {
  /** As ISO 8601: the moment whose state it is. */
  readonly madeAt: string;
  readonly schema: readonly Applied[];
  readonly organisation: string | null;
  readonly epoch: number;
}

export interface TableDigest {
  readonly table: string;
  readonly rows: number;
  /** See `RowsDigest`. */
  readonly digest: string;
}

/** `about` comes first; the rows of a table between its name and its digest; `complete` says that nothing is missing. */
export type Part =
  | { readonly about: About }
  | { readonly begin: string; readonly columns: readonly string[] }
  | { readonly rows: readonly Row[] }
  | { readonly end: TableDigest }
  | Sequence
  | { readonly complete: { readonly tables: number; readonly rows: number } };
