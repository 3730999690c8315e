/**
 * Hocuspocus behind a WebSocket upgrade on `/sync`, in the process that also serves HTTP. Who connects is
 * settled at the upgrade, by the session cookie and the Origin, and with the first Auth message, by a ticket; what they
 * may open, document by document.
 */
import type { IncomingMessage as HttpRequest } from 'node:http';
import type { Duplex } from 'node:stream';
import { Hocuspocus, MessageType, type Connection } from '@hocuspocus/server';
import { WebSocketServer, type WebSocket } from 'ws';
import { DIRECTORY, parseDocumentName } from '#domain/document-names.ts';
import type { GroupId, UserId } from '#domain/ids.ts';
import { FRAME_BYTES_MAX } from '#domain/limits.ts';
import type { Database } from '#server/database.ts';
import type { Ending } from '#server/ending.ts';
import type { Groups } from '#server/groups.ts';
import type { Log } from '#server/log.ts';
import { currentRequest, inRequest, newId, requestIdOf } from '#server/request-scope.ts';
import type { Bearer } from '#server/tokens.ts';
import type { UpdateLog } from '#server/update-log.ts';
import { admit } from './admit.ts';
import { authorize } from './authorize.ts';
import { PersonBudgets } from './budgets.ts';
import { noLongerReadable, notForDirectory, type OpenOf } from './check-access.ts';
import { CLOSE, SOCKET_CLOSE } from './close-reasons.ts';
import type { SocketContext } from './context.ts';
import { DeviceSocket, DOCUMENTS_PER_SOCKET_MAX } from './device-socket.ts';
import { Endings } from './endings.ts';
import type { Faults } from './faults.ts';
import { Framing } from './framing.ts';
import { loadAndCompact } from './load-and-compact.ts';
import type { OpenDocuments } from './open-documents.ts';
import { installReceiver } from './receive-message.ts';
import { installGate } from './receive-sync.ts';
import type { SharedPresence } from './share-presence.ts';
import { StockFrames } from './stock-frames.ts';

/** Devices answer a ping; a socket without any sign of life for a minute is closed. */
const PING_MS = 20_000;
const IDLE_LIMIT_MS = 60_000;
/** Sockets of one person: a dozen devices, and those that have not noticed yet that their old socket is gone. */
export const SOCKETS_PER_PERSON_MAX = 64;
/** What follows is a document's name. */
const STOCK_PATH = '/yjs/';
/** How often open sockets and documents are checked against the database. */
const CHECK_MS = 60_000;

export interface Person {
  readonly id: UserId;
  readonly slot: number;
}

export interface SyncServerOptions {
  readonly database: Database;
  readonly groups: Groups;
  readonly updates: UpdateLog;
  readonly open: OpenDocuments;
  readonly presence: SharedPresence;
  readonly log: Log;
  readonly faults: Faults;
  /** The one allowed Origin; without it, the Host that the request names. */
  readonly origin: string | undefined;
  /** Brings a document up to what other instances wrote. */
  catchUp(document: string): Promise<void>;
  /** The epoch of the database, see `afterRestore`. */
  epoch(): Promise<number>;
  sessionOf(headers: Headers): Promise<{ person: Person; sessionId: string } | null>;
  /** Takes a ticket of this session; false for what is none, or no longer. */
  takeTicket(ticket: string, sessionId: string): Promise<boolean>;
  /** Whose token this is. */
  bearerOf(token: string): Promise<Bearer | null>;
  /** Which of these sessions and tokens still are. */
  livingSessions(sessionIds: readonly string[]): Promise<ReadonlySet<string>>;
}

/** A socket and whose it is. */
type Device = Pick<SocketContext, 'userId' | 'sessionId' | 'socket'>;

export class SyncServer {
  readonly #options: SyncServerOptions;
  readonly #hocuspocus: Hocuspocus<SocketContext>;
  readonly #sockets = new WebSocketServer({
    noServer: true,
    maxPayload: FRAME_BYTES_MAX,
    perMessageDeflate: false,
    autoPong: false,
  });
  readonly #devices = new Set<Device>();
  readonly #framing = new Framing();
  readonly #budgets = new PersonBudgets();
  readonly #endings = new Endings();
  readonly #timers: readonly NodeJS.Timeout[];

  constructor(options: SyncServerOptions) {
    this.#options = options;
    const { database, groups, updates, open, presence, log, faults } = options;
    const isCutOff = (connection: Connection<SocketContext>) => this.#isCutOff(connection);
    installReceiver({ faults, isCutOff, isElsewhere: presence.isElsewhere.bind(presence) });
    installGate({ updates, faults, isCutOff, catchUp: options.catchUp });
    this.#hocuspocus = new Hocuspocus<SocketContext>({
      quiet: true,
      timeout: IDLE_LIMIT_MS,
      maxPendingDocuments: DOCUMENTS_PER_SOCKET_MAX,
      // Each document's first question comes before its Auth message is answered.
      maxUnauthenticatedQueueMessages: 2 * DOCUMENTS_PER_SOCKET_MAX,
      // Storing is compaction only, so there is no hurry: this is how often a busy document is looked at.
      debounce: 10_000,
      maxDebounce: 60_000,
      extensions: [loadAndCompact(database, open, log)],
      onAuthenticate: async ({ documentName, context, token }) => {
        const authorizedAt = performance.now();
        await admit(token, context, options.takeTicket, log);
        await authorize(documentName, context, groups, log);
        return { authorizedAt };
      },
      afterLoadDocument: ({ document }) => {
        presence.attach(document);
        return Promise.resolve();
      },
      connected: ({ connection }) => {
        const known = connection;
        known.context.socket.opened(known);
        // It ended while the document was read: the device asks again, and is told. Hocuspocus 4.7 may also give out
        // a document that the last one to leave makes it forget at this moment: nothing would be heard of in there.
        const isKnown = this.#hocuspocus.documents.get(known.document.name) === known.document;
        if (!isKnown || isCutOff(known)) known.close(CLOSE.busy);
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
    this.#sockets.on('headers', (headers) => {
      const id = currentRequest()?.id;
      if (id !== undefined) headers.push(`x-request-id: ${id}`);
    });
    this.#timers = [
      setInterval(() => this.#ping(), PING_MS),
      setInterval(() => {
        this.checkAccess().catch((error: unknown) => {
          log.warn({ event: 'check-access-failed', error: (error as Error).message });
        });
      }, CHECK_MS),
    ];
  }

  /**
   * Takes an HTTP upgrade: for `/sync` by a device, for `/yjs/<document>` by a stock y-websocket client with a token;
   * or answers it with 401, 403, 404, 409 or 503 and closes it. Never throws.
   * @returns false for any other address, which is left alone
   */
  upgrade(request: HttpRequest, socket: Duplex, head: Buffer): boolean {
    const path = request.url?.split('?')[0] ?? '';
    const isStock = path.startsWith(STOCK_PATH);
    if (path !== '/sync' && !isStock) return false;
    socket.on('error', () => socket.destroy());
    const scope = { id: requestIdOf(request.headers['x-request-id']), route: isStock ? STOCK_PATH : path };
    inRequest(scope, () => {
      const accepted = isStock
        ? this.#acceptStock(request, socket, head)
        : this.#accept(request, socket, head);
      accepted.catch((error: unknown) => {
        this.#options.log.warn({ event: 'upgrade-failed', error: (error as Error).message });
        refuse(socket, '503 Service Unavailable');
      });
    });
    return true;
  }

  /** How many are open. */
  get sockets(): number {
    return this.#devices.size;
  }

  /** Ends what is no longer somebody's to have. Call it when that is committed, here or on another instance. */
  end(ending: Ending): void {
    switch (ending.what) {
      case 'membership':
        return this.remove(ending.groupId, ending.userId);
      case 'session':
        return this.endSession(ending.sessionId);
      case 'person':
        return this.endPerson(ending.userId);
      case 'directory':
        return this.endDirectory(ending.userId);
    }
  }

  /** [S18] Ends what a person has open of a group, at once. Call it when the removal is committed. */
  remove(groupId: GroupId, userId: UserId): void {
    this.#endings.add(membership(groupId, userId));
    for (const { connection, of } of this.#openOfGroups())
      if (of.userId === userId && of.name.groupId === groupId) connection.close(CLOSE.forbidden);
  }

  /** [S20] Ends the sockets of a session or a token. Call it when its row is deleted. */
  endSession(sessionId: string): void {
    this.#endings.add(sessionId);
    for (const device of this.#devices) if (device.sessionId === sessionId) device.socket.revoke();
  }

  /** Ends all sockets of a person. Call it when they are no longer active. */
  endPerson(userId: UserId): void {
    this.#endings.add(userId);
    for (const device of this.#devices) if (device.userId === userId) device.socket.revoke();
  }

  /** Takes the directory from a person who has become a guest. Call it when that is committed. */
  endDirectory(userId: UserId): void {
    for (const connection of this.#openOfDirectory())
      if (connection.context.userId === userId) connection.close(CLOSE.forbidden);
  }

  /** Ends what is open and no longer should be, by the database. */
  async checkAccess(): Promise<void> {
    if (this.#devices.size === 0) return;
    const sessions = [...new Set([...this.#devices].map(({ sessionId }) => sessionId))];
    const living = await this.#options.livingSessions(sessions);
    for (const sessionId of sessions) if (!living.has(sessionId)) this.endSession(sessionId);
    const open = this.#openOfGroups().map(({ of }) => of);
    for (const { userId, name } of await noLongerReadable(this.#options.database, open))
      this.remove(name.groupId, userId);
    const readers = new Set(this.#openOfDirectory().map(({ context }) => context.userId));
    for (const userId of await notForDirectory(this.#options.database, [...readers]))
      this.endDirectory(userId);
  }

  /** Closes every socket; devices come back by themselves. */
  close(): void {
    for (const timer of this.#timers) clearInterval(timer);
    const { code, reason } = SOCKET_CLOSE.restart;
    for (const socket of this.#sockets.clients) socket.close(code, reason);
    this.#sockets.close();
  }

  /** Cuts what has not answered the close. */
  terminate(): void {
    for (const socket of this.#sockets.clients) socket.terminate();
  }

  async #accept(request: HttpRequest, socket: Duplex, head: Buffer): Promise<void> {
    if (!this.#isSameOrigin(request)) return refuse(socket, '403 Forbidden');
    const headers = headersOf(request);
    const askedAt = performance.now();
    const session = await this.#options.sessionOf(headers);
    if (!session) return refuse(socket, '401 Unauthorized');
    // Replicas of a database that was restored since hold what it has lost, under numbers that it gives again.
    const epoch = new URL(request.url ?? '/', 'http://localhost').searchParams.get('epoch');
    if (epoch !== null && Number(epoch) !== (await this.#options.epoch()))
      return refuse(socket, '409 Conflict');
    const { person, sessionId } = session;
    const refusal = this.#whyNot(person.id, sessionId, askedAt);
    if (refusal !== null) return refuse(socket, refusal);
    this.#sockets.handleUpgrade(request, socket, head, (webSocket) =>
      this.#serve({ webSocket, stream: socket }, headers, {
        userId: person.id,
        slot: person.slot,
        sessionId,
      }),
    );
  }

  /** No Origin is asked for: no page can send somebody's token without knowing it. */
  async #acceptStock(request: HttpRequest, socket: Duplex, head: Buffer): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const headers = headersOf(request);
    const askedAt = performance.now();
    // In the address where a client can set no header; such an address is in no log of ours.
    const token =
      /^Bearer\s+(.*)$/i.exec(headers.get('authorization') ?? '')?.[1] ?? searchParams.get('token');
    const bearer = token === null ? null : await this.#options.bearerOf(token);
    if (!bearer) return refuse(socket, '401 Unauthorized');
    const name = pathname.slice(STOCK_PATH.length);
    if (parseDocumentName(name) === null) return refuse(socket, '404 Not Found');
    const { person, tokenId: sessionId, scopes } = bearer;
    const refusal = this.#whyNot(person.id, sessionId, askedAt);
    if (refusal !== null) return refuse(socket, refusal);
    const author = { userId: person.id, slot: person.slot };
    this.#sockets.handleUpgrade(request, socket, head, (webSocket) =>
      this.#serve(
        { webSocket, stream: socket },
        headers,
        { ...author, sessionId, scopes },
        new StockFrames(name, author),
      ),
    );
  }

  /** The status for who may not have a socket, or not one more. */
  #whyNot(userId: UserId, sessionId: string, askedAt: number): string | null {
    if ([sessionId, userId].some((key) => this.#endings.isSince(key, askedAt))) return '401 Unauthorized';
    if (this.#devicesOf(userId) < SOCKETS_PER_PERSON_MAX) return null;
    this.#options.faults.report('socket-ended', { why: 'too many', user: userId });
    return '503 Service Unavailable';
  }

  #isSameOrigin({ headers }: HttpRequest): boolean {
    // Browsers always send it; what sends none is not a page that could abuse somebody's cookie.
    if (headers.origin === undefined) return true;
    if (this.#options.origin !== undefined) return headers.origin === this.#options.origin;
    return URL.canParse(headers.origin) && new URL(headers.origin).host === headers.host;
  }

  #serve(
    wire: { webSocket: WebSocket; stream: Duplex },
    headers: Headers,
    who: Omit<SocketContext, 'socket' | 'authorizedAt'>,
    stock: StockFrames | null = null,
  ): void {
    const { webSocket } = wire;
    const socket = new DeviceSocket(
      { id: currentRequest()?.id ?? newId(), user: who.userId },
      // Each stock client is told in bytes of its own: they would only push out the frame that the others share.
      { ...wire, framing: stock ? new Framing() : this.#framing },
      this.#budgets.of(who.userId),
      this.#options.faults,
      stock,
    );
    const context = { ...who, socket };
    this.#devices.add(context);
    webSocket.on('close', () => this.#devices.delete(context));
    const request = new Request('http://localhost/sync', { headers });
    socket.serve(this.#hocuspocus.handleConnection(socket, request, context));
  }

  #isCutOff(connection: Connection<SocketContext>): boolean {
    const { socket, userId, authorizedAt = 0 } = connection.context;
    if (socket.isRevoked || !connection.document.hasConnection(connection)) return true;
    const name = parseDocumentName(connection.document.name);
    return (
      (name?.kind === 'group' || name?.kind === 'head') &&
      this.#endings.isSince(membership(name.groupId, userId), authorizedAt)
    );
  }

  /** Everything of groups that anybody has open. */
  #openOfGroups(): { connection: Connection; of: OpenOf }[] {
    return [...this.#hocuspocus.documents.values()].flatMap((document) => {
      const name = parseDocumentName(document.name);
      if (name?.kind !== 'group' && name?.kind !== 'head') return [];
      return document.getConnections().map((connection) => {
        const { userId } = (connection as Connection<SocketContext>).context;
        return { connection, of: { userId, name } };
      });
    });
  }

  #openOfDirectory(): Connection<SocketContext>[] {
    const connections = this.#hocuspocus.documents.get(DIRECTORY)?.getConnections() ?? [];
    return connections as Connection<SocketContext>[];
  }

  #devicesOf(userId: UserId): number {
    let count = 0;
    for (const device of this.#devices) if (device.userId === userId) count++;
    return count;
  }

  #ping(): void {
    const ping = Uint8Array.of(MessageType.Ping);
    for (const { socket } of this.#devices) if (socket.isOpen) socket.send(ping);
    this.#budgets.sweep((userId) => this.#devicesOf(userId) > 0);
  }
}

const membership = (groupId: GroupId, userId: UserId): string => `${groupId}/${userId}`;

function refuse(socket: Duplex, status: string): void {
  const id = currentRequest()?.id;
  const named = id === undefined ? '' : `x-request-id: ${id}\r\n`;
  socket.end(`HTTP/1.1 ${status}\r\n${named}connection: close\r\ncontent-length: 0\r\n\r\n`);
}

function headersOf(request: HttpRequest): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers))
    if (typeof value === 'string') headers.set(name, value);
    else for (const one of value ?? []) headers.append(name, one);
  return headers;
}
