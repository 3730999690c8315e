/**
 * A document on this device: loaded from disk, shared between tabs, kept in step with the server, in this order,
 * each without waiting for the next. When the server or the disk says that this document cannot go on, another one
 * takes its place, with what the person wrote and nobody else has.
 */
import * as Y from 'yjs';
import { slotOf } from '#domain/client-id.ts';
import { encodePresence, readPresences, type Presence, type PresenceUpdate } from '#domain/presence.ts';
import { Disk, type DiskEvents, type DiskState } from './disk.ts';
import { guard, report } from './guard.ts';
import type { Line } from './line.ts';
import { newClientId } from './random.ts';
import { Tabs } from './tabs.ts';
import type { Wire } from './wire.ts';

/** The first rebuild comes at once; who is reset again waits, and after the last of these is stuck. */
const REBUILD_DELAY_MS = [0, 2_000, 10_000];
const REBUILD_SPAN_MS = 60_000;

/**
 * Copies a person's own records that the server has not accepted into a new document of theirs. May be called more
 * than once, and copies nothing that `to` holds already, by record id.
 */
export type Salvage = (from: Y.Doc, to: Y.Doc) => void;

/** Who hears of the presence of others in a document. */
export interface PresenceListener {
  /** The server has opened the document: say who is here. */
  opened(): void;
  /** What others say, or the server says for those who are gone. */
  heard(said: readonly PresenceUpdate[]): void;
  /** Nothing is known of others any more. */
  ended(): void;
}

export interface ReplicaOptions extends Pick<DiskEvents, 'beforeStore'> {
  readonly name: string;
  readonly slot: number;
  readonly wire: Wire;
  /** Prefix of this person's databases, or null where there is no disk. */
  readonly disk: string | null;
  /** The epoch of the server's database, when known: a document of another one is rebuilt before it is attached. */
  readonly epoch?: number;
  /** What a rebuild keeps of the former document; without it, nothing. */
  readonly salvage?: Salvage;
  /** Called once the disk has been read; the document meets the server when this settles. */
  beforeAttach?(): Promise<unknown>;
  /** Called for each connection; the document is synced over it when this settles. Must not reject. */
  beforeSync?(): Promise<unknown>;
  onDisk?(state: DiskState): void;
  /** The document has what the server had when it was asked. */
  onSynced?(): void;
  onClosed?(): void;
  onDenied?(): void;
  /** The server refused even rebuilt documents: this one is no longer synced. */
  onStuck?(): void;
}

export class Replica {
  readonly name: string;
  /** Settles when the disk has been read, never rejects. */
  readonly loaded: Promise<void>;
  readonly #options: ReplicaOptions;
  readonly #disk: Disk | null;
  readonly #tabs: Tabs | null;
  readonly #listeners = new Set<() => void>();
  #doc: Y.Doc;
  #line: Line | undefined;
  #isLoaded = false;
  #isClosed = false;
  #isStuck = false;
  #rebuilding: Promise<void> | null = null;
  #resets: number[] = [];
  #comeBack: ReturnType<typeof setTimeout> | undefined;
  #presence: PresenceListener | null = null;
  /** Under which the presence of this device is said: one client id for each connection, whose clock only goes on. */
  #voice: { readonly client: number; clock: number };

  constructor(options: ReplicaOptions) {
    this.#options = options;
    this.name = options.name;
    this.#voice = { client: newClientId(options.slot), clock: 0 };
    this.#doc = this.#takeUp(new Y.Doc());
    const key = options.disk === null ? null : `${options.disk}${options.name}`;
    this.#disk = key === null ? null : this.#openDisk(key);
    this.#tabs =
      key === null
        ? null
        : new Tabs(key, this.#doc, {
            generation: () => this.#disk?.generation ?? 0,
            onReplaced: (generation) => void this.#follow(generation),
          });
    const arrived = options.wire.expect();
    this.loaded = this.#load();
    void this.loaded.then(() => this.#meetServer()).finally(arrived);
  }

  /** The present document. A rebuild puts another one in its place: do not keep it, nor its types. */
  get doc(): Y.Doc {
    return this.#doc;
  }

  /** Whether it has what the server had when it was last asked, over the present connection. */
  get isSynced(): boolean {
    return this.#line?.isSynced ?? false;
  }

  get isDenied(): boolean {
    return this.#line?.isDenied ?? false;
  }

  /** Whether the server refused this document again and again; `attach` tries once more. */
  get isStuck(): boolean {
    return this.#isStuck;
  }

  /** Takes its place on the wire, again if it had been denied. */
  attach(): void {
    this.#line?.close();
    this.#isStuck = false;
    this.#line = this.#options.wire.attach(this.name, this.#doc, {
      onDenied: () => {
        this.#options.onDenied?.();
        this.#tell();
      },
      onReset: () => this.#onReset(),
      ...(this.#options.beforeSync && { beforeSync: this.#options.beforeSync }),
      onSynced: () => {
        this.#options.onSynced?.();
        this.#presence?.opened();
        this.#tell();
      },
      onPresence: (update) =>
        this.#presence?.heard(readPresences(update).filter(({ client }) => client !== this.#voice.client)),
      onEnded: () => {
        this.#voice = { client: newClientId(this.#options.slot), clock: 0 };
        this.#presence?.ended();
      },
    });
  }

  /** Calls `listener` after each change, whoever made it, after a rebuild, and when it is in step or denied. @returns what ends that */
  observe(listener: () => void): () => void {
    const guarded = guard(listener);
    this.#listeners.add(guarded);
    return () => this.#listeners.delete(guarded);
  }

  /**
   * Writes in one transaction.
   * @returns whether it is on the disk: true as soon as it is, false when it will not be
   */
  write(change: () => void): Promise<boolean> {
    // Yjs takes another client id, without a slot, when it meets its own in what it receives (13.6).
    if (slotOf(this.#doc.clientID) !== this.#options.slot)
      this.#doc.clientID = newClientId(this.#options.slot);
    this.#doc.transact(change);
    return this.#disk?.settled() ?? Promise.resolve(false);
  }

  /** Whether everything that is here now is on the disk: true as soon as it is, false when it will not be. */
  kept(): Promise<boolean> {
    return this.#disk?.settled() ?? Promise.resolve(false);
  }

  /** Listens for who else is here. One at a time; the next takes its place. @returns what ends that */
  listen(listener: PresenceListener): () => void {
    this.#presence = listener;
    if (this.isSynced) listener.opened();
    return () => {
      if (this.#presence === listener) this.#presence = null;
    };
  }

  /** Says how this device is here, or with null that it no longer is. Without a connection nobody is told. */
  sayPresence(state: Presence | null): void {
    if (!this.isSynced) return;
    const clock = ++this.#voice.clock;
    this.#line?.sayPresence(encodePresence({ client: this.#voice.client, clock, state }));
  }

  /** Puts the device's rows together into one, without anything deleted. @returns as `write` */
  rewrite(): Promise<boolean> {
    return this.#disk?.rewrite() ?? Promise.resolve(false);
  }

  /**
   * Puts a new document under a new client id in the place of this one, here and on the disk, and attaches it.
   * Nobody has to wait for it: writing goes on meanwhile.
   * @throws what `salvage` throws; the former document then stays, and stays detached
   */
  rebuild(salvage: Salvage = this.#options.salvage ?? (() => {})): Promise<void> {
    return this.#rebuild(salvage, 0);
  }

  async close(): Promise<void> {
    this.#detach();
    await this.#disk?.close();
    this.#doc.destroy();
  }

  /** Closes it and removes it from this device. */
  async erase(): Promise<void> {
    this.#detach();
    await this.#disk?.erase();
    this.#doc.destroy();
  }

  #openDisk(key: string): Disk {
    const { onDisk, beforeStore, epoch } = this.#options;
    const events: DiskEvents = {
      onState: (state) => {
        if (!this.#isClosed) onDisk?.(state);
      },
      onOutdated: () => void this.#follow(0),
      ...(beforeStore && { beforeStore }),
    };
    return new Disk(key, this.#doc, events, epoch);
  }

  async #load(): Promise<void> {
    await this.#disk?.loaded;
    if (this.#isClosed) return;
    this.#isLoaded = true;
    // What the rows were made with is over: it must not meet the server as it is.
    if (this.#disk?.isOutdated) await this.#follow(0);
    this.#tabs?.catchUp();
  }

  async #meetServer(): Promise<void> {
    try {
      await this.#options.beforeAttach?.();
    } catch (reason) {
      report(reason); // It was a help, not a condition.
    }
    if (this.#line === undefined && !this.#isStuck && !this.#isClosed) this.attach();
  }

  /** Another tab replaced the rows, or they are of another epoch. */
  async #follow(generation: number): Promise<void> {
    if (!this.#isLoaded || this.#isClosed) return;
    try {
      await this.#rebuild(this.#options.salvage ?? (() => {}), generation);
    } catch (reason) {
      this.#giveUp(reason);
    }
  }

  #rebuild(salvage: Salvage, heard: number): Promise<void> {
    this.#rebuilding ??= this.#replace(salvage, heard).finally(() => (this.#rebuilding = null));
    return this.#rebuilding;
  }

  async #replace(salvage: Salvage, heard: number): Promise<void> {
    const former = this.#doc;
    const arrived = this.#options.wire.expect();
    this.#line?.close();
    this.#line = undefined;
    const by = {
      build: (rows: Y.Doc, isReplaced: boolean) => this.#succeed(rows, isReplaced, salvage),
      salvage: (rows: Y.Doc) => salvage(rows, this.#doc),
    };
    try {
      if (this.#disk) await this.#disk.replace(by, heard);
      else by.build(new Y.Doc(), false);
      former.destroy();
      if (this.#isClosed) return;
      this.#tabs?.announce();
      this.#tabs?.catchUp();
      this.attach();
    } finally {
      arrived();
    }
  }

  /** Makes the document that follows the present one; where another tab has made it already, joins that. */
  #succeed(rows: Y.Doc, isReplaced: boolean, salvage: Salvage): Y.Doc {
    const former = this.#doc;
    const doc = isReplaced ? rows : new Y.Doc();
    doc.clientID = newClientId(this.#options.slot);
    if (!isReplaced) salvage(rows, doc);
    salvage(former, doc);
    this.#doc = this.#takeUp(doc);
    this.#tabs?.follow(doc);
    queueMicrotask(this.#tell);
    return doc;
  }

  #takeUp(doc: Y.Doc): Y.Doc {
    if (slotOf(doc.clientID) !== this.#options.slot) doc.clientID = newClientId(this.#options.slot);
    // Looking up a root type for the first time is a transaction too, also while Svelte derives something.
    doc.on('afterTransaction', ({ changed }: Y.Transaction) => {
      if (changed.size > 0) this.#tell();
    });
    return doc;
  }

  readonly #tell = (): void => {
    for (const listener of [...this.#listeners]) listener();
  };

  /** What the server saw in this document no honest device writes: it cannot go on with it. */
  #onReset(): void {
    this.#line?.close();
    this.#line = undefined;
    const now = Date.now();
    this.#resets = this.#resets.filter((at) => now - at < REBUILD_SPAN_MS);
    const delay = REBUILD_DELAY_MS[this.#resets.length];
    if (delay === undefined) return this.#giveUp(new Error(`${this.name} was reset again and again`));
    this.#resets.push(now);
    clearTimeout(this.#comeBack);
    this.#comeBack = setTimeout(() => void this.#follow(0), delay);
  }

  #giveUp(reason: unknown): void {
    report(reason);
    this.#line?.close();
    this.#line = undefined;
    this.#isStuck = true;
    this.#options.onStuck?.();
  }

  #detach(): void {
    this.#isClosed = true;
    clearTimeout(this.#comeBack);
    this.#line?.close();
    this.#tabs?.close();
    this.#options.onClosed?.();
  }
}
