/**
 * A document on this device: loaded from disk, shared between tabs, kept in step with the server, in this order,
 * each without waiting for the next.
 */
import * as Y from 'yjs';
import { slotOf } from '#domain/client-id.ts';
import { Disk, type DiskState } from './disk.ts';
import { guard } from './guard.ts';
import type { Line } from './line.ts';
import { newClientId } from './random.ts';
import { Tabs } from './tabs.ts';
import type { Wire } from './wire.ts';

export interface ReplicaOptions {
  readonly name: string;
  readonly slot: number;
  readonly wire: Wire;
  /** Prefix of this person's databases, or null where there is no disk. */
  readonly disk: string | null;
  onDisk?(state: DiskState): void;
  onDenied?(): void;
}

export class Replica {
  readonly doc = new Y.Doc();
  readonly name: string;
  /** Settles when the disk has been read, never rejects. */
  readonly loaded: Promise<void>;
  readonly #options: ReplicaOptions;
  readonly #disk: Disk | null;
  readonly #tabs: Tabs | null;
  #line: Line | undefined;
  #isClosed = false;

  constructor(options: ReplicaOptions) {
    this.#options = options;
    this.name = options.name;
    this.doc.clientID = newClientId(options.slot);
    const key = options.disk === null ? null : `${options.disk}${options.name}`;
    this.#disk = key === null ? null : new Disk(key, this.doc, options.onDisk ?? (() => {}));
    this.#tabs = key === null ? null : new Tabs(key, this.doc);
    const arrived = options.wire.expect();
    this.loaded = (this.#disk?.loaded ?? Promise.resolve()).then(() => {
      if (!this.#isClosed) {
        this.#tabs?.catchUp();
        this.attach();
      }
      arrived();
    });
  }

  get isDenied(): boolean {
    return this.#line?.isDenied ?? false;
  }

  /** Takes its place on the wire, again if it had been denied. */
  attach(): void {
    this.#line?.close();
    this.#line = this.#options.wire.attach(this.name, this.doc, {
      onDenied: () => this.#options.onDenied?.(),
      onReset: () => {},
    });
  }

  /** Calls `listener` after each change, whoever made it. @returns what ends that */
  observe(listener: () => void): () => void {
    const guarded = guard(listener);
    this.doc.on('afterTransaction', guarded);
    return () => this.doc.off('afterTransaction', guarded);
  }

  /**
   * Writes in one transaction.
   * @returns whether it is on the disk, once that is known
   */
  write(change: () => void): Promise<boolean> {
    // Yjs takes another client id, without a slot, when it meets its own in what it receives (13.6).
    if (slotOf(this.doc.clientID) !== this.#options.slot) this.doc.clientID = newClientId(this.#options.slot);
    this.doc.transact(change);
    return this.#disk?.settled() ?? Promise.resolve(false);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#line?.close();
    this.#tabs?.close();
    await this.#disk?.destroy();
    this.doc.destroy();
  }
}
