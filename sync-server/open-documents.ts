/**
 * The documents that this process holds in memory. A document is entered before it is read from the database:
 * an update that commits while it loads is applied at once, and Yjs does not mind the order.
 */
import * as Y from 'yjs';
import type { StoredDocument } from '#server/stored-documents.ts';
import type { CommittedUpdate } from '#server/update-log.ts';
import { volumeOf } from '#domain/group-document.ts';

interface Open {
  readonly doc: Y.Doc;
  /** Log rows that are in `doc` and not yet in a compacted state. */
  readonly rows: Set<number>;
  compactions: number;
}

export class OpenDocuments {
  readonly #open = new Map<string, Open>();

  get size(): number {
    return this.#open.size;
  }

  get(name: string): Open | undefined {
    return this.#open.get(name);
  }

  /** Each with the number of compactions that its rows follow. */
  all(): { readonly name: string; readonly compactions: number }[] {
    return [...this.#open].map(([name, { compactions }]) => ({ name, compactions }));
  }

  /** Whether a document is open and a row of the log not known to be in it. */
  lacks(name: string, row: number): boolean {
    return this.#open.get(name)?.rows.has(row) === false;
  }

  enter(name: string, doc: Y.Doc): Open {
    if (name.startsWith('group/')) volumeOf(doc);
    const open: Open = { doc, rows: new Set(), compactions: 0 };
    this.#open.set(name, open);
    return open;
  }

  /** Forgets a document, unless it has been opened anew meanwhile. */
  leave(name: string, doc?: Y.Doc): void {
    if (doc === undefined || this.#open.get(name)?.doc === doc) this.#open.delete(name);
  }

  /** Applies what is in the database now; Hocuspocus broadcasts it from there. */
  apply({ document, payload, row }: CommittedUpdate): void {
    const open = this.#open.get(document);
    if (!open) return;
    open.rows.add(row);
    Y.applyUpdate(open.doc, payload, { source: 'local' });
  }

  /** Takes over what the database has of a document: another instance wrote or compacted it. */
  async refresh(name: string, read: (name: string) => Promise<StoredDocument>): Promise<void> {
    const open = this.#open.get(name);
    if (!open) return;
    const before = [...open.rows];
    const stored = await read(name);
    for (const update of stored.updates) Y.applyUpdate(open.doc, update, { source: 'local' });
    if (stored.compactions < open.compactions) return; // We compacted meanwhile: the rows are gone.
    for (const row of before) open.rows.delete(row);
    for (const row of stored.rows) open.rows.add(row);
    open.compactions = stored.compactions;
  }
}
