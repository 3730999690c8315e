/**
 * A device of one person: a disk, and one or two tabs on it. A tab writes by the rules that the client asks, sends
 * as the stock provider sends, and hears its neighbour as by a BroadcastChannel.
 */
import * as Y from 'yjs';
import { clientIdFor, slotOf } from '#domain/client-id.ts';
import { foldVolume, type FoldedMessage } from '#domain/fold-group.ts';
import { contentOf, volumeOf } from '#domain/group-document.ts';
import type { RecordId } from '#domain/ids.ts';
import { parseRecord, type GroupRecord, type MemberRoot } from '#domain/records.ts';
import { actRefusal, type Act } from '#domain/rules.ts';
import type { Chance } from '../support/chance.ts';
import type { Connection, Frame } from './connection.ts';
import { recordId, type Person } from './people.ts';

/** One record that a person wrote, and what may be expected of it. */
export interface Written {
  readonly id: RecordId;
  readonly root: MemberRoot;
  readonly device: Device;
  /** Which session of which tab: within one, nothing may ever be overtaken. */
  readonly session: number;
  /** Its place in the order in which this device wrote. */
  readonly order: number;
  /** Written by a faulty version that does not ask the rules: to be refused. */
  readonly isBad: boolean;
  /** `kept` once it reached the disk, and with that the promise that it goes out; `lost` when the power went first. */
  fate: 'unflushed' | 'kept' | 'lost';
}

export class Device {
  readonly name: string;
  readonly person: Person;
  readonly chance: Chance;
  /** Of this device's clock, in milliseconds: hours and days wrong [S3]. */
  readonly clockError: number;
  readonly written: Written[] = [];
  readonly tabs: Tab[] = [];
  /** Safe rows first; what a power cut would take after them. */
  readonly disk: Uint8Array[] = [];
  readonly unflushed: Uint8Array[] = [];
  isDestroyed = false;
  #sessions = 0;

  constructor(name: string, person: Person, chance: Chance, tabs: number) {
    this.name = name;
    this.person = person;
    this.chance = chance;
    this.clockError = chance.integer(-400_000_000, 400_000_000);
    for (let at = 0; at < tabs; at++) this.tabs.push(new Tab(this));
  }

  newSession(): { number: number; clientId: number } {
    const number = ++this.#sessions;
    return { number, clientId: clientIdFor(this.person.slot, this.chance.integer(0, 2 ** 32 - 1)) };
  }

  flush(): void {
    this.disk.push(...this.unflushed.splice(0));
    for (const one of this.written) if (one.fate === 'unflushed') one.fate = 'kept';
  }

  /** Every tab at once, as after a crash of the browser. @param isPowerCut what was not flushed is lost */
  crash(isPowerCut: boolean): void {
    if (isPowerCut) {
      this.unflushed.length = 0;
      for (const one of this.written) if (one.fate === 'unflushed') one.fate = 'lost';
    } else this.flush();
    for (const tab of this.tabs) tab.reload();
  }
}

export class Tab {
  readonly device: Device;
  readonly heard: Uint8Array[] = [];
  connection: Connection | null = null;
  session!: number;
  doc!: Y.Doc;

  constructor(device: Device) {
    this.device = device;
    this.open(device.disk);
  }

  /** Opens a new document under a new client id and reads these rows into it. */
  open(rows: readonly Uint8Array[]): void {
    const { number, clientId } = this.device.newSession();
    this.session = number;
    this.doc = new Y.Doc();
    this.doc.clientID = clientId;
    volumeOf(this.doc);
    for (const update of rows) Y.applyUpdate(this.doc, update);
    this.doc.on('update', (update: Uint8Array, origin: unknown, _doc: Y.Doc, transaction: Y.Transaction) => {
      this.device.unflushed.push(update);
      // As the stock provider does: everything but what came over this connection. But what came may have let in a
      // neighbour's record that waited for it, and that the server need not have.
      const isNews = origin !== 'server' || this.#bringsOwn(transaction);
      if (isNews && this.connection) this.connection.up.push({ kind: 'update', update });
      if (transaction.local) for (const other of this.others) other.heard.push(update);
    });
  }

  #bringsOwn({ beforeState, afterState }: Y.Transaction): boolean {
    return [...afterState].some(
      ([client, clock]) =>
        slotOf(client) === this.device.person.slot && clock > (beforeState.get(client) ?? 0),
    );
  }

  get others(): Tab[] {
    return this.device.tabs.filter((tab) => tab !== this);
  }

  reload(): void {
    this.connection?.cut();
    this.connection = null;
    this.heard.length = 0;
    this.open([...this.device.disk, ...this.device.unflushed]);
  }

  connect(connection: Connection): void {
    this.connection = connection;
    connection.up.push({ kind: 'state', vector: Y.encodeStateVector(this.doc) });
  }

  receive(frame: Frame): void {
    if (frame.kind !== 'state') Y.applyUpdate(this.doc, frame.update, 'server');
    else this.connection?.up.push({ kind: 'answer', update: Y.encodeStateAsUpdate(this.doc, frame.vector) });
  }

  hear(): void {
    Y.applyUpdate(this.doc, this.heard.shift()!, 'neighbour');
  }

  fold(): FoldedMessage[] {
    return foldDocument(this.doc, this.device.person);
  }

  /** Own records that stand here and that the ledger does not name. */
  get unsent(): { root: MemberRoot; record: GroupRecord }[] {
    const { messages, edits, reactions, ledger } = volumeOf(this.doc);
    const accepted = new Set(ledger.toArray().map(([id]) => id));
    return [
      ...messages.toArray().map((record) => ({ root: 'messages', record }) as const),
      ...edits.toArray().map((record) => ({ root: 'edits', record }) as const),
      ...reactions.toArray().map((record) => ({ root: 'reactions', record }) as const),
    ].filter(({ record }) => record.by === this.device.person.userId && !accepted.has(record.id));
  }

  post(now: number, replyTo?: FoldedMessage): RecordId {
    const reply = replyTo === undefined ? {} : { replyTo: replyTo.id };
    return this.#append('messages', now, (id) => ({ text: `${id} by ${this.device.name}`, ...reply }))!;
  }

  edit(now: number, target: FoldedMessage): RecordId | null {
    return this.#append('edits', now, (id) => ({ to: target.id, text: `changed to ${id}` }), 'edit', target);
  }

  remove(now: number, target: FoldedMessage): RecordId | null {
    return this.#append('edits', now, () => ({ to: target.id, deleted: true }), 'delete', target);
  }

  react(now: number, target: FoldedMessage, emoji: string, on: boolean): RecordId | null {
    return this.#append('reactions', now, () => ({ to: target.id, emoji, on }), 'react', target);
  }

  /** What a faulty version writes: too long, or somebody else's message changed. */
  writeBad(now: number, target: FoldedMessage | undefined): RecordId {
    const bad = target
      ? (['edits', { to: target.id, text: 'not mine' }] as const)
      : (['messages', { text: 'x'.repeat(8_001) }] as const);
    return this.#write(bad[0], now, () => bad[1], true);
  }

  /**
   * Throws its replica away and begins anew with its own records that the ledger lacks, as after a reset. Some of
   * them may have been accepted without this device knowing. For devices of one tab.
   */
  startOver(): number {
    const own = this.unsent;
    this.connection?.cut();
    this.connection = null;
    this.heard.length = 0;
    this.device.disk.length = 0;
    this.device.unflushed.length = 0;
    this.open([]);
    this.doc.transact(() => {
      for (const { root, record } of own) this.doc.getArray<unknown>(root).push([record]);
    });
    this.device.flush();
    return own.length;
  }

  #append(
    root: MemberRoot,
    now: number,
    fields: (id: RecordId) => object,
    act?: Act,
    target?: FoldedMessage,
  ): RecordId | null {
    if (act && actRefusal(act, this.device.person, target) !== null) return null;
    return this.#write(root, now, fields, false);
  }

  #write(root: MemberRoot, now: number, fields: (id: RecordId) => object, isBad: boolean): RecordId {
    const { device } = this;
    const id = recordId(`${device.name}_${device.written.length}`);
    const at = Math.max(0, 1e12 + now + device.clockError);
    const record = { id, by: device.person.userId, at, ...fields(id) };
    if (!isBad && parseRecord(root, record).refusal !== null)
      throw new Error(`the device wrote a bad ${root}`);
    const order = device.written.length;
    device.written.push({ id, root, device, session: this.session, order, isBad, fate: 'unflushed' });
    this.doc.getArray<unknown>(root).push([record]);
    return id;
  }
}

export const foldDocument = (doc: Y.Doc, reader: Person): FoldedMessage[] =>
  foldVolume(contentOf(volumeOf(doc)), reader.userId);
