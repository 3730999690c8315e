/**
 * [S27] Tabs of one browser show the same without a network: each passes on what was written in it, and asks the
 * others on opening for what it lacks. What comes from the server reaches every tab by its own connection.
 */
import * as Y from 'yjs';
import { guard } from './guard.ts';

type Sent = { update: Uint8Array } | { lacks: Uint8Array };

export class Tabs {
  readonly #channel: BroadcastChannel;
  readonly #doc: Y.Doc;
  readonly #pass: (update: Uint8Array, origin: unknown, doc: Y.Doc, transaction: Y.Transaction) => void;

  constructor(name: string, doc: Y.Doc) {
    this.#doc = doc;
    this.#channel = new BroadcastChannel(name);
    this.#pass = guard((update, _origin, _doc, transaction: Y.Transaction) => {
      if (transaction.local) this.#send({ update });
    });
    doc.on('update', this.#pass);
    this.#channel.onmessage = guard(({ data }: MessageEvent<Sent>) => {
      if ('update' in data) Y.applyUpdate(doc, data.update, this);
      else this.#send({ update: Y.encodeStateAsUpdate(doc, data.lacks) });
    });
  }

  /** Asks the other tabs for what this one lacks. Call it once the disk has been read. */
  catchUp(): void {
    this.#send({ lacks: Y.encodeStateVector(this.#doc) });
  }

  close(): void {
    this.#doc.off('update', this.#pass);
    this.#channel.close();
  }

  #send(message: Sent): void {
    this.#channel.postMessage(message);
  }
}
