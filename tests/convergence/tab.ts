/**
 * A tab of a device. It writes by the rules that the client asks, follows the head from volume to volume, sends by the
 * client's own code, and hears its neighbour as by a BroadcastChannel.
 */
import * as Y from 'yjs';
import { groupDocument } from '#domain/document-names.ts';
import { foldVolume, type FoldedMessage } from '#domain/fold-group.ts';
import { contentOf, volumeOf } from '#domain/group-document.ts';
import type { RecordId } from '#domain/ids.ts';
import { waitingRecords } from '#domain/own-records.ts';
import { parseRecord, type GroupRecord, type MemberRoot } from '#domain/records.ts';
import { actRefusal, type Act, type Actor } from '#domain/rules.ts';
import { readHead, type Head } from '#domain/server-documents.ts';
import { readPosition, setReadPosition } from '#domain/user-document.ts';
import type { Connection, Frame } from './connection.ts';
import type { Device } from './device.ts';
import { Line } from './line.ts';
import { HEAD, isVolume, volumeNumber } from './names.ts';
import { groupId, recordId, type Person } from './people.ts';

export interface Shown extends FoldedMessage {
  /** The document it stands in. */
  readonly document: string;
}

export class Tab {
  readonly device: Device;
  readonly heard: { readonly document: string; readonly update: Uint8Array }[] = [];
  readonly replicas = new Map<string, Y.Doc>();
  readonly #lines = new Map<string, Line>();
  /** Documents of which something can never be sent. */
  readonly #toRebuild = new Set<string>();
  connection: Connection | null = null;
  session!: number;
  /** The highest number that this tab has said to be read. */
  #hasRead = 0;
  /** The volume that messages are written to; null until the head has come. */
  writesTo: string | null = null;

  constructor(device: Device) {
    this.device = device;
    this.#start();
  }

  reload(): void {
    this.disconnect();
    this.heard.length = 0;
    this.replicas.clear();
    this.#lines.clear();
    this.#toRebuild.clear();
    this.writesTo = null;
    this.#hasRead = 0;
    this.#start();
  }

  #start(): void {
    this.session = this.device.newSession();
    for (const document of [HEAD, this.device.own, ...this.device.volumes]) this.open(document);
    this.#follow();
  }

  /** Opens a document as the disk has it, under a new client id, and takes its place on the wire. */
  open(document: string): Y.Doc {
    const known = this.replicas.get(document);
    if (known) return known;
    const doc = this.device.load(document);
    this.replicas.set(document, doc);
    const line = new Line({
      document,
      doc,
      connection: () => this.connection,
      sliced: () => this.device.count('slices'),
      beyondRepair: () => this.#toRebuild.add(document),
    });
    this.#lines.set(document, line);
    doc.on('update', (update: Uint8Array, origin: unknown, _doc: Y.Doc, { local }: Y.Transaction) => {
      if (this.replicas.get(document) !== doc) return;
      this.device.disk.write(document, update);
      if (local) for (const other of this.others) other.tell(document, update);
      line.changed(update, origin === 'server');
    });
    line.begin();
    return doc;
  }

  /** Lets go of a document, which stays on the disk. */
  close(document: string): void {
    this.replicas.delete(document);
    this.#lines.delete(document);
    this.connection?.forget(document);
  }

  /** Lets go of a document that is no longer on the disk, and of all that is under way for it. */
  forget(document: string): void {
    this.close(document);
    this.#toRebuild.delete(document);
    const heard = this.heard.splice(0);
    this.heard.push(...heard.filter((one) => one.document !== document));
  }

  get others(): Tab[] {
    return this.device.tabs.filter((tab) => tab !== this);
  }
  get isOnline(): boolean {
    return this.connection?.isOpenHere ?? false;
  }
  get head(): Head | null {
    const doc = this.replicas.get(HEAD);
    return doc ? readHead(doc) : null;
  }

  connect(connection: Connection): void {
    if (connection.epoch !== this.device.disk.epoch) this.device.meetEpoch(connection.epoch);
    for (const document of [HEAD, this.device.own]) this.open(document);
    this.connection = connection;
    for (const line of this.#lines.values()) line.begin();
  }

  /** @param isNoticed also by the server: else it believes that this device is still there */
  disconnect(isNoticed = true): void {
    if (this.connection && isNoticed) this.connection.cut();
    if (this.connection) this.connection.isOpenHere = false;
    this.connection = null;
    for (const line of this.#lines.values()) line.end();
  }

  /** Whether a frame is passed over, because the server has not answered yet. */
  isEarly(frame: Frame): boolean {
    return this.#lines.get(frame.document)?.isEarly(frame) ?? false;
  }

  receive(frame: Frame): void {
    const { document } = frame;
    if (frame.kind === 'closed' && frame.reason === 'forbidden') this.device.leave();
    else if (frame.kind === 'closed') this.#toRebuild.add(document);
    else this.#lines.get(document)?.receive(frame);
    if (document === this.device.own) this.#keepRead();
    this.#rebuild();
    this.device.settle();
    for (const tab of this.device.tabs) tab.#follow();
    this.device.appendAgain(this);
  }

  hear(): void {
    const { document, update } = this.heard.shift()!;
    const doc = this.replicas.get(document);
    if (doc) Y.applyUpdate(doc, update, 'neighbour');
    if (document === this.device.own) this.#keepRead();
    this.#rebuild();
    this.#follow();
  }

  tell(document: string, update: Uint8Array): void {
    if (this.replicas.has(document)) this.heard.push({ document, update });
  }

  /** What the person sees, over all volumes that are open: what is accepted, and then what waits [S2]. */
  fold(): Shown[] {
    const all = this.#volumes.flatMap((document) =>
      this.foldOf(document).map((message) => ({ ...message, document })),
    );
    const accepted = all.filter(({ seq }) => seq !== null);
    // Carried: the new place may be here before the old one is empty.
    const ids = new Set(accepted.map(({ id }) => id));
    return [...accepted, ...all.filter(({ id, seq }) => seq === null && !ids.has(id))];
  }

  foldOf(document: string): FoldedMessage[] {
    return foldDocument(this.replicas.get(document)!, this.device.person);
  }

  /** Own records that stand in open volumes and that their ledgers do not name. */
  get unsent(): GroupRecord[] {
    return this.#volumes.flatMap((document) => this.unsentIn(document));
  }

  unsentIn(document: string): GroupRecord[] {
    const volume = volumeOf(this.replicas.get(document)!);
    return waitingRecords(volume, this.device.person.userId).map(({ record }) => record);
  }

  /** By the rules as this tab knows them. */
  get actor(): Actor {
    const { userId, isOwner } = this.device.person;
    return { userId, isOwner, role: this.head?.members.get(userId) ?? null };
  }

  get readPosition(): number {
    return readPosition(this.open(this.device.own), groupId);
  }

  /** [S6] Says that all up to the newest accepted message has been seen. */
  markRead(): number {
    const newest = this.fold().findLast(({ seq }) => seq !== null)?.seq ?? 0;
    this.#hasRead = Math.max(this.#hasRead, newest);
    this.#keepRead();
    return newest;
  }

  /** Two tabs of a device write one key: where they did so at once, the lower number may have won. */
  #keepRead(): void {
    setReadPosition(this.open(this.device.own), groupId, this.device.id, this.#hasRead);
  }

  post(now: number, replyTo?: FoldedMessage): RecordId | null {
    const reply = replyTo === undefined ? {} : { replyTo: replyTo.id };
    if (this.writesTo === null || this.actor.role === null) return null;
    return this.#write(this.writesTo, 'messages', now, (id) => ({ text: textOf(id), ...reply }));
  }

  edit(now: number, target: Shown): RecordId | null {
    return this.#change('edits', now, 'edit', target, (id) => ({ text: textOf(id) }));
  }

  remove(now: number, target: Shown): RecordId | null {
    return this.#change('edits', now, 'delete', target, () => ({ deleted: true }));
  }

  react(now: number, target: Shown, emoji: string, on: boolean): RecordId | null {
    return this.#change('reactions', now, 'react', target, () => ({ emoji, on }));
  }

  /** What a version does that does not ask the rules: deletes what it may not, or no longer. */
  removeUnasked(now: number, target: Shown): RecordId {
    return this.#write(target.document, 'edits', now, () => ({ to: target.id, deleted: true }));
  }

  /** What a faulty version writes: too long, or somebody else's message changed. */
  writeBad(now: number, target: Shown | undefined): RecordId | null {
    const document = target?.document ?? this.writesTo;
    if (document === null) return null;
    const bad = target
      ? (['edits', { to: target.id, text: 'not mine' }] as const)
      : (['messages', { text: 'x'.repeat(8_001) }] as const);
    return this.#write(document, bad[0], now, () => bad[1], { isBad: true });
  }

  /** A fault that no gate lets in: a good record, put where nobody appends. */
  writePoison(now: number, target: Shown): RecordId | null {
    const reactions = volumeOf(this.replicas.get(target.document)!).reactions;
    if (reactions.length === 0 || actRefusal('react', this.actor, target) !== null) return null;
    const fields = () => ({ to: target.id, emoji: '☣', on: true });
    return this.#write(target.document, 'reactions', now, fields, { at: 0 });
  }

  #change(
    root: MemberRoot,
    now: number,
    act: Act,
    target: Shown,
    fields: (id: RecordId) => object,
  ): RecordId | null {
    if (actRefusal(act, this.actor, target) !== null) return null;
    return this.#write(target.document, root, now, (id) => ({ to: target.id, ...fields(id) }));
  }

  #write(
    document: string,
    root: MemberRoot,
    now: number,
    fields: (id: RecordId) => object,
    { isBad = false, at = Infinity } = {},
  ): RecordId {
    const { device, session } = this;
    const order = device.written.length;
    const id = recordId(`${device.name}_${order}`);
    const writtenAt = Math.max(0, 1e12 + now + device.clockError);
    const record = { id, by: device.person.userId, at: writtenAt, ...fields(id) } as GroupRecord;
    if (!isBad && parseRecord(root, record).refusal !== null)
      throw new Error(`the device wrote a bad ${root}`);
    device.written.push({ id, root, record, device, session, order, isBad, fate: 'unflushed' });
    const array = this.replicas.get(document)!.getArray<unknown>(root);
    if (at < array.length) array.insert(at, [record]);
    else array.push([record]);
    return id;
  }

  /** Looks anew for where to write: where messages wait, or in the live volume. */
  startWriting(): void {
    this.writesTo = null;
    this.#follow();
  }

  /**
   * Moves on to the live volume, unless messages wait in the one before: they would be overtaken [S4]. Opens closed
   * volumes that it keeps and that moved.
   */
  #follow(): void {
    const { head } = this;
    if (head === null) return;
    const live = groupDocument(groupId, head.liveVolume);
    this.open(live);
    const kept = this.device.volumes;
    for (const volume of head.moves.keys()) {
      const document = groupDocument(groupId, volume);
      if (kept.includes(document)) this.open(document);
    }
    const before = this.writesTo;
    if (before !== null && this.#hasUnsentMessages(before)) return;
    // Never back: what is written there would stand before what was written here.
    const from = before === null ? 0 : volumeNumber(before);
    const later = this.#volumes.filter((document) => volumeNumber(document) > from);
    const unsent = later.findLast((document) => this.#hasUnsentMessages(document));
    if (unsent !== undefined || head.liveVolume > from) this.writesTo = unsent ?? live;
  }

  get #volumes(): string[] {
    return [...this.replicas.keys()].filter(isVolume).sort((a, b) => volumeNumber(a) - volumeNumber(b));
  }

  #hasUnsentMessages(document: string): boolean {
    return this.replicas.has(document) && this.unsentIn(document).some((record) => !('to' in record));
  }

  #rebuild(): void {
    for (const document of [...this.#toRebuild]) {
      this.device.count('rebuilt');
      this.device.startOver(document);
    }
  }
}

/** Tells of every text whose it is, also among bytes. */
export const textOf = (id: string): string => `<${id.replace(/-+$/, '')}> says`;

export const foldDocument = (doc: Y.Doc, reader: Pick<Person, 'userId'>): FoldedMessage[] =>
  foldVolume(contentOf(volumeOf(doc)), reader.userId);
