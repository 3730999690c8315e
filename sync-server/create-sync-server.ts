/**
 * Hocuspocus behind a WebSocket upgrade on `/sync`, in the process that also serves HTTP. Who connects is
 * settled at the upgrade, by the session cookie and the Origin; what they may open, document by document.
 */
import type { IncomingMessage as HttpRequest } from 'node:http';
import type { Duplex } from 'node:stream';
import { Hocuspocus, MessageType } from '@hocuspocus/server';
import { WebSocketServer, type WebSocket } from 'ws';
import { groupDocument, headDocument } from '#domain/document-names.ts';
import type { GroupId, UserId } from '#domain/ids.ts';
import { FRAME_BYTES_MAX } from '#domain/limits.ts';
import type { Database } from '#server/database.ts';
import type { Groups } from '#server/groups.ts';
import type { Log } from '#server/log.ts';
import type { UpdateLog } from '#server/update-log.ts';
import { authorize } from './authorize.ts';
import { CLOSE } from './close-reasons.ts';
import type { SocketContext } from './context.ts';
import { loadAndCompact } from './load-and-compact.ts';
import type { OpenDocuments } from './open-documents.ts';
import { installGate } from './receive-sync.ts';

/** Devices answer a ping; a socket without any sign of life for a minute is closed. */
const PING_MS = 20_000;
const IDLE_LIMIT_MS = 60_000;
/** A device opens its inbox, directory, and two documents for each group at once. */
const PENDING_DOCUMENTS_MAX = 4_096;

export interface Person {
  readonly id: UserId;
  readonly slot: number;
}

export interface SyncServerOptions {
  readonly database: Database;
  readonly groups: Groups;
  readonly updates: UpdateLog;
  readonly open: OpenDocuments;
  readonly log: Log;
  /** The one allowed Origin; without it, the Host that the request names. */
  readonly origin: string | undefined;
  sessionOf(headers: Headers): Promise<{ person: Person; sessionId: string } | null>;
}

export class SyncServer {
  readonly #options: SyncServerOptions;
  readonly #hocuspocus: Hocuspocus<SocketContext>;
  readonly #sockets = new WebSocketServer({
    noServer: true,
    maxPayload: FRAME_BYTES_MAX,
    perMessageDeflate: false,
  });
  readonly #pings: NodeJS.Timeout;

  constructor(options: SyncServerOptions) {
    this.#options = options;
    const { database, groups, updates, open, log } = options;
    installGate(updates, log);
    this.#hocuspocus = new Hocuspocus<SocketContext>({
      quiet: true,
      timeout: IDLE_LIMIT_MS,
      maxPendingDocuments: PENDING_DOCUMENTS_MAX,
      // Storing is compaction only, so there is no hurry: this is how often a busy document is looked at.
      debounce: 10_000,
      maxDebounce: 60_000,
      extensions: [loadAndCompact(database, open, log)],
      onAuthenticate: ({ documentName, context }) => authorize(documentName, context, groups, log),
      // Nothing shows presence yet, so nobody's is passed on.
      beforeHandleAwareness: ({ states }) => {
        states.clear();
        return Promise.resolve();
      },
      afterUnloadDocument: ({ documentName }) => {
        if (
          !this.#hocuspocus.documents.has(documentName) &&
          !this.#hocuspocus.loadingDocuments.has(documentName)
        )
          open.leave(documentName);
        return Promise.resolve();
      },
    });
    this.#pings = setInterval(() => this.#ping(), PING_MS);
  }

  /** Takes an HTTP upgrade for `/sync`, or answers it with 401, 403 or 503 and closes it. Never throws. */
  upgrade(request: HttpRequest, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy());
    this.#accept(request, socket, head).catch((error: unknown) => {
      this.#options.log.warn({ event: 'upgrade-failed', error: (error as Error).message });
      refuse(socket, '503 Service Unavailable');
    });
  }

  /** [S18] Ends what a person has open of a group, at once. */
  remove(groupId: GroupId, userId: UserId): void {
    const prefix = groupDocument(groupId, 1).slice(0, -1);
    for (const [name, document] of this.#hocuspocus.documents) {
      if (name !== headDocument(groupId) && !name.startsWith(prefix)) continue;
      for (const connection of document.getConnections())
        if ((connection.context as SocketContext).userId === userId) connection.close(CLOSE.forbidden);
    }
  }

  /** Closes every socket; devices come back by themselves. */
  close(): void {
    clearInterval(this.#pings);
    for (const socket of this.#sockets.clients) socket.close(1012, 'restart');
    this.#sockets.close();
  }

  /** Cuts what has not answered the close. */
  terminate(): void {
    for (const socket of this.#sockets.clients) socket.terminate();
  }

  async #accept(request: HttpRequest, socket: Duplex, head: Buffer): Promise<void> {
    if (!this.#isSameOrigin(request)) return refuse(socket, '403 Forbidden');
    const headers = headersOf(request);
    const session = await this.#options.sessionOf(headers);
    if (!session) return refuse(socket, '401 Unauthorized');
    const { person, sessionId } = session;
    this.#sockets.handleUpgrade(request, socket, head, (webSocket) => {
      const context = { userId: person.id, slot: person.slot, sessionId };
      this.#serve(
        webSocket,
        new Request(new URL(request.url ?? '/', 'http://localhost'), { headers }),
        context,
      );
    });
  }

  #isSameOrigin({ headers }: HttpRequest): boolean {
    // Browsers always send it; what sends none is not a page that could abuse somebody's cookie.
    if (headers.origin === undefined) return true;
    if (this.#options.origin !== undefined) return headers.origin === this.#options.origin;
    return URL.canParse(headers.origin) && new URL(headers.origin).host === headers.host;
  }

  #serve(webSocket: WebSocket, request: Request, context: SocketContext): void {
    const client = this.#hocuspocus.handleConnection(webSocket, request, context);
    webSocket.on('message', (data: Buffer, isBinary) => {
      if (!isBinary) return webSocket.close(1003, 'binary only');
      // Hocuspocus 4.7 asks devices for a pong but takes the answer for a document's name.
      if (data.length === 1) {
        client.lastMessageReceivedAt = Date.now();
        return;
      }
      client.handleMessage(data);
    });
    webSocket.on('close', (code, reason) => client.handleClose({ code, reason: reason.toString() }));
    webSocket.on('error', () => webSocket.terminate());
  }

  #ping(): void {
    const ping = Uint8Array.of(MessageType.Ping);
    for (const socket of this.#sockets.clients) if (socket.readyState === socket.OPEN) socket.send(ping);
  }
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
}

function headersOf(request: HttpRequest): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers))
    if (typeof value === 'string') headers.set(name, value);
    else for (const one of value ?? []) headers.append(name, one);
  return headers;
}
