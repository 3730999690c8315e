/**
 * One socket between a tab and the server. The frames of one document keep their order, those of several need not:
 * the server judges them side by side, and a device that attaches a document later hears of it later.
 */
export type Frame = { readonly document: string } & FrameOf;
type FrameOf =
  /** A device opens a document: from now on it is told what is said there. */
  | { readonly kind: 'open' }
  /** The first step of a handshake: what the sender has. */
  | { readonly kind: 'state'; readonly vector: Uint8Array }
  /** The second: what the other lacks. */
  | { readonly kind: 'answer'; readonly update: Uint8Array }
  | { readonly kind: 'update'; readonly update: Uint8Array }
  /** What was sent first of what had not been acknowledged is in the log. */
  | { readonly kind: 'taken' }
  /** The server ends a document and not the socket. */
  | { readonly kind: 'closed'; readonly reason: 'forbidden' | 'reset' };

/** Where a device stands in telling one document over one connection. */
export interface Telling {
  /** The server has asked what it lacks and passes over everything else until it is told. */
  isAsked: boolean;
  /** Answers in a row that did not connect to what the server has. */
  gaps: number;
}

export class Connection {
  readonly up = new Queues();
  readonly down = new Queues();
  /** What the server says at the upgrade: another one after a restore. */
  readonly epoch: number;
  /** Documents that the server tells this socket about. */
  readonly tellings = new Map<string, Telling>();
  /** Both ends think so, unless the network says nothing: each may hold on to what the other has given up. */
  isOpenHere = true;
  isOpenThere = true;
  isSlow = false;

  constructor(epoch: number) {
    this.epoch = epoch;
  }

  /** The device takes another replica: what was asked for the one before, and is answered to it, is not for this one. */
  forget(document: string): void {
    this.down.take(document);
    const sent = this.up.take(document);
    for (const frame of sent) if (frame.kind !== 'open' && frame.kind !== 'state') this.up.push(frame);
  }

  /** What was under way is lost. */
  cut(): void {
    this.isOpenHere = this.isOpenThere = false;
    this.up.clear();
    this.down.clear();
  }
}

/** Frames under way in one direction, by document. */
export class Queues {
  readonly #frames = new Map<string, Frame[]>();

  push(frame: Frame): void {
    const queue = this.#frames.get(frame.document);
    if (queue) queue.push(frame);
    else this.#frames.set(frame.document, [frame]);
  }

  /** Documents of which a frame is under way. */
  get documents(): string[] {
    return [...this.#frames.keys()];
  }

  get length(): number {
    return this.all.length;
  }
  get all(): Frame[] {
    return [...this.#frames.values()].flat();
  }

  first(document: string): Frame {
    return this.#frames.get(document)![0]!;
  }

  shift(document: string): Frame {
    const queue = this.#frames.get(document)!;
    if (queue.length === 1) this.#frames.delete(document);
    return queue.shift()!;
  }

  /** Everything of one document that is under way. */
  take(document: string): Frame[] {
    const queue = this.#frames.get(document) ?? [];
    this.#frames.delete(document);
    return queue;
  }

  clear(): void {
    this.#frames.clear();
  }
}
