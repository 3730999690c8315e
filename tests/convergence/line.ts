/** One document's place on the wire, as the client has it: its own code for sending, and what it passes over. */
import * as Y from 'yjs';
import type { SliceBounds } from '#domain/own-backlog.ts';
import { uploadFor, type Upload } from '#client/upload.ts';
import type { Connection, Frame } from './connection.ts';

/** So small that a backlog takes several. */
const BOUNDS: SliceBounds = { records: 4, bytes: 2_000 };

export interface LineEvents {
  readonly document: string;
  readonly doc: Y.Doc;
  /** The connection that this device believes open, if any. */
  connection(): Connection | null;
  sliced(): void;
  /** The document holds what no honest device sends. */
  beyondRepair(): void;
}

export class Line {
  readonly doc: Y.Doc;
  readonly #document: string;
  readonly #connection: () => Connection | null;
  readonly #upload: Upload;
  /** What the server tells before it has answered is in the answer, too, and would wait here for the rest of it. */
  #isAnswered = false;

  constructor({ document, doc, connection, sliced, beyondRepair }: LineEvents) {
    this.doc = doc;
    this.#document = document;
    this.#connection = connection;
    const out = {
      answer: (update: Uint8Array) => this.#send({ kind: 'answer', document, update }),
      update: (update: Uint8Array) => {
        sliced();
        this.#send({ kind: 'update', document, update });
      },
      beyondRepair,
    };
    this.#upload = uploadFor(document, doc, out, BOUNDS);
  }

  begin(): void {
    this.end();
    this.#send({ kind: 'open', document: this.#document });
    this.#send({ kind: 'state', document: this.#document, vector: Y.encodeStateVector(this.doc) });
  }

  end(): void {
    this.#isAnswered = false;
    this.#upload.ended();
  }

  changed(update: Uint8Array, isHeard: boolean): void {
    this.#upload.changed(update, isHeard);
  }

  isEarly({ kind }: Frame): boolean {
    return kind === 'update' && !this.#isAnswered;
  }

  receive(frame: Frame): void {
    if (frame.kind === 'state') this.#upload.asked(frame.vector);
    else if (frame.kind === 'taken') this.#upload.acknowledged();
    else if (frame.kind === 'open' || frame.kind === 'closed' || this.isEarly(frame)) return;
    else {
      if (frame.kind === 'update') this.#upload.heard(frame.update);
      else this.#isAnswered = true;
      Y.applyUpdate(this.doc, frame.update, 'server');
    }
  }

  #send(frame: Frame): void {
    const connection = this.#connection();
    if (connection?.isOpenHere) connection.up.push(frame);
  }
}
