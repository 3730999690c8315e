/** The cheapest receiver there is: takes its place in a document, looks at frames as bytes and keeps nothing. */
import type { TestPerson } from '../support/people.ts';
import { RawSocket, STEP_1, STEP_2, UPDATE } from '../support/raw-socket.ts';

/** An empty state vector, and an update of nothing. */
const NOTHING_KNOWN = Uint8Array.of(0);
const NOTHING_NEW = Uint8Array.of(0, 0);

export class Listener {
  readonly #raw: RawSocket;
  readonly #document: string;

  private constructor(raw: RawSocket, document: string) {
    this.#raw = raw;
    this.#document = document;
  }

  /**
   * Resolves once the server has answered with what the document holds.
   * @param onFrame is given every later frame but the server's pings
   */
  static async open(
    person: Pick<TestPerson, 'url' | 'cookie'>,
    document: string,
    onFrame: (frame: Buffer) => void,
  ): Promise<Listener> {
    const raw = await RawSocket.open(person);
    await new Promise<void>((resolve, reject) => {
      let isIn = false;
      raw.socket.on('message', (frame: Buffer) => {
        if (frame.length === 1) return raw.send(frame); // A ping: whoever does not answer is cut after a minute.
        if (isIn) return onFrame(frame);
        isIn = isAnswer(frame, document);
        if (isIn) resolve();
      });
      void raw.closed.then((code) => reject(new Error(`the server closed with ${code}`)));
      raw.authenticate(document);
      raw.sync(document, STEP_1, NOTHING_KNOWN);
    });
    // The server asked the same, and takes updates only after the answer.
    raw.sync(document, STEP_2, NOTHING_NEW);
    return new Listener(raw, document);
  }

  send(update: Uint8Array): void {
    this.#raw.sync(this.#document, UPDATE, update);
  }

  close(): void {
    this.#raw.close();
  }
}

/** A sync message with step 2: the bytes after the document's name, which is shorter than 128, are 0 and 1. */
const isAnswer = (frame: Buffer, document: string): boolean =>
  frame[document.length + 1] === 0 && frame[document.length + 2] === STEP_2;
