/**
 * A device's disk: one journal, of which a power cut takes what was not flushed. Beside the rows of documents it holds
 * own records whose content the server took away, so that they can be told apart as "Not delivered".
 */
import * as Y from 'yjs';
import type { GroupRecord, MemberRoot } from '#domain/records.ts';
import type { Refusal } from '#domain/refusal.ts';

/** An own record that stands in no document any more, and why. */
export interface Taken {
  readonly document: string;
  readonly root: MemberRoot;
  readonly record: GroupRecord;
  readonly why: Refusal;
}

type Row =
  | { readonly document: string; readonly update: Uint8Array }
  | { readonly id: string; readonly taken: Taken | null };

export class Disk {
  #safe: Row[] = [];
  #unflushed: Row[] = [];
  /** Of the database that the documents are of. */
  epoch = 1;

  write(document: string, update: Uint8Array): void {
    this.#unflushed.push({ document, update });
  }

  /** Keeps an own record aside, or with null forgets it. */
  keep(id: string, taken: Taken | null): void {
    this.#unflushed.push({ id, taken });
  }

  get taken(): ReadonlyMap<string, Taken> {
    const all = new Map<string, Taken>();
    for (const row of this.#rows) {
      if (!('id' in row)) continue;
      if (row.taken) all.set(row.id, row.taken);
      else all.delete(row.id);
    }
    return all;
  }

  get documents(): string[] {
    return [...new Set(this.#rows.flatMap((row) => ('document' in row ? [row.document] : [])))];
  }

  read(document: string): Uint8Array[] {
    return this.#rows.flatMap((row) => ('document' in row && row.document === document ? [row.update] : []));
  }

  flush(): void {
    this.#safe = this.#rows;
    this.#unflushed = [];
  }

  losePower(): void {
    this.#unflushed = [];
  }

  /** Puts one state in the place of all rows of a document; without one, nothing. */
  replace(document: string, doc: Y.Doc | null): void {
    this.#safe = this.#rows.filter((row) => !('document' in row) || row.document !== document);
    this.#unflushed = [];
    if (doc) this.#safe.push({ document, update: Y.encodeStateAsUpdate(doc) });
  }

  get #rows(): Row[] {
    return [...this.#safe, ...this.#unflushed];
  }
}
