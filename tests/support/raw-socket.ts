/** A hand-made client: says on the wire what no honest device would, and keeps what it hears. */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { WebSocket, type ClientOptions } from 'ws';
import { requestAs, type TestPerson } from './people.ts';

/** Message types of Hocuspocus 4, and sub-types of its sync messages. */
export const MESSAGE = {
  sync: 0,
  awareness: 1,
  auth: 2,
  queryAwareness: 3,
  syncReply: 4,
  stateless: 5,
  broadcastStateless: 6,
  close: 7,
} as const;
export const [STEP_1, STEP_2, UPDATE] = [0, 1, 2];
const [TOKEN, DENIED, AUTHENTICATED] = [0, 1, 2];
const PONG = Uint8Array.of(10);
const UNTIL_LIMIT_MS = 5_000;

/** One frame from the server. */
export interface Heard {
  readonly address: string;
  readonly type: number;
  /** What follows the type. */
  readonly rest: Uint8Array;
  readonly at: number;
}

export class RawSocket {
  readonly socket: WebSocket;
  readonly closed: Promise<number>;
  readonly heard: Heard[] = [];
  /** The state vector it asks with: nothing, unless it is to be spared being told everything again. */
  knows: Uint8Array = Uint8Array.of(0);
  /** What it shows. */
  ticket = '';
  readonly #waiting = new Set<() => void>();

  private constructor(socket: WebSocket) {
    this.socket = socket;
    this.closed = new Promise((resolve) => socket.once('close', resolve));
    socket.on('error', () => {});
    socket.on('close', () => this.#waiting.forEach((check) => check()));
    socket.on('message', (data: Buffer) => this.#hear(data));
  }

  /** Connects as a person. @throws with the HTTP status when the upgrade is refused */
  static async open(
    person: Pick<TestPerson, 'url' | 'cookie'>,
    headers: Record<string, string> = {},
    options: ClientOptions = {},
  ): Promise<RawSocket> {
    const { url, cookie } = person;
    const socket = new WebSocket(`${url.replace('http', 'ws')}/sync`, {
      ...options,
      headers: { cookie, origin: url, ...headers },
    });
    const raw = new RawSocket(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
      socket.once('unexpected-response', (_request, { statusCode }) => reject(new Error(String(statusCode))));
    });
    const asked = await requestAs(person, 'POST', '/api/v1/me/tickets');
    if (asked.ok) raw.ticket = ((await asked.json()) as { ticket: string }).ticket;
    return raw;
  }

  get isOpen(): boolean {
    return this.socket.readyState === WebSocket.OPEN;
  }

  authenticate(document: string): void {
    this.say(document, MESSAGE.auth, (to) => {
      encoding.writeVarUint(to, TOKEN);
      encoding.writeVarString(to, this.ticket);
    });
  }

  /** Opens a document as a device does, up to the server's question. @throws when it is denied or ended before that */
  async enter(document: string): Promise<void> {
    const from = this.heard.length;
    const since = () => this.heard.slice(from).filter(({ address }) => address === document);
    this.authenticate(document);
    this.sync(document, STEP_1, this.knows);
    await this.until(`${document} is open`, () => {
      if (since().some((one) => saysOf(one) === DENIED)) throw new Error(`${document} is denied`);
      if (since().some(({ type }) => type === MESSAGE.close)) throw new Error(`${document} is ended again`);
      if (!this.isOpen) throw new Error(`the socket is closed before ${document} is open`);
      return since().some(({ type, rest }) => type === MESSAGE.sync && rest[0] === STEP_1);
    });
  }

  sync(document: string, step: number, payload: Uint8Array): void {
    this.say(document, MESSAGE.sync, (to) => {
      encoding.writeVarUint(to, step);
      encoding.writeVarUint8Array(to, payload);
    });
  }

  presence(document: string, payload: Uint8Array): void {
    this.say(document, MESSAGE.awareness, (to) => encoding.writeVarUint8Array(to, payload));
  }

  say(document: string, type: number, write: (to: encoding.Encoder) => void = () => {}): void {
    const to = encoding.createEncoder();
    encoding.writeVarString(to, document);
    encoding.writeVarUint(to, type);
    write(to);
    this.send(encoding.toUint8Array(to));
  }

  send(bytes: Uint8Array): void {
    this.socket.send(bytes);
  }

  /** Whether the server has opened the document here and not ended it since. */
  isIn(document: string): boolean {
    const last = this.heard.findLast(
      (one) => one.address === document && (one.type === MESSAGE.close || saysOf(one) !== null),
    );
    return last !== undefined && saysOf(last) === AUTHENTICATED;
  }

  /** Why the server refused or ended a document, in the order it said so. */
  reasons(document: string): string[] {
    return this.heard
      .filter((one) => one.address === document && (one.type === MESSAGE.close || saysOf(one) === DENIED))
      .map(({ type, rest }) => {
        const from = decoding.createDecoder(rest);
        if (type === MESSAGE.auth) decoding.readVarUint(from);
        return decoding.readVarString(from);
      });
  }

  /** Waits until something is so; looks again at each frame. @throws after five seconds */
  until(what: string, isSo: () => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const done = (settle: () => void) => {
        clearTimeout(limit);
        this.#waiting.delete(check);
        settle();
      };
      const limit = setTimeout(
        () => done(() => reject(new Error(`waited ${UNTIL_LIMIT_MS / 1_000} s until ${what}`))),
        UNTIL_LIMIT_MS,
      );
      const check = () => {
        try {
          if (isSo()) done(resolve);
        } catch (error) {
          done(() => reject(error));
        }
      };
      this.#waiting.add(check);
      check();
    });
  }

  /** Waits until the server has worked off everything sent so far for a document that is open: it answers in turn. */
  async settled(document: string): Promise<void> {
    const answers = () =>
      this.heard.filter(
        ({ address, type, rest }) => address === document && type === MESSAGE.sync && rest[0] === STEP_2,
      ).length;
    const before = answers();
    this.sync(document, STEP_1, this.knows);
    await this.until('it answers', () => answers() > before || !this.isIn(document) || !this.isOpen);
  }

  close(): void {
    this.socket.terminate();
  }

  #hear(data: Buffer): void {
    // One byte is the server asking for a sign of life.
    if (data.length === 1) return this.isOpen ? this.send(PONG) : undefined;
    const from = decoding.createDecoder(new Uint8Array(data));
    const address = decoding.readVarString(from);
    const type = decoding.readVarUint(from);
    this.heard.push({ address, type, rest: from.arr.slice(from.pos), at: performance.now() });
    this.#waiting.forEach((check) => check());
  }
}

const saysOf = ({ type, rest }: Heard): number | null => (type === MESSAGE.auth ? (rest[0] ?? null) : null);
