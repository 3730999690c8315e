/**
 * One WebSocket for all documents. It connects by itself, with back-off, for as long as the page lives; nothing
 * waits for it.
 */
import { HocuspocusProvider, HocuspocusProviderWebsocket, WebSocketStatus } from '@hocuspocus/provider';
import type * as Y from 'yjs';
import { slotOf } from '#domain/client-id.ts';
import { guard } from './guard.ts';

/** Back-off after a failed attempt: 2, 4, 8 … 30 s, spread by chance so that devices do not return all at once. */
const BACKOFF = { delay: 2_000, factor: 2, minDelay: 1_000, maxDelay: 30_000, jitter: true };
/** The server pings every 20 s. */
const SILENCE_LIMIT_MS = 50_000;
const DOCUMENT_RETRY_MS = [500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000];

export interface WireEvents {
  /** `failed` follows each attempt that did not end in a connection. */
  onStatus(status: 'connecting' | 'connected' | 'disconnected' | 'failed'): void;
  /** A document came into step with the server, or fell out of it. */
  onSync(): void;
}

export interface LineEvents {
  /** The server does not let this person have the document. */
  onDenied(): void;
  /** The server saw in this document what no honest device writes, and ended it. */
  onReset(): void;
}

export class Wire {
  readonly #socket: HocuspocusProviderWebsocket;
  readonly #lines = new Set<Line>();
  readonly #events: WireEvents;
  /** Documents that are still being read from disk. */
  #coming = 0;

  /** @param WebSocketClass for places other than a browser, where it can carry a cookie */
  constructor(url: string, events: WireEvents, WebSocketClass: unknown = WebSocket) {
    this.#events = events;
    let isOpen = false;
    this.#socket = new HocuspocusProviderWebsocket({
      url,
      ...BACKOFF,
      messageReconnectTimeout: SILENCE_LIMIT_MS,
      WebSocketPolyfill: WebSocketClass,
      onOpen: () => {
        isOpen = true;
        events.onStatus('connected');
      },
      onStatus: ({ status }) => {
        if (status === WebSocketStatus.Connecting) events.onStatus('connecting');
      },
      onClose: () => {
        events.onStatus(isOpen ? 'disconnected' : 'failed');
        isOpen = false;
        events.onSync();
      },
    });
  }

  /** Connects at once instead of waiting for the next attempt. */
  connectNow(): void {
    void this.#socket.connect();
  }

  /** Gives up the connection until `connectNow`. */
  disconnect(): void {
    this.#socket.disconnect();
  }

  /** Whether every open document has what the server has, those that are still being read from disk included. */
  get isSynced(): boolean {
    return this.#coming === 0 && [...this.#lines].every((line) => line.isSynced || line.isDenied);
  }

  /** Says that a document will be attached. @returns what to call when it is, or no longer will be */
  expect(): () => void {
    this.#coming++;
    this.#events.onSync();
    return () => {
      this.#coming--;
      this.#events.onSync();
    };
  }

  /** Keeps a document in step with the server. Open the document's disk first. */
  attach(name: string, doc: Y.Doc, events: LineEvents): Line {
    const line = new Line(this.#socket, name, doc, {
      ...events,
      onSync: this.#events.onSync,
      onClosed: () => this.#lines.delete(line),
    });
    this.#lines.add(line);
    return line;
  }

  close(): void {
    for (const line of [...this.#lines]) line.close();
    this.#socket.destroy();
  }
}

/** One document's place on the wire. */
export class Line {
  readonly #provider: HocuspocusProvider;
  readonly #doc: Y.Doc;
  readonly #send: (update: Uint8Array, origin: unknown, doc: Y.Doc, transaction: Y.Transaction) => void;
  /** Whether something waited in Yjs for what it stands on, before the present transaction. */
  #hadPending = false;
  readonly #notePending = guard(() => (this.#hadPending = this.#doc.store.pendingStructs !== null));
  readonly #onClosed: () => void;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #retries = 0;
  isDenied = false;

  constructor(
    socket: HocuspocusProviderWebsocket,
    name: string,
    doc: Y.Doc,
    events: LineEvents & { onSync(): void; onClosed(): void },
  ) {
    this.#doc = doc;
    this.#onClosed = events.onClosed;
    const refused = (reason: string) => {
      if (reason === 'forbidden') {
        this.isDenied = true;
        events.onDenied();
      } else if (reason === 'reset') events.onReset();
      else this.#comeBack();
      events.onSync();
    };
    this.#provider = new HocuspocusProvider({
      name,
      document: doc,
      websocketProvider: socket,
      // Who we are is settled by the session cookie at the upgrade; Hocuspocus wants a token nevertheless.
      token: 'cookie',
      awareness: null,
      onSynced: () => {
        this.#retries = 0;
        events.onSync();
      },
      onAuthenticationFailed: ({ reason }) => refused(reason),
    });
    // The server ended this document and not the socket: the provider would sit there for ever.
    this.#provider.on('close', ({ event }: { event: { code: number; reason: string } }) => {
      if (event.code === 1000 && event.reason !== '') refused(event.reason);
    });
    const stock = this.#provider.boundDocumentUpdateHandler;
    doc.off('update', stock);
    this.#send = guard((update: Uint8Array, origin: unknown, _doc: Y.Doc, transaction: Y.Transaction) => {
      stock(update, this.#letsInOwn(transaction) ? 'a neighbour' : origin);
    });
    doc.on('beforeTransaction', this.#notePending);
    doc.on('update', this.#send);
    this.#provider.attach();
  }

  get isSynced(): boolean {
    return this.#provider.isSynced;
  }

  close(): void {
    clearTimeout(this.#retry);
    this.#doc.off('beforeTransaction', this.#notePending);
    this.#doc.off('update', this.#send);
    this.#provider.destroy();
    this.#onClosed();
  }

  /**
   * What a neighbouring tab wrote may have waited here for something from the server. It comes in together with
   * that, under the server's origin, and the stock provider would not pass it on.
   */
  #letsInOwn({ beforeState, afterState }: Y.Transaction): boolean {
    if (!this.#hadPending) return false;
    const slot = slotOf(this.#doc.clientID);
    return [...afterState].some(
      ([client, clock]) => slotOf(client) === slot && clock > (beforeState.get(client) ?? 0),
    );
  }

  #comeBack(): void {
    clearTimeout(this.#retry);
    const wait = DOCUMENT_RETRY_MS[Math.min(this.#retries++, DOCUMENT_RETRY_MS.length - 1)];
    this.#retry = setTimeout(() => {
      void this.#provider.sendToken().then(() => this.#provider.startSync());
    }, wait);
  }
}
