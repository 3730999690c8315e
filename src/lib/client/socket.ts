/**
 * The one WebSocket: connects by itself, with back-off, and gives up a connection that says nothing. The stock
 * limit (provider 4.8) does not cover an attempt, and where it ends a connection it does not tell the documents.
 */
import { HocuspocusProviderWebsocket, WebSocketStatus, type onStatusParameters } from '@hocuspocus/provider';

/** Back-off after a failed attempt: 2, 4, 8 … 30 s, spread by chance so that devices do not return all at once. */
const BACKOFF = { delay: 2_000, factor: 2, minDelay: 1_000, maxDelay: 30_000, jitter: true };
/** After a connection that was lost. A server that restarts loses all of them at once; they come back evenly spread. */
const RETURN_MS = { least: 500, most: 4_500 };
/** A handshake takes three round trips, and a satellite's takes under a second. */
const ATTEMPT_LIMIT_MS = 10_000;
/** The server pings every 20 s. */
const SILENCE_LIMIT_MS = 50_000;
/** The longest time that a timer takes: the stock limit never comes first. */
const NEVER_MS = 2 ** 31 - 1;

export interface SocketEvents {
  onConnecting(): void;
  onOpen(): void;
  onClose(): void;
}

export class Socket extends HocuspocusProviderWebsocket {
  #limit: ReturnType<typeof setTimeout> | undefined;
  readonly #askForTicket: () => Promise<string>;
  #ticket: Promise<string> | undefined;

  /** @param WebSocketClass for places other than a browser, where it can carry a cookie */
  constructor(
    url: string,
    askForTicket: () => Promise<string>,
    events: SocketEvents,
    WebSocketClass: unknown,
  ) {
    super({
      url,
      ...BACKOFF,
      messageReconnectTimeout: NEVER_MS,
      WebSocketPolyfill: WebSocketClass,
      // Not before there are listeners.
      autoConnect: false,
      onOpen: () => {
        this.#allow(SILENCE_LIMIT_MS);
        events.onOpen();
      },
      onMessage: () => this.#allow(SILENCE_LIMIT_MS),
      onStatus: ({ status }: onStatusParameters) => {
        if (status !== WebSocketStatus.Connecting) return;
        // Each socket shows one of its own. Asked for beside the handshake, it costs no round trip.
        this.#ticket = this.#askForTicket();
        this.#ticket.catch(() => {}); // Whoever needs it is told.
        this.#allow(ATTEMPT_LIMIT_MS);
        events.onConnecting();
      },
      onClose: () => {
        clearTimeout(this.#limit);
        // Read where the next attempt is planned, which is after this.
        this.configuration.delay = RETURN_MS.least + Math.random() * (RETURN_MS.most - RETURN_MS.least);
        events.onClose();
      },
    });
    this.#askForTicket = askForTicket;
    void this.connect();
  }

  /** The ticket of the socket that is open, the same for all documents. @throws while there is none */
  async ticket(): Promise<string> {
    const asked = (this.#ticket ??= this.#askForTicket());
    try {
      return await asked;
    } catch (error) {
      if (this.#ticket === asked) this.#ticket = undefined;
      throw error;
    }
  }

  /** The server did not take this one: the next document to ask gets another. */
  async discardTicket(refused: string): Promise<void> {
    const held = this.#ticket;
    if (held !== undefined && (await held.catch(() => refused)) === refused && this.#ticket === held)
      this.#ticket = undefined;
  }

  override connect(): Promise<unknown> {
    this.configuration.delay = BACKOFF.delay;
    return super.connect();
  }

  get isOpen(): boolean {
    return this.webSocket?.readyState === 1;
  }

  /** Gives up the connection at once: the network may be gone, and a real close waits for the other end. */
  override disconnect(): void {
    super.disconnect();
    if (this.webSocket !== null) this.#giveUp('left');
  }

  override destroy(): void {
    clearTimeout(this.#limit);
    this.removeAllListeners();
    super.destroy();
  }

  #allow(ms: number): void {
    clearTimeout(this.#limit);
    this.#limit = setTimeout(() => this.#giveUp('silent'), ms);
  }

  #giveUp(reason: string): void {
    this.emit('close', { event: { code: 4408, reason } });
  }
}
