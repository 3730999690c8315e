/**
 * One WebSocket for all documents. It connects by itself, with back-off, for as long as the page lives; nothing
 * waits for it.
 */
import type * as Y from 'yjs';
import { Line, type LineEvents } from './line.ts';
import { Socket } from './socket.ts';

/** Where this page's server takes sockets of devices that know this epoch of its database. */
export function syncUrl(epoch: number): string {
  const url = new URL(`/sync?epoch=${epoch}`, location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return url.href;
}

export interface WireEvents {
  /** `failed` follows each attempt that did not end in a connection. */
  onStatus(status: 'connecting' | 'connected' | 'disconnected' | 'failed'): void;
  /** A document came into step with the server, or fell out of it. */
  onSync(): void;
}

export class Wire {
  readonly #socket: Socket;
  readonly #lines = new Set<Line>();
  readonly #events: WireEvents;
  /** Documents that are still being read from disk. */
  #coming = 0;

  /**
   * @param ticket asks the server for a ticket, which the next socket shows
   * @param WebSocketClass for places other than a browser, where it can carry a cookie
   */
  constructor(
    url: string,
    ticket: () => Promise<string>,
    events: WireEvents,
    WebSocketClass: unknown = WebSocket,
  ) {
    this.#events = events;
    let isOpen = false;
    this.#socket = new Socket(
      url,
      ticket,
      {
        onConnecting: () => events.onStatus('connecting'),
        onOpen: () => {
          isOpen = true;
          events.onStatus('connected');
        },
        onClose: () => {
          events.onStatus(isOpen ? 'disconnected' : 'failed');
          isOpen = false;
          events.onSync();
        },
      },
      WebSocketClass,
    );
  }

  /** Where the next attempt goes. A connection that is open stays. */
  setUrl(url: string): void {
    this.#socket.configuration.url = url;
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
    const line = new Line(this.#socket, name, doc, events, {
      onChange: this.#events.onSync,
      onClosed: () => {
        this.#lines.delete(line);
        // Nobody waits any longer for what it lacked.
        this.#events.onSync();
      },
    });
    this.#lines.add(line);
    return line;
  }

  close(): void {
    for (const line of [...this.#lines]) line.close();
    this.#socket.destroy();
  }
}
