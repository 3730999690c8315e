/** A hand-made client: says on the wire what no honest device would. */
import * as encoding from 'lib0/encoding';
import { WebSocket } from 'ws';
import type { TestPerson } from './people.ts';

/** Message types of Hocuspocus, and sub-types of its sync messages. */
const [SYNC, AUTH] = [0, 2];
const [TOKEN] = [0];
export const [STEP_1, STEP_2, UPDATE] = [0, 1, 2];

export class RawSocket {
  readonly socket: WebSocket;
  readonly closed: Promise<number>;

  private constructor(socket: WebSocket) {
    this.socket = socket;
    this.closed = new Promise((resolve) => socket.once('close', resolve));
    socket.on('error', () => {});
  }

  /** Connects as a person. @throws with the HTTP status when the upgrade is refused */
  static async open(
    { url, cookie }: Pick<TestPerson, 'url' | 'cookie'>,
    headers: Record<string, string> = {},
  ): Promise<RawSocket> {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/sync`, {
      headers: { cookie, origin: url, ...headers },
    });
    const raw = new RawSocket(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('unexpected-response', (_request, { statusCode }) => reject(new Error(String(statusCode))));
    });
    return raw;
  }

  authenticate(document: string): void {
    this.#send(document, (to) => {
      encoding.writeVarUint(to, AUTH);
      encoding.writeVarUint(to, TOKEN);
      encoding.writeVarString(to, 'cookie');
    });
  }

  sync(document: string, step: number, payload: Uint8Array): void {
    this.#send(document, (to) => {
      encoding.writeVarUint(to, SYNC);
      encoding.writeVarUint(to, step);
      encoding.writeVarUint8Array(to, payload);
    });
  }

  send(bytes: Uint8Array): void {
    this.socket.send(bytes);
  }

  close(): void {
    this.socket.terminate();
  }

  #send(document: string, write: (to: encoding.Encoder) => void): void {
    const to = encoding.createEncoder();
    encoding.writeVarString(to, document);
    write(to);
    this.send(encoding.toUint8Array(to));
  }
}
