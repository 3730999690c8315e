/** Somebody with one device: one socket for all their groups. It looks at frames as bytes and keeps nothing. */
import type { TestPerson } from '../support/people.ts';
import { RawSocket, STEP_1, STEP_2, UPDATE } from '../support/raw-socket.ts';

/** An empty state vector, and an update of nothing. */
const NOTHING_KNOWN = Uint8Array.of(0);
const NOTHING_NEW = Uint8Array.of(0, 0);
const SYNC = 0;

export class LoadMember {
  readonly person: TestPerson;
  readonly #raw: RawSocket;
  /** Documents whose answer is awaited. */
  readonly #entering = new Map<string, () => void>();
  readonly #onFrame: (frame: Buffer, document: string) => void;
  /** Why the server closed the socket, if it did. */
  closed: number | null = null;

  private constructor(
    person: TestPerson,
    raw: RawSocket,
    onFrame: (frame: Buffer, document: string) => void,
  ) {
    this.person = person;
    this.#raw = raw;
    this.#onFrame = onFrame;
    raw.socket.on('message', (frame: Buffer) => this.#hear(frame));
    void raw.closed.then((code) => (this.closed = code));
  }

  /** @param onFrame is given every frame but pings, with the document that it is about */
  static async open(
    person: TestPerson,
    onFrame: (frame: Buffer, document: string) => void,
  ): Promise<LoadMember> {
    return new LoadMember(person, await RawSocket.open(person), onFrame);
  }

  /** Resolves once the server has answered with what the document holds. */
  enter(document: string): Promise<void> {
    return new Promise((resolve) => {
      this.#entering.set(document, resolve);
      this.#raw.authenticate(document);
      this.#raw.sync(document, STEP_1, NOTHING_KNOWN);
    });
  }

  write(document: string, update: Uint8Array): void {
    if (this.#raw.isOpen) this.#raw.sync(document, UPDATE, update);
  }

  close(): void {
    this.#raw.close();
  }

  #hear(frame: Buffer): void {
    this.#raw.heard.length = 0;
    if (frame.length === 1) return;
    // Names of documents are shorter than 128 bytes: their length is the first.
    const end = frame[0]! + 1;
    const document = frame.toString('latin1', 1, end);
    this.#onFrame(frame, document);
    if (frame[end] !== SYNC || frame[end + 1] !== STEP_2) return;
    // The server asked the same, and takes updates only after the answer.
    this.#raw.sync(document, STEP_2, NOTHING_NEW);
    this.#entering.get(document)?.();
    this.#entering.delete(document);
  }
}
