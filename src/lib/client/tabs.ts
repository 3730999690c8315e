/**
 * [S27] Tabs of one browser show the same without a network: each passes on what was written in it, and asks the
 * others on opening for what it lacks. What comes from the server reaches every tab by its own connection.
 *
 * Only tabs whose rows are of one generation share: a document that was replaced and its successor have nothing to
 * give each other.
 */
import * as Y from 'yjs';
import { guard } from './guard.ts';

type Message = { readonly update: Uint8Array } | { readonly lacks: Uint8Array };
type Sent = Message & { readonly generation: number };

export interface TabsEvents {
  /** The generation of the rows that the document belongs to. */
  generation(): number;
  /** Another tab has replaced the document. */
  onReplaced(generation: number): void;
}

export class Tabs {
  readonly #channel: BroadcastChannel;
  readonly #events: TabsEvents;
  #doc: Y.Doc;
  /** What came in before the disk was read: until then nobody knows to which generation this tab belongs. */
  #early: Sent[] | null = [];

  constructor(name: string, doc: Y.Doc, events: TabsEvents) {
    this.#doc = doc;
    this.#events = events;
    this.#channel = new BroadcastChannel(name);
    doc.on('update', this.#pass);
    this.#channel.onmessage = guard(({ data }: MessageEvent<Sent>) => {
      if (this.#early) this.#early.push(data);
      else this.#hear(data);
    });
  }

  /** Takes in what came early and asks the other tabs for what this one lacks. Call it once the disk has been read. */
  catchUp(): void {
    const early = this.#early ?? [];
    this.#early = null;
    for (const sent of early) this.#hear(sent);
    this.#send({ lacks: Y.encodeStateVector(this.#doc) });
  }

  /** Goes over to another document. */
  follow(doc: Y.Doc): void {
    this.#doc.off('update', this.#pass);
    this.#doc = doc;
    doc.on('update', this.#pass);
  }

  /** Tells the other tabs that the document was replaced, and those that know it already what came into it. */
  announce(): void {
    this.#send({ update: Y.encodeStateAsUpdate(this.#doc) });
  }

  close(): void {
    this.#doc.off('update', this.#pass);
    this.#channel.close();
  }

  readonly #pass = guard(
    (update: Uint8Array, _origin: unknown, _doc: Y.Doc, transaction: Y.Transaction): void => {
      if (transaction.local) this.#send({ update });
    },
  );

  #hear(sent: Sent): void {
    const own = this.#events.generation();
    if (sent.generation > own) this.#events.onReplaced(sent.generation);
    // It was asleep when the document was replaced.
    else if (sent.generation < own) this.announce();
    else if ('update' in sent) Y.applyUpdate(this.#doc, sent.update, this);
    else this.#send({ update: Y.encodeStateAsUpdate(this.#doc, sent.lacks) });
  }

  #send(message: Message): void {
    this.#channel.postMessage({ ...message, generation: this.#events.generation() });
  }
}
