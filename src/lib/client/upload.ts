/**
 * What a device sends of a document. The server asks by naming what it has and waits for an answer; from then on
 * it takes updates, until it asks again or the connection ends.
 */
import * as Y from 'yjs';
import { slotOf } from '#domain/client-id.ts';
import { parseDocumentName } from '#domain/document-names.ts';
import {
  ownBacklog,
  SLICE,
  slicesOf,
  type Clocks,
  type Slice,
  type SliceBounds,
} from '#domain/own-backlog.ts';

/** An update that says nothing. */
const NOTHING = Uint8Array.of(0, 0);

export interface Outgoing {
  /** Answers the server's question. */
  answer(update: Uint8Array): void;
  update(update: Uint8Array): void;
  /** The document holds what no honest device sends. */
  beyondRepair(): void;
}

export interface Upload {
  /** The server asks for what it lacks. @param stateVector what it has */
  asked(stateVector: Uint8Array): void;
  /** The server has what was sent first of what it had not acknowledged. */
  acknowledged(): void;
  /** The server sent this; it is applied afterwards. */
  heard(update: Uint8Array): void;
  /** The document changed. @param isHeard by what the server sent */
  changed(update: Uint8Array, isHeard: boolean): void;
  /** The connection ended, or the server ended the document. */
  ended(): void;
}

/** How documents of this name are sent: by their records, whole, or not at all. */
export function uploadFor(name: string, doc: Y.Doc, out: Outgoing, bounds = SLICE): Upload {
  switch (parseDocumentName(name)?.kind) {
    case 'group':
      return new RecordUpload(doc, out, bounds);
    case 'user':
      return new WholeUpload(doc, out);
    default:
      return new NoUpload(out);
  }
}

/**
 * [S4] A volume: own records in slices, in the order written, one on its way at a time. What is written meanwhile,
 * here or in a neighbouring tab, is in the next. Nothing is kept but what the server is known to have: after any
 * loss its next question begins anew.
 */
class RecordUpload implements Upload {
  readonly #doc: Y.Doc;
  readonly #out: Outgoing;
  readonly #slot: number;
  readonly #bounds: SliceBounds;
  /** What the server has of this slot; null while it has not asked. */
  #has: Map<number, number> | null = null;
  #onItsWay: Slice | 'nothing' | null = null;

  constructor(doc: Y.Doc, out: Outgoing, bounds: SliceBounds) {
    this.#doc = doc;
    this.#out = out;
    this.#bounds = bounds;
    this.#slot = slotOf(doc.clientID);
  }

  asked(stateVector: Uint8Array): void {
    this.#has = new Map();
    this.#note(Y.decodeStateVector(stateVector));
    this.#onItsWay = null;
    this.#sendNext((update) => this.#out.answer(update), NOTHING);
  }

  acknowledged(): void {
    if (this.#onItsWay !== null && this.#onItsWay !== 'nothing') this.#note(this.#onItsWay.ends);
    this.#onItsWay = null;
    this.#sendNext((update) => this.#out.update(update));
  }

  heard(update: Uint8Array): void {
    // Of the person's other devices, too: what came from the server need not go back to it.
    this.#note(Y.parseUpdateMeta(update).to);
  }

  changed(): void {
    this.#sendNext((update) => this.#out.update(update));
  }

  ended(): void {
    this.#has = null;
    this.#onItsWay = null;
  }

  #note(ends: Clocks): void {
    for (const [client, end] of ends)
      if (slotOf(client) === this.#slot && end > (this.#has?.get(client) ?? 0)) this.#has?.set(client, end);
  }

  /** @param otherwise what to send when nothing is lacking */
  #sendNext(send: (update: Uint8Array) => void, otherwise?: Uint8Array): void {
    if (this.#has === null || this.#onItsWay !== null) return;
    const backlog = ownBacklog(this.#doc, this.#has, this.#slot);
    if (backlog === null) {
      this.ended();
      this.#out.beyondRepair();
      return;
    }
    const slice = slicesOf(backlog, this.#bounds).next().value;
    const update = slice?.update ?? otherwise;
    if (update === undefined) return;
    this.#onItsWay = slice ?? 'nothing';
    send(update);
  }
}

/** A person's own document: a few small keys that are overwritten, where deletions count. */
class WholeUpload implements Upload {
  readonly #doc: Y.Doc;
  readonly #out: Outgoing;
  #isAsked = false;

  constructor(doc: Y.Doc, out: Outgoing) {
    this.#doc = doc;
    this.#out = out;
  }

  asked(stateVector: Uint8Array): void {
    this.#isAsked = true;
    this.#out.answer(Y.encodeStateAsUpdate(this.#doc, stateVector));
  }

  acknowledged(): void {}
  heard(): void {}

  changed(update: Uint8Array, isHeard: boolean): void {
    if (this.#isAsked && !isHeard) this.#out.update(update);
  }

  ended(): void {
    this.#isAsked = false;
  }
}

/** What only the server writes. It asks nevertheless, and waits. */
class NoUpload implements Upload {
  readonly #out: Outgoing;

  constructor(out: Outgoing) {
    this.#out = out;
  }

  asked(): void {
    this.#out.answer(NOTHING);
  }

  acknowledged(): void {}
  heard(): void {}
  changed(): void {}
  ended(): void {}
}
