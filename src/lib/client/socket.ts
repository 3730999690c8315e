/**
 * The one WebSocket: connects by itself, with back-off, and gives up a connection that says nothing. The stock
 * limit (provider 4.8) does not cover an attempt, and where it ends a connection it does not tell the documents.
 */
import { HocuspocusProviderWebsocket, WebSocketStatus, type onStatusParameters } from '@hocuspocus/provider';

/** Back-off after a failed attempt: 2, 4, 8 … 30 s, spread by chance so that devices do not return all at once. */
const BACKOFF = { delay: 2_000, factor: 2, minDelay: 1_000, maxDelay: 30_000, jitter: true };
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

  /** @param WebSocketClass for places other than a browser, where it can carry a cookie */
  constructor(url: string, events: SocketEvents, WebSocketClass: unknown) {
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
        this.#allow(ATTEMPT_LIMIT_MS);
        events.onConnecting();
      },
      onClose: () => {
        clearTimeout(this.#limit);
        events.onClose();
      },
    });
    void this.connect();
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
