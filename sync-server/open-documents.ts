/**
 * The documents that this process holds in memory. A document is entered before it is read from the database:
 * an update that commits while it loads is applied at once, and Yjs does not mind the order.
 */
import * as Y from 'yjs';
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
}
