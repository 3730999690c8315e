/**
 * One document's place on the wire. Receiving is the stock provider's; sending is ours (`upload.ts`), because the
 * stock one answers the server with the whole document, sends each update as it is written, and keeps what is
 * said without a connection to say it all at the next (@hocuspocus/provider 4.8).
 */
import { HocuspocusProvider, MessageType } from '@hocuspocus/provider';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { messageYjsSyncStep1, messageYjsSyncStep2, messageYjsUpdate } from 'y-protocols/sync';
import type * as Y from 'yjs';
import { guard } from './guard.ts';
import type { Socket } from './socket.ts';
import { uploadFor, type Upload } from './upload.ts';

const RETRY_MS = [500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000];

export interface LineEvents {
  /** Not, or no longer, ours to read. */
  onDenied(): void;
  /** The server will not take what this document holds: build it anew, and attach that. */
  onReset(): void;
  /** What this document waits for on each connection, before it is synced over it. Must not reject. */
  beforeSync?(): Promise<unknown>;
  /** The document has what the server had when it was asked. */
  onSynced?(): void;
  /** Somebody's presence here has changed: an awareness update. */
  onPresence?(update: Uint8Array): void;
  /** The document is no longer open on the server: who was there is not known any more. */
  onEnded?(): void;
}

export class Line {
  readonly #provider: LineProvider;
  readonly #events: LineEvents;
  readonly #onChange: () => void;
  readonly #onClosed: () => void;
  #retry: ReturnType<typeof setTimeout> | undefined;
  /** How often the server ended the document since it last acknowledged something. */
  #retries = 0;
  isDenied = false;

  /** @param around.onChange is told when it came into step with the server, or fell out of it */
  constructor(
    socket: Socket,
    name: string,
    doc: Y.Doc,
    events: LineEvents,
    around: { onChange(): void; onClosed(): void },
  ) {
    this.#events = events;
    this.#onChange = around.onChange;
    this.#onClosed = around.onClosed;
    this.#provider = new LineProvider(socket, name, doc, {
      beforeSync: async () => events.beforeSync?.(),
      acknowledged: () => (this.#retries = 0),
      beyondRepair: () => this.#ended('reset'),
      presence: (update) => events.onPresence?.(update),
      ended: () => events.onEnded?.(),
    });
    this.#provider.on('synced', () => {
      events.onSynced?.();
      this.#onChange();
    });
    this.#provider.on('authenticationFailed', ({ reason }: { reason: string }) => this.#ended(reason));
    this.#provider.on('close', ({ event }: { event: { code: number; reason: string } }) => {
      // The document ended and not the socket: the provider would sit there for ever.
      if (event.code === 1000 && event.reason !== '') this.#ended(event.reason);
    });
    // A new socket begins with every document.
    this.#provider.on('open', () => clearTimeout(this.#retry));
    this.#provider.attach();
  }

  get isSynced(): boolean {
    return this.#provider.isSynced;
  }

  /** Says the presence of this device, if the document is open; what is not heard is said again when it is. */
  sayPresence(update: Uint8Array): void {
    this.#provider.sayPresence(update);
  }

  close(): void {
    clearTimeout(this.#retry);
    this.#provider.destroy();
    this.#onClosed();
  }

  /** Acts on why the server ended the document; what it does not know is taken for `busy`. */
  #ended(reason: string): void {
    if (reason === 'forbidden') {
      this.isDenied = true;
      this.#events.onDenied();
    } else if (reason === 'reset') this.#events.onReset();
    else this.#comeBack();
    this.#onChange();
  }

  #comeBack(): void {
    clearTimeout(this.#retry);
    const wait = RETRY_MS[Math.min(this.#retries++, RETRY_MS.length - 1)]!;
    // Spread by chance: whatever kept the server busy made it so for many devices at once.
    this.#retry = setTimeout(() => void this.#provider.begin(), wait * (0.75 + Math.random() / 2));
  }
}

interface ProviderEvents {
  beforeSync(): Promise<unknown>;
  acknowledged(): void;
  beyondRepair(): void;
  presence(update: Uint8Array): void;
  ended(): void;
}

class LineProvider extends HocuspocusProvider {
  readonly #socket: Socket;
  readonly #upload: Upload;
  readonly #on: ProviderEvents;
  readonly #onUpdate: (update: Uint8Array, origin: unknown) => void;
  /** Whether the document is open on the server, as far as is known. */
  #isBegun = false;
  /** Whether the server has answered what is lacking here. */
  #isAnswered = false;
  #isMute = false;
  /** What was shown last; null while there is none. */
  #ticket: string | null = null;

  constructor(socket: Socket, name: string, doc: Y.Doc, on: ProviderEvents) {
    super({ name, document: doc, websocketProvider: socket, awareness: null });
    this.#socket = socket;
    this.#on = on;
    this.#upload = uploadFor(name, doc, {
      answer: (update) => this.#say(messageYjsSyncStep2, update),
      update: (update) => this.#say(messageYjsUpdate, update),
      beyondRepair: on.beyondRepair,
    });
    this.#onUpdate = guard((update, origin) => this.#upload.changed(update, origin === this));
  }

  /** Opens the document on a socket that is there already. */
  async begin(): Promise<void> {
    await this.sendToken();
    this.startSync();
  }

  /** Who we are is settled by the session cookie at the upgrade; that it is we who opened it, by the ticket. */
  override async getToken(): Promise<string> {
    const { webSocket } = this.#socket;
    this.#ticket = null;
    await this.#on.beforeSync();
    const ticket = await this.#socket.ticket();
    // That socket is gone, and its successor asks for itself.
    if (this.#socket.webSocket !== webSocket) return new Promise(() => {});
    return (this.#ticket = ticket);
  }

  override documentUpdateHandler(update: Uint8Array, origin: unknown): void {
    this.#onUpdate(update, origin);
  }

  override onMessage(event: MessageEvent): void {
    const message = decoding.createDecoder(new Uint8Array(event.data as ArrayBuffer));
    decoding.readVarString(message);
    const type = decoding.readVarUint(message);
    if (type === MessageType.SyncStatus) {
      this.#on.acknowledged();
      this.#upload.acknowledged();
      return;
    }
    if (type === MessageType.Awareness) return this.#on.presence(decoding.readVarUint8Array(message));
    if (type === MessageType.Sync) {
      const step = decoding.readVarUint(message);
      const payload = decoding.readVarUint8Array(message);
      if (step === messageYjsSyncStep1) return this.#upload.asked(payload);
      // What is told between opening and answer is in the answer, too. Its ledger entries would wait here for those
      // before them, but not what it deletes: a refused record would be gone before anybody could say why.
      if (step === messageYjsUpdate && !this.#isAnswered) return;
      // The server's answer comes with its own question, which says the same.
      if (step === messageYjsUpdate) this.#upload.heard(payload);
      else this.#isAnswered = true;
    }
    super.onMessage(event);
  }

  sayPresence(update: Uint8Array): void {
    if (!this.#isBegun || !this.#socket.isOpen) return;
    this.#socket.send(
      encoding.encode((to) => {
        encoding.writeVarString(to, this.effectiveName);
        encoding.writeVarUint(to, MessageType.Awareness);
        encoding.writeVarUint8Array(to, update);
      }),
    );
  }

  override startSync(): void {
    // There was none to show: the line comes back.
    if (this.#ticket === null) return;
    this.#isBegun = true;
    this.#isAnswered = false;
    super.startSync();
  }

  override onClose(): void {
    this.#isBegun = false;
    this.#upload.ended();
    this.#on.ended();
    super.onClose();
  }

  override permissionDeniedHandler(reason: string): void {
    this.#isBegun = false;
    if (reason === 'ticket' && this.#ticket !== null) void this.#socket.discardTicket(this.#ticket);
    super.permissionDeniedHandler(reason);
  }

  override detach(): void {
    // Taking leave of what is not open would end what is opened next under this name.
    this.#isMute = !this.#isBegun;
    super.detach();
  }

  override send(...said: Parameters<HocuspocusProvider['send']>): void {
    // Without a socket the stock provider keeps it for the next, and says it there in the midst of a new beginning.
    if (this.#socket.isOpen && !this.#isMute) super.send(...said);
  }

  #say(step: number, update: Uint8Array): void {
    if (!this.#socket.isOpen) return;
    this.#socket.send(
      encoding.encode((to) => {
        encoding.writeVarString(to, this.effectiveName);
        encoding.writeVarUint(to, MessageType.Sync);
        encoding.writeVarUint(to, step);
        encoding.writeVarUint8Array(to, update);
      }),
    );
  }
}
