/**
 * One socket of a device, between the network and Hocuspocus: what comes in is passed on as fast as it is worked off
 * and as the person's budgets allow, what goes out as fast as the device reads. Neither side can make the other hold
 * an unbounded amount.
 */
import {
  MessageType,
  OutgoingMessage,
  type Connection,
  type Hocuspocus,
  type WebSocketLike,
} from '@hocuspocus/server';
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { parseDocumentName } from '#domain/document-names.ts';
import { withinBudget, type Budget, type Budgets } from './budgets.ts';
import { CLOSE, SOCKET_CLOSE } from './close-reasons.ts';
import type { SocketContext } from './context.ts';
import type { Faults } from './faults.ts';
import { readFrame } from './frame.ts';
import { FRAMED_BYTES_MAX, type Framing } from './framing.ts';
import type { StockFrames } from './stock-frames.ts';

/** Bytes that came in and wait: above it the socket is not read, until it is half of it. */
export const HELD_BYTES_MAX = 8 * 1024 * 1024;
/** What a small frame takes in memory besides its bytes. */
const FRAME_OVERHEAD = 200;
/** Bytes that the device has not read: above it the socket is ended. */
export const UNREAD_BYTES_MAX = 16 * 1024 * 1024;
/** Documents are sent one by one, each when the device has read all but this of those before. */
const UNREAD_BYTES_LOW = 1024 * 1024;
export const DOCUMENTS_PER_SOCKET_MAX = 4_096;
/** Frames of one socket that are worked off before the others have their turn. */
const FRAMES_AT_ONCE = 20;
/** An honest device sends none. */
const MALFORMED_MAX = 100;
/** A device that does not answer the close is cut. */
const CLOSE_LIMIT_MS = 500;

/** `PermissionDenied` of the Auth messages of Hocuspocus. */
const DENIED = 1;

type Client = ReturnType<Hocuspocus<SocketContext>['handleConnection']>;

export class DeviceSocket implements WebSocketLike {
  /** Whether its session has ended: nothing that still comes, or still waits, counts. */
  isRevoked = false;
  /** In every line of the log about it. */
  readonly who: { readonly socket: string; readonly user: string };
  #isAdmitted = false;
  /** Documents open side by side, all with the same ticket: it is taken once for all of them. */
  #shown: { ticket: string; isGood: Promise<boolean> } | undefined;
  readonly #webSocket: WebSocket;
  /** Below the WebSocket, which writes its own frames here as whole ones: without compression it holds none back. */
  readonly #stream: Duplex;
  readonly #framing: Framing;
  readonly #budgets: Budgets;
  readonly #faults: Faults;
  readonly #stock: StockFrames | null;
  #client: Client | undefined;
  readonly #open = new Map<string, Connection>();
  /** Documents between their Auth message and its answer. */
  readonly #opening = new Set<string>();
  #waiting: Uint8Array[] = [];
  #isWorking = false;
  /** Bytes of what waits here and of what waits in open documents. */
  #held = 0;
  /** Budgets that are being waited for. */
  #delays = 0;
  #malformed = 0;
  #answers: Promise<void> = Promise.resolve();
  #drained: (() => void) | undefined;

  /**
   * @param who as it is called in the log: the request that opened the socket, and the person
   * @param stock where a stock y-websocket client is at the other end
   */
  constructor(
    who: { readonly id: string; readonly user: string },
    { webSocket, stream, framing }: { webSocket: WebSocket; stream: Duplex; framing: Framing },
    budgets: Budgets,
    faults: Faults,
    stock: StockFrames | null = null,
  ) {
    this.#stock = stock;
    this.#webSocket = webSocket;
    this.#stream = stream;
    this.#framing = framing;
    this.who = { socket: who.id, user: who.user };
    this.#budgets = budgets;
    this.#faults = faults;
  }

  /** Whether the device may open documents: it has shown a ticket that counts, now or before. */
  async admit(ticket: string, take: (ticket: string) => Promise<boolean>): Promise<boolean> {
    if (this.#isAdmitted) return true;
    if (this.#shown?.ticket !== ticket) this.#shown = { ticket, isGood: take(ticket) };
    const { isGood } = this.#shown;
    // Not known is not refused: the same ticket may be shown again.
    isGood.catch(() => (this.#shown = undefined));
    if (await isGood) this.#isAdmitted = true;
    return this.#isAdmitted;
  }

  /** Listens from now on. */
  serve(client: Client): void {
    this.#client = client;
    const webSocket = this.#webSocket;
    webSocket.on('message', (data: Buffer, isBinary) => {
      if (isBinary) this.#hear(data);
      else this.close(SOCKET_CLOSE.binaryOnly.code, SOCKET_CLOSE.binaryOnly.reason);
    });
    // Not by ws itself: it would queue an answer for each, also for a device that reads none.
    webSocket.on('ping', (data) => {
      if (webSocket.bufferedAmount === 0) webSocket.pong(data);
    });
    webSocket.on('pong', () => (client.lastMessageReceivedAt = Date.now()));
    webSocket.on('close', (code, reason) => {
      this.#waiting = [];
      this.#drained?.();
      client.handleClose({ code, reason: reason.toString() });
    });
    webSocket.on('error', () => webSocket.terminate());
    this.#stream.on('drain', () => this.#drained?.());
    if (this.#stock) this.#receive(this.#stock.opening());
  }

  get readyState(): number {
    return this.#webSocket.readyState;
  }

  get isOpen(): boolean {
    return this.readyState === this.#webSocket.OPEN;
  }

  /** For Hocuspocus: everything it says to this device. */
  send(message: Uint8Array): void {
    if (this.#stream.writableLength > UNREAD_BYTES_MAX) {
      this.#faults.report('socket-ended', { why: SOCKET_CLOSE.notReading.reason, ...this.who });
      return this.#webSocket.terminate();
    }
    if (this.#opening.size > 0) this.#noteDenial(message);
    if (this.#stock) this.#sendStock(this.#stock, message);
    else this.#sendNow(message);
  }

  #sendNow(message: Uint8Array): void {
    if (message.length > FRAMED_BYTES_MAX) this.#webSocket.send(message);
    else if (this.isOpen) this.#stream.write(this.#framing.frame(message));
  }

  #sendStock(stock: StockFrames, message: Uint8Array): void {
    const outgoing = stock.outgoing(message);
    if (outgoing === null) return;
    if ('end' in outgoing) return this.close(outgoing.end.code, outgoing.end.reason);
    // Of our ping it knows nothing; the answer to that of the protocol says that it is there.
    if (message.length === 1) this.#webSocket.ping();
    this.#sendNow(outgoing.message);
  }

  close(code?: number, reason?: string): void {
    this.#webSocket.close(code, reason);
  }

  /** [S20] Ends it at once: documents now, the socket when the device has answered, or without its answer. */
  revoke(): void {
    this.isRevoked = true;
    this.#waiting = [];
    this.close(SOCKET_CLOSE.signedOut.code, SOCKET_CLOSE.signedOut.reason);
    this.#client?.handleClose(SOCKET_CLOSE.signedOut);
    this.#drained?.();
    setTimeout(() => this.#webSocket.terminate(), CLOSE_LIMIT_MS).unref();
  }

  /** Hocuspocus has opened a document here. */
  opened(connection: Connection): void {
    const address = connection.messageAddress;
    this.#opening.delete(address);
    this.#open.set(address, connection);
    connection.onClose(() => {
      if (this.#open.get(address) === connection) this.#open.delete(address);
    });
  }

  /** Takes from a budget of the person; the socket is not read while that takes time. */
  async within(name: keyof Budgets, cost: number): Promise<boolean> {
    const budget: Budget = this.#budgets[name];
    if (budget.waitMs === 0) {
      budget.take(cost);
      return true;
    }
    this.#delays++;
    this.#regulate();
    const isWithin = await withinBudget(budget, cost);
    this.#delays--;
    this.#regulate();
    if (!isWithin) this.#faults.report('over-budget', { budget: name, ...this.who });
    return isWithin;
  }

  /**
   * Sends one document, in turn, once the device has read those before.
   * @param answer sends it and says how many bytes it was
   * @returns false when the person has asked for more than their budget
   */
  async answer(answer: () => Promise<number>): Promise<boolean> {
    const turn = this.#answers.then(async () => {
      while (this.#webSocket.bufferedAmount > UNREAD_BYTES_LOW && this.isOpen)
        await new Promise<void>((resolve) => (this.#drained = resolve));
      if (!(await this.within('answers', 0))) return false;
      this.#budgets.answers.take(await answer());
      return true;
    });
    this.#answers = turn.then(
      () => {},
      () => {},
    );
    return turn;
  }

  #hear(data: Uint8Array): void {
    const frame = this.#stock ? this.#stock.incoming(data) : data;
    if (frame) this.#receive(frame);
  }

  #receive(data: Uint8Array): void {
    if (this.isRevoked) return;
    this.#held += data.length + FRAME_OVERHEAD;
    this.#waiting.push(data);
    this.#regulate();
    if (!this.#isWorking) void this.#work();
  }

  /** Passes frames on in the order they came. Never rejects. */
  async #work(): Promise<void> {
    this.#isWorking = true;
    try {
      // Not one shift after the other: that is quadratic for a socket full of tiny frames.
      for (let frames = this.#waiting; frames.length > 0; frames = this.#waiting) {
        this.#waiting = [];
        for (const [at, data] of frames.entries()) {
          // What waits for no database would otherwise be worked off in one go, and nobody else heard meanwhile.
          if (at % FRAMES_AT_ONCE === FRAMES_AT_ONCE - 1) await new Promise(setImmediate);
          const release = () => this.#release(data);
          const connection = await this.#pass(data);
          if (connection) void connection.waitForPendingMessages().then(release, release);
          else release();
        }
      }
    } catch (error) {
      this.#faults.report('unexpected', { where: 'socket', ...this.who, reason: (error as Error).stack });
      this.#webSocket.terminate();
    }
    this.#isWorking = false;
  }

  /** @returns the document that is working on the frame now, if it was passed to one */
  async #pass(data: Uint8Array): Promise<Connection | undefined> {
    if (this.isRevoked) return;
    // Hocuspocus 4.7 asks devices for a pong but takes the answer for a document's name.
    if (data.length === 1) return void (this.#client!.lastMessageReceivedAt = Date.now());
    const frame = readFrame(data);
    if (!frame) return this.#passOverMalformed();
    const { address } = frame;
    const isAuth = frame.type === Number(MessageType.Auth);
    const isWithin =
      (await this.within('frames', 1)) &&
      (await this.within('bytes', data.length)) &&
      (!isAuth || (await this.within('documents', 1)));
    if (this.isRevoked) return;
    const connection = this.#open.get(address);
    if (!isWithin) {
      if (connection) connection.close(CLOSE.busy);
      else if (isAuth) this.#deny(address, CLOSE.busy.reason);
      return;
    }
    if (connection) {
      this.#client!.handleMessage(data);
      return connection;
    }
    if (isAuth && !this.#opening.has(address)) {
      // Hocuspocus keeps objects keyed by this name: only what is one of ours gets that far, and no `__proto__`.
      if (parseDocumentName(address) === null) return this.#deny(address, CLOSE.forbidden.reason);
      if (this.#open.size + this.#opening.size >= DOCUMENTS_PER_SOCKET_MAX)
        return this.#deny(address, CLOSE.busy.reason);
      this.#opening.add(address);
    }
    // What comes for a document that is not open, and not asked for, was sent before the device heard of its end.
    if (this.#opening.has(address)) this.#client!.handleMessage(data);
    return;
  }

  #passOverMalformed(): undefined {
    this.#faults.report('malformed-frame', this.who);
    if (++this.#malformed === MALFORMED_MAX)
      this.close(SOCKET_CLOSE.malformed.code, SOCKET_CLOSE.malformed.reason);
  }

  #deny(address: string, reason: string): undefined {
    this.send(new OutgoingMessage(address).writePermissionDenied(reason).toUint8Array());
  }

  /** Hocuspocus tells of a document that could not be opened only on the wire. */
  #noteDenial(message: Uint8Array): void {
    const frame = readFrame(message);
    if (frame?.says === DENIED) this.#opening.delete(frame.address);
  }

  #release(data: Uint8Array): void {
    this.#held -= data.length + FRAME_OVERHEAD;
    this.#regulate();
  }

  #regulate(): void {
    const isPaused = this.#webSocket.isPaused;
    const isFull = this.#held > (isPaused ? HELD_BYTES_MAX / 2 : HELD_BYTES_MAX);
    if (this.#delays > 0 || isFull) this.#webSocket.pause();
    else if (isPaused) this.#webSocket.resume();
  }
}
