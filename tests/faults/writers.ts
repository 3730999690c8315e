/**
 * Devices of several people that post, edit, react and delete as fast as they are answered, over real sockets, and
 * note what they were shown as sent. Nobody touches a message that is about to be deleted: every record written
 * here has to be accepted.
 */
import { headDocument } from '#domain/document-names.ts';
import type { GroupId, RecordId } from '#domain/ids.ts';
import { isAccepted, seqOf } from '#domain/ledger.ts';
import type { Message } from '#domain/records.ts';
import { readHead } from '#domain/server-documents.ts';
import type { Written } from '#client/group-writer.ts';
import type { Chance } from '../support/chance.ts';
import { Device, type DeviceGroup } from '../support/device.ts';
import type { TestPerson } from '../support/people.ts';
import type { Acknowledged, Kind } from './acknowledged.ts';

const WAIT_LIMIT_MS = 60_000;
const BURST_MAX = 3;
/** Messages that begin so are their author's to delete. */
const DOOMED = 'doomed';
const EMOJI = ['👍', '🎉', '👀', '✅'];

export interface Scene {
  readonly people: readonly TestPerson[];
  readonly groupId: GroupId;
  readonly acknowledged: Acknowledged;
  readonly chance: Chance;
}

/** One device for each person, writing from the moment it is made. */
export class Writers {
  readonly #writers: readonly Writer[];
  readonly #acknowledged: Acknowledged;
  readonly #waiting = new Set<() => void>();

  constructor(scene: Scene) {
    this.#acknowledged = scene.acknowledged;
    const noticed = () => this.#waiting.forEach((check) => check());
    this.#writers = scene.people.map((person) => new Writer(person, scene, noticed));
  }

  /** Waits until this many more records were shown as sent. */
  untilAcknowledged(more: number): Promise<void> {
    const wanted = this.#acknowledged.records.size + more;
    return this.#until(`${more} more are sent`, () => this.#acknowledged.records.size >= wanted);
  }

  /** Everybody posts one message now, whatever they wait for. */
  post(): RecordId[] {
    return this.#writers.map((writer) => writer.post());
  }

  untilSent(ids: readonly RecordId[]): Promise<void> {
    return this.#until(`${ids.length} messages are sent`, () =>
      ids.every((id) => this.#acknowledged.records.has(id)),
    );
  }

  /** Nobody writes any more; waits until all that was written is sent. */
  untilRested(): Promise<void> {
    for (const writer of this.#writers) writer.rest();
    return this.#until('all is sent', () => this.#writers.every((writer) => writer.isDone));
  }

  /** Waits until each device has so many ledger entries of each volume that it holds. */
  untilHave(revs: ReadonlyMap<number, number>): Promise<void> {
    return this.#until('every device has all', () => this.#writers.every((writer) => writer.has(revs)));
  }

  /** Ends the devices for ever, with all that they have not sent. */
  async destroy(): Promise<void> {
    await Promise.all(this.#writers.map((writer) => writer.close()));
  }

  #until(what: string, isSo: () => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const done = () => {
        clearTimeout(limit);
        this.#waiting.delete(check);
      };
      const limit = setTimeout(() => {
        done();
        reject(new Error(`waited ${WAIT_LIMIT_MS / 1_000} s until ${what}`));
      }, WAIT_LIMIT_MS);
      const check = () => {
        if (!isSo()) return;
        done();
        resolve();
      };
      this.#waiting.add(check);
      check();
    });
  }
}

/** A volume that a device holds, and how much of its ledger it has looked at. */
interface Held {
  readonly group: DeviceGroup;
  readonly accepted: Set<string>;
  entriesRead: number;
}

interface Own {
  readonly message: { readonly id: RecordId; readonly by: TestPerson['id']; readonly deleted: false };
  readonly held: Held;
}

class Writer {
  readonly #device: Device;
  readonly #scene: Scene;
  readonly #noticed: () => void;
  readonly #held = new Map<number, Held>();
  #live: Held | undefined;
  readonly #pending = new Map<string, { id: RecordId; kind: Kind; to: RecordId | null }>();
  readonly #order: RecordId[] = [];
  /** Tells its texts from those of every other device. */
  readonly #session: number;
  readonly #lasting: Own[] = [];
  readonly #doomed: Own[] = [];
  #isResting = false;
  #isClosed = false;

  constructor(person: TestPerson, scene: Scene, noticed: () => void) {
    this.#device = new Device(person);
    this.#scene = scene;
    this.#noticed = noticed;
    this.#session = scene.acknowledged.written.push(this.#order);
    const head = this.#device.open(headDocument(scene.groupId));
    const follow = () => this.#enter(readHead(head.doc)?.liveVolume);
    head.observe(follow);
    follow();
  }

  post(): RecordId {
    if (!this.#live) throw new Error(`${this.#device.person.name} has no group yet`);
    return this.#post(this.#live);
  }

  rest(): void {
    this.#isResting = true;
    this.#device.wire.connectNow();
  }

  get isDone(): boolean {
    return this.#pending.size === 0;
  }

  has(revs: ReadonlyMap<number, number>): boolean {
    return [...this.#held].every(([volume, { group }]) => group.volume.ledger.length === revs.get(volume));
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#device.close();
  }

  /** Goes on in another volume once the one before is full. */
  #enter(volume: number | undefined): void {
    if (this.#isClosed || volume === undefined || this.#held.has(volume)) return;
    const group = this.#device.group(this.#scene.groupId, volume);
    const held: Held = { group, accepted: new Set(), entriesRead: 0 };
    this.#held.set(volume, held);
    this.#live = held;
    // Not inside the transaction that is just ending.
    held.group.replica.observe(() => queueMicrotask(() => this.#step()));
    this.#step();
  }

  #step(): void {
    if (this.#isClosed) return;
    for (const held of this.#held.values()) this.#readLedger(held);
    this.#noticed();
    if (this.isDone && !this.#isResting && !this.#isClosed) this.#write(this.#live!);
  }

  #readLedger(held: Held): void {
    const { ledger } = held.group.volume;
    if (ledger.length === held.entriesRead) return;
    const entries = ledger.slice(held.entriesRead);
    held.entriesRead = ledger.length;
    for (const entry of entries) {
      const [id, , fate] = entry;
      if (isAccepted(entry)) held.accepted.add(id);
      const own = this.#pending.get(id);
      if (!own) continue;
      const { acknowledged } = this.#scene;
      if (isAccepted(entry)) acknowledged.records.set(own.id, { ...own, seq: seqOf(entry) });
      else if (typeof fate === 'object' && 'refused' in fate)
        acknowledged.refused.push(`the ${own.kind} ${id} was refused: ${fate.refused}`);
      else continue; // Carried: the ledger of the volume that has it now says the rest.
      this.#pending.delete(id);
    }
  }

  #write(live: Held): void {
    const { chance } = this.#scene;
    const draw = chance.next();
    if (draw < 0.2 && this.#react(live)) return;
    if (draw < 0.4 && this.#edit()) return;
    if (draw < 0.6 && this.#remove()) return;
    for (let left = chance.integer(1, BURST_MAX); left > 0; left--) this.#post(live);
  }

  #post(held: Held): RecordId {
    const isDoomed = this.#scene.chance.next() < 0.3;
    const text = `${isDoomed ? DOOMED : 'kept'} ${this.#session} ${this.#order.length}`;
    const id = this.#note('message', null, held.group.writer.post(text));
    this.#order.push(id);
    const own: Own = { message: { id, by: this.#device.person.id, deleted: false }, held };
    (isDoomed ? this.#doomed : this.#lasting).push(own);
    return id;
  }

  #edit(): boolean {
    const own = this.#lasting[this.#scene.chance.integer(0, this.#lasting.length - 1)];
    if (!own?.held.accepted.has(own.message.id)) return false;
    const text = `edited ${this.#session} ${this.#order.length}`;
    this.#note('edit', own.message.id, own.held.group.writer.edit(own.message, text, this.#actor));
    return true;
  }

  #remove(): boolean {
    const own = this.#doomed[0];
    if (!own?.held.accepted.has(own.message.id)) return false;
    this.#doomed.shift();
    this.#note('deletion', own.message.id, own.held.group.writer.remove(own.message, this.#actor));
    return true;
  }

  #react({ group, accepted }: Held): boolean {
    const { chance } = this.#scene;
    const messages = group.volume.messages;
    if (messages.length === 0) return false;
    const target: Message = messages.get(chance.integer(0, messages.length - 1));
    if (target.text.startsWith(DOOMED) || !accepted.has(target.id)) return false;
    const emoji = EMOJI[chance.integer(0, EMOJI.length - 1)]!;
    const written = group.writer.react(
      { id: target.id, by: target.by, deleted: false },
      emoji,
      chance.next() < 0.7,
      this.#actor,
    );
    this.#note('reaction', target.id, written);
    return true;
  }

  #note(kind: Kind, to: RecordId | null, written: Written): RecordId {
    if ('refusal' in written) throw new Error(`a ${kind} was refused here: ${written.refusal}`);
    this.#pending.set(written.id, { id: written.id, kind, to });
    return written.id;
  }

  get #actor() {
    return { userId: this.#device.person.id, role: 'member', isOwner: false } as const;
  }
}
