/**
 * One document on disk: y-indexeddb's format and loader, with writes of our own. The stock ones are neither awaited
 * nor strict, so nobody could say when a message is really kept; and they throw inside the document's listener once
 * the database is closed.
 *
 * One thing is done at a time, the next only when it is on the disk: opening, rescuing, writing. What fails is tried
 * again by itself, and the document is then written whole: rows after a missing one would stay pending for ever.
 */
import { PREFERRED_TRIM_SIZE } from 'y-indexeddb';
import * as Y from 'yjs';
import { begun } from './begun.ts';
import { isErasure } from './erasure.ts';
import { guard } from './guard.ts';
import { endScreens, forgetScreens } from './kept-screens.ts';
import { locked } from './locked.ts';
import { Loader, Rows, type Facts } from './rows.ts';
import { Tally } from './tally.ts';

/** Who waits for the document goes on without the disk after this. Opening goes on too. */
const OPEN_LIMIT_MS = 5_000;
const RETRY_MS = [1_000, 2_000, 5_000, 15_000, 30_000];
/** Erasures come in groups, a message with its edits. */
const ERASE_DELAY_MS = 200;

/** `full`: no space is left. `failing`: blocked, broken or deleted. Both say that new things are in memory only. */
export type DiskState = 'opening' | 'lasting' | 'full' | 'failing';

export interface DiskEvents {
  onState(state: DiskState): void;
  /**
   * The rows and the document are not of one making: another tab replaced the rows, or they stem from another epoch
   * of the server. Nothing is written until `replace`.
   */
  onOutdated(): void;
  /**
   * Is asked about every transaction that deletes something and does not come from the disk, while what it deletes
   * can still be read. What it returns keeps elsewhere what must not be lost; it is called at once, and again until
   * it succeeds. Only then do that deletion and what follows get onto the disk. The transaction may be one of a
   * passing copy of the document.
   */
  beforeStore?(transaction: Y.Transaction): (() => Promise<unknown>) | null;
}

/** Makes the document that takes the place of the present one. */
interface Replacement {
  /** @param isReplaced whether `rows` already are those of a new document, made by another tab */
  build(rows: Y.Doc, isReplaced: boolean): Y.Doc;
  /** Takes out of old rows that were found only later what the new document lacks. */
  salvage(rows: Y.Doc): void;
}

export class Disk {
  readonly #name: string;
  readonly #epoch: number | undefined;
  readonly #events: DiskEvents;
  /** The origin of everything that comes from the disk. */
  readonly #loader = new Loader();
  readonly #tally = new Tally();
  #doc: Y.Doc;
  #rows: Rows | null = null;
  #state: DiskState = 'opening';
  /** Generation of the rows that the document belongs to; null while that is not known. */
  #generation: number | null = null;
  /** Updates that are not on the disk. */
  #updates: Uint8Array[] = [];
  #rescues: (() => Promise<unknown>)[] = [];
  #isWhole = false;
  /** Whether the rows do not say yet of which epoch they are. */
  #isUnmarked = false;
  #isOutdated = false;
  /** Closed, erased, or deleted by another tab. */
  #isOver = false;
  #isClosing = false;
  /** Asked for, and not made yet. */
  #replacement: Replacement | null = null;
  #replacing: { done(): void; fail(reason: unknown): void } | null = null;
  /** The document was replaced and the rows, of this generation or of an unknown one, are still the former's. */
  #former: { readonly by: Replacement; readonly generation: number | null } | null = null;

  #working: Promise<void> | null = null;
  #failures = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #erasing: ReturnType<typeof setTimeout> | undefined;
  readonly #openLimit: ReturnType<typeof setTimeout>;
  /** Whether nobody waits for the disk any more: what is read from now on meets a document that has moved on. */
  #isLate = false;
  #tellLoaded!: () => void;
  /** Settles when the document has what the disk holds, or goes on without. Never rejects. */
  readonly loaded: Promise<void> = new Promise((resolve) => (this.#tellLoaded = resolve));

  /** @param epoch of the server's database, when known; rows of another one are outdated */
  constructor(name: string, doc: Y.Doc, events: DiskEvents, epoch?: number) {
    this.#name = name;
    this.#doc = doc;
    this.#events = events;
    this.#epoch = epoch;
    this.#openLimit = setTimeout(() => {
      this.#become('failing');
      this.#goOn();
    }, OPEN_LIMIT_MS);
    this.#listen();
    this.#start();
  }

  /** Counts replacements of the rows, the same in all tabs that share a document. */
  get generation(): number {
    return this.#generation ?? 0;
  }

  get isOutdated(): boolean {
    return this.#isOutdated;
  }

  /**
   * Whether everything written up to now is on the disk: true as soon as it is, after failures too; false when it
   * will not be any more.
   */
  settled(): Promise<boolean> {
    return this.#tally.settled();
  }

  /** Puts one row in the place of all, so that nothing that was deleted is left in any. @returns as `settled` */
  rewrite(): Promise<boolean> {
    this.#isWhole = true;
    this.#tally.add();
    this.#start();
    return this.settled();
  }

  /**
   * Goes over to another document and replaces the rows by that one's, in one transaction. Where the disk cannot be
   * written the document is replaced at once and the rows follow when they can.
   * @param atLeast the new generation, where another tab has told it
   */
  async replace(by: Replacement, atLeast = 0): Promise<void> {
    void forgetScreens();
    if (this.#isOver || !this.#rows?.isOpen) return this.#replaceInMemory(by, atLeast);
    await new Promise<void>((done, fail) => {
      this.#replacement = by;
      this.#replacing = { done, fail };
      this.#isOutdated = false;
      this.#retryNow();
    });
  }

  /** Writes what there is to write, if that is possible, and closes. */
  async close(): Promise<void> {
    if (this.#isOver) return;
    this.#deafen();
    this.#isClosing = true;
    if (this.#erasing !== undefined) this.#isWhole = true;
    if (this.#rows?.isOpen) {
      this.#retryNow();
      await this.#working;
    }
    this.#end();
  }

  /** Removes the document from this device. */
  async erase(): Promise<void> {
    this.#deafen();
    this.#end();
    void forgetScreens();
    await Rows.delete(this.#name);
  }

  #listen(): void {
    this.#doc.on('beforeObserverCalls', this.#note);
    this.#doc.on('update', this.#store);
  }

  #deafen(): void {
    this.#doc.off('beforeObserverCalls', this.#note);
    this.#doc.off('update', this.#store);
  }

  /** Before Yjs collects what was deleted, and before any observer: an exception in one would skip the others. */
  readonly #note = guard((transaction: Y.Transaction): void => {
    if (transaction.origin === this.#loader || transaction.deleteSet.clients.size === 0) return;
    const rescue = this.#events.beforeStore?.(transaction);
    if (rescue) this.#rescues.push(begun(rescue));
    if (transaction.local || !isErasure(transaction)) return;
    void forgetScreens();
    this.#erasing ??= setTimeout(() => {
      this.#erasing = undefined;
      void this.rewrite();
    }, ERASE_DELAY_MS);
  });

  readonly #store = guard(
    (update: Uint8Array, origin: unknown, _doc: Y.Doc, { local }: Y.Transaction): void => {
      if (origin === this.#loader) return;
      this.#updates.push(update);
      this.#tally.add();
      // What somebody writes is worth another attempt; what the server sends can be had again.
      if (local) this.#retryNow();
      else this.#start();
    },
  );

  #retryNow(): void {
    clearTimeout(this.#retry);
    this.#retry = undefined;
    this.#start();
  }

  #start(): void {
    if (this.#retry === undefined && this.#working === null) this.#working = this.#work();
  }

  /** Does one thing after the other until nothing is left. Never rejects. */
  async #work(): Promise<void> {
    // One turn later, so that what is written in one go is stored in one transaction.
    await Promise.resolve();
    try {
      while (!this.#isOver && !this.#isDone) await this.#step();
    } catch (reason) {
      this.#fail(reason);
    }
    this.#working = null;
  }

  get #isDone(): boolean {
    if (!this.#rows?.isOpen || this.#replacement !== null) return false;
    if (this.#isOutdated) return true;
    return !this.#isWhole && !this.#isUnmarked && this.#updates.length === 0 && this.#rescues.length === 0;
  }

  async #step(): Promise<void> {
    const rows = this.#rows;
    if (!rows?.isOpen) return this.#open();
    const rescue = this.#rescues[0];
    if (rescue) {
      await rescue();
      this.#rescues.shift();
      return;
    }
    const isFull = rows.count + this.#updates.length > PREFERRED_TRIM_SIZE;
    if (this.#replacement || this.#isWhole || isFull) return this.#rewrite(rows);
    return this.#append(rows);
  }

  async #open(): Promise<void> {
    const rows = await Rows.open(this.#name, (why) => this.#lose(why));
    // What is read late may be what was deleted meanwhile: see `#takeIn`.
    const into = this.#isLate ? new Y.Doc() : this.#doc;
    try {
      const facts = this.#isOver ? null : await rows.read(into, this.#loader, () => !this.#isLate);
      if (facts === null || this.#isOver) return rows.close();
      this.#rows = rows;
      this.#meet(facts, into);
    } catch (reason) {
      rows.close();
      throw reason;
    }
    if (!this.#isWhole && !this.#isOutdated) this.#succeed();
    this.#goOn();
  }

  /** Finds out whether the rows and the document belong together. */
  #meet(facts: Facts, read: Y.Doc): void {
    this.#isUnmarked = facts.epoch === undefined && this.#epoch !== undefined;
    if (this.#former !== null) {
      this.#isWhole = true;
      return;
    }
    const isOfOldEpoch = !this.#isUnmarked && this.#epoch !== undefined && facts.epoch !== this.#epoch;
    const isReplaced = this.#generation !== null && this.#generation !== facts.generation;
    this.#generation ??= facts.generation;
    if (isOfOldEpoch || isReplaced) this.#outdate();
    else if (read !== this.#doc) this.#takeIn(read);
  }

  /**
   * Merges rows into a document that has moved on. What it has deleted is deleted in the rows first, where it can
   * still be read: the document itself may never have had it.
   */
  #takeIn(read: Y.Doc): void {
    read.on('beforeObserverCalls', this.#note);
    Y.applyUpdate(read, Y.encodeStateAsUpdate(this.#doc));
    Y.applyUpdate(this.#doc, Y.encodeStateAsUpdate(read), this.#loader);
    this.#isWhole = true;
  }

  async #append(rows: Rows): Promise<void> {
    const updates = this.#updates;
    const { length } = updates;
    const upTo = this.#tally.given;
    const facts = { generation: this.generation, epoch: this.#epoch };
    if (!(await rows.add(updates.slice(0, length), facts))) return this.#outdate();
    updates.splice(0, length);
    this.#isUnmarked = false;
    this.#tally.keep(upTo);
    this.#succeed();
  }

  /** Reads all rows and writes the document in their place, in one transaction. */
  async #rewrite(rows: Rows): Promise<void> {
    let upTo = 0;
    const isRewritten = await locked(`rows ${this.#name}`, () =>
      rows.replace((stored, facts) => {
        // Deletions came in while this waited: they are rescued from first.
        if (this.#rescues.length > 0) return null;
        if (!this.#settle(stored, facts)) return null;
        upTo = this.#tally.given;
        this.#updates = [];
        this.#isWhole = false;
        const epoch = this.#epoch ?? facts.epoch;
        return { generation: this.generation, epoch, state: Y.encodeStateAsUpdate(this.#doc) };
      }),
    );
    if (!isRewritten) return;
    this.#former = null;
    this.#isUnmarked = false;
    this.#endReplacing();
    this.#tally.keep(upTo);
    this.#succeed();
  }

  /** Brings rows and document together, before one row takes the place of all. @returns whether they do belong */
  #settle(stored: readonly Uint8Array[], facts: Facts): boolean {
    const by = this.#replacement;
    if (by) {
      const isReplaced = facts.generation !== this.#generation;
      const read = this.#documentOf(stored);
      // The document may know of more that was accepted than the rows do.
      if (!isReplaced && (facts.epoch === undefined || facts.epoch === (this.#epoch ?? facts.epoch)))
        Y.applyUpdate(read, Y.encodeStateAsUpdate(this.#doc), this.#loader);
      this.#goOver(by.build(read, isReplaced));
      this.#former = isReplaced ? null : { by, generation: facts.generation };
      this.#generation = facts.generation + (isReplaced ? 0 : 1);
      return true;
    }
    const former = this.#former;
    if (former && (former.generation ?? facts.generation) === facts.generation) {
      former.by.salvage(this.#documentOf(stored));
      this.#generation = facts.generation + 1;
      return true;
    }
    if (!former && facts.generation !== this.#generation) {
      this.#outdate();
      return false;
    }
    this.#generation = facts.generation;
    Y.transact(this.#doc, () => stored.forEach((row) => Y.applyUpdate(this.#doc, row)), this.#loader, false);
    return true;
  }

  #replaceInMemory(by: Replacement, atLeast: number): void {
    const isHeard = atLeast > this.generation;
    this.#goOver(by.build(new Y.Doc(), false));
    // Another tab has replaced the rows already when it tells so: they will be merged.
    this.#former = isHeard ? null : { by, generation: this.#generation };
    this.#generation = isHeard ? atLeast : this.generation + 1;
    this.#isWhole = true;
    this.#start();
  }

  #goOver(doc: Y.Doc): void {
    this.#deafen();
    this.#doc = doc;
    this.#replacement = null;
    this.#isOutdated = false;
    this.#updates = [];
    if (!this.#isOver) this.#listen();
  }

  /** Says that the replacement is made: on the disk, or in memory when that failed. */
  #endReplacing(): void {
    const replacing = this.#replacing;
    this.#replacing = null;
    try {
      if (this.#replacement) this.#replaceInMemory(this.#replacement, 0);
      replacing?.done();
    } catch (reason) {
      this.#replacement = null;
      replacing?.fail(reason);
    }
  }

  #documentOf(rows: readonly Uint8Array[]): Y.Doc {
    const doc = new Y.Doc();
    Y.transact(doc, () => rows.forEach((row) => Y.applyUpdate(doc, row)), this.#loader, false);
    return doc;
  }

  #outdate(): void {
    this.#isOutdated = true;
    this.#events.onOutdated();
  }

  /** The connection is gone: the browser closed it, or another tab deletes the database. */
  #lose(why: 'closed' | 'deleted'): void {
    if (this.#isOver) return;
    if (why === 'deleted') {
      // Somebody signed out or was removed from the group: nothing may be written anew.
      this.#deafen();
      void endScreens();
      this.#become('failing');
      this.#end();
    } else {
      this.#isWhole = true;
      this.#start();
    }
  }

  #succeed(): void {
    this.#failures = 0;
    this.#become('lasting');
  }

  #fail(reason: unknown): void {
    if (this.#isOver) return;
    const isFull = reason instanceof DOMException && reason.name === 'QuotaExceededError';
    this.#become(isFull ? 'full' : 'failing');
    this.#isWhole = true;
    this.#goOn();
    this.#endReplacing();
    if (this.#isClosing) return;
    const wait = RETRY_MS[Math.min(this.#failures++, RETRY_MS.length - 1)];
    this.#retry = setTimeout(() => this.#retryNow(), wait);
  }

  #become(state: DiskState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#events.onState(state);
  }

  /** Lets those go on who waited for the disk. */
  #goOn(): void {
    clearTimeout(this.#openLimit);
    this.#isLate = true;
    this.#tellLoaded();
  }

  #end(): void {
    this.#isOver = true;
    clearTimeout(this.#retry);
    clearTimeout(this.#erasing);
    this.#rows?.close();
    this.#rows = null;
    this.#tally.end();
    this.#goOn();
    this.#endReplacing();
  }
}
