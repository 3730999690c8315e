/** A device of one person: a disk, one or two tabs on it, and what holds for all of them. */
import * as Y from 'yjs';
import { clientIdFor } from '#domain/client-id.ts';
import { groupDocument, userDocument } from '#domain/document-names.ts';
import { volumeOf } from '#domain/group-document.ts';
import type { DeviceId, RecordId } from '#domain/ids.ts';
import { takenBy, waitingRecords } from '#domain/own-records.ts';
import type { GroupRecord, MemberRoot } from '#domain/records.ts';
import type { Chance } from '../support/chance.ts';
import { Disk, type Taken } from './disk.ts';
import { HEAD, isVolume, volumeNumber } from './names.ts';
import { emptyDocument, groupId, id, type Person } from './people.ts';
import { Tab } from './tab.ts';

/** One record that a person wrote, and what may be expected of it. */
export interface Written {
  readonly id: RecordId;
  readonly root: MemberRoot;
  readonly record: GroupRecord;
  readonly device: Device;
  /** Which session of which tab: within one, nothing may ever be overtaken. */
  readonly session: number;
  /** Its place in the order in which this device wrote. */
  readonly order: number;
  /** Written by a faulty version that does not ask the rules: to be refused. */
  readonly isBad: boolean;
  /**
   * `kept` once it reached the disk, and with that the promise that it goes out; `lost` when the power went first;
   * `forgotten` when the server had taken it, and went back to an older state.
   */
  fate: 'unflushed' | 'kept' | 'lost' | 'forgotten';
}

/** An own record that no ledger names. */
export interface Unnamed {
  readonly document: string;
  readonly root: MemberRoot;
  readonly record: GroupRecord;
}

export class Device {
  readonly name: string;
  readonly person: Person;
  readonly chance: Chance;
  readonly id: DeviceId;
  /** Of this device's clock, in milliseconds: hours and days wrong [S3]. */
  readonly clockError: number;
  readonly written: Written[] = [];
  readonly tabs: Tab[] = [];
  readonly disk = new Disk();
  isDestroyed = false;
  /** What is to be written again once the head says where. */
  #toAppend: Unnamed[] = [];
  #sessions = 0;
  readonly #counts = { slices: 0, rebuilt: 0 };

  constructor(name: string, person: Person, chance: Chance, tabs: number) {
    this.name = name;
    this.person = person;
    this.chance = chance;
    this.id = id<DeviceId>(name);
    this.clockError = chance.integer(-400_000_000, 400_000_000);
    for (let at = 0; at < tabs; at++) this.tabs.push(new Tab(this));
  }

  get own(): string {
    return userDocument(this.person.userId);
  }
  newSession(): number {
    return ++this.#sessions;
  }
  newClientId(): number {
    return clientIdFor(this.person.slot, this.chance.integer(0, 2 ** 32 - 1));
  }

  count(what: 'slices' | 'rebuilt'): void {
    this.#counts[what]++;
  }
  /** How often since the last call. */
  takeCount(what: 'slices' | 'rebuilt'): number {
    const times = this.#counts[what];
    this.#counts[what] = 0;
    return times;
  }

  flush(): void {
    this.disk.flush();
    for (const one of this.written) if (one.fate === 'unflushed') one.fate = 'kept';
  }

  /** Every tab at once, as after a crash of the machine: what was not flushed is lost. */
  losePower(): void {
    this.disk.losePower();
    for (const one of this.written) if (one.fate === 'unflushed') one.fate = 'lost';
    for (const tab of this.tabs) tab.reload();
  }

  /** [S15] Puts one state in the place of a document's rows: what was deleted is gone from the disk. */
  rewrite(document: string): void {
    const doc = this.load(document);
    this.flush();
    this.disk.replace(document, doc);
  }

  /** A document as the disk has it. What the server took away is noticed row by row: a later one overwrites it. */
  load(document: string): Y.Doc {
    const doc = emptyDocument();
    doc.clientID = this.newClientId();
    if (isVolume(document)) this.#watch(document, doc);
    for (const update of this.disk.read(document)) Y.applyUpdate(doc, update);
    return doc;
  }

  /** The list "Not delivered": own records with the reason. */
  get notDelivered(): ReadonlyMap<string, Taken> {
    return this.disk.taken;
  }

  /** What was accepted before this person was removed is known once they are taken in again. */
  settle(): void {
    const unsure = [...this.disk.taken].filter(([, { why }]) => why === 'not-member');
    if (unsure.length === 0) return;
    const ledgers = this.tabs.flatMap(({ replicas }) =>
      [...replicas].flatMap(([name, doc]) => (isVolume(name) ? volumeOf(doc).ledger.toArray() : [])),
    );
    const named = new Map(ledgers.map(([name, , fate]) => [name, fate]));
    for (const [id, taken] of unsure) {
      const fate = named.get(id);
      if (!named.has(id)) continue;
      const isRefused = typeof fate === 'object' && 'refused' in fate;
      this.disk.keep(id, isRefused ? { ...taken, why: fate.refused } : null);
    }
  }

  /** Own records of a document that its ledger does not name as accepted: on the disk, or in any tab. */
  unnamed(document: string): Unnamed[] {
    const doc = this.load(document);
    for (const { replicas } of this.tabs) {
      const open = replicas.get(document);
      if (open) Y.applyUpdate(doc, Y.encodeStateAsUpdate(open));
    }
    this.settle();
    const { userId } = this.person;
    return waitingRecords(volumeOf(doc), userId).map((one) => ({ document, ...one }));
  }

  /**
   * Throws a replica away and begins anew with its own records that the ledger lacks, as after a reset. Some of them
   * may have been accepted without this device knowing.
   * @returns how many
   */
  startOver(document: string): number {
    const own = isVolume(document) ? this.unnamed(document) : [];
    this.#drop(document);
    this.tabs[0]!.open(document);
    this.#append(this.tabs[0]!, own, [document]);
    return own.length;
  }

  /** [S19] The server knows this person no longer as a member: what was not delivered will not be. */
  leave(): number {
    const unnamed = this.volumes.flatMap((document) => this.unnamed(document)).concat(this.#toAppend);
    this.#toAppend = [];
    for (const { document, root, record } of unnamed)
      this.disk.keep(record.id, { document, root, record, why: 'not-member' });
    for (const document of [HEAD, ...this.#held]) this.#drop(document);
    for (const tab of this.tabs) tab.writesTo = null;
    this.flush();
    return unnamed.length;
  }

  /** The server's database is another one than that which the replicas are of. @returns what is to be sent again */
  meetEpoch(epoch: number): number {
    const unnamed = this.volumes.flatMap((document) => this.unnamed(document));
    this.#toAppend.push(...unnamed);
    const again = new Set(unnamed.map(({ record }) => record.id));
    for (const one of this.written) if (again.has(one.id)) one.fate = 'kept';
    for (const { record } of unnamed) this.disk.keep(record.id, null);
    for (const document of this.disk.documents) this.#drop(document);
    this.disk.epoch = epoch;
    for (const tab of this.tabs) tab.reload();
    this.flush();
    return unnamed.length;
  }

  /**
   * Writes again what was set aside for an older database, now that the head says where: into its own volume, whose
   * ledger may name it, unless the older database has no such volume.
   */
  appendAgain(tab: Tab): void {
    const live = tab.head?.liveVolume;
    if (live === undefined || this.#toAppend.length === 0) return;
    const own = this.#toAppend.splice(0).map((one) => {
      const volume = Math.min(volumeNumber(one.document), live);
      return { ...one, document: groupDocument(groupId, volume) };
    });
    const documents = new Set(own.map(({ document }) => document));
    for (const document of documents) tab.open(document);
    this.#append(tab, own, [...documents]);
    for (const one of this.tabs) one.startWriting();
  }

  get volumes(): string[] {
    return this.disk.documents.filter(isVolume).sort((a, b) => volumeNumber(a) - volumeNumber(b));
  }

  /** Volumes on the disk, and those that are open and still empty. */
  get #held(): Set<string> {
    const open = this.tabs.flatMap(({ replicas }) => [...replicas.keys()]).filter(isVolume);
    return new Set([...this.volumes, ...open]);
  }

  #append(tab: Tab, own: readonly Unnamed[], documents: readonly string[]): void {
    for (const { document, root, record } of own) {
      this.disk.keep(record.id, null);
      tab.replicas.get(document)!.getArray<unknown>(root).push([record]);
    }
    // The others read it from the disk: what they wrote before they heard of it would stand before it [S2].
    for (const document of documents)
      for (const other of tab.others) {
        other.forget(document);
        other.open(document);
      }
    this.flush();
  }

  #drop(document: string): void {
    this.disk.replace(document, null);
    for (const tab of this.tabs) tab.forget(document);
  }

  /** Keeps own records aside that the server took away because it refused them. */
  #watch(document: string, doc: Y.Doc): void {
    const volume = volumeOf(doc);
    doc.on('beforeObserverCalls', (transaction: Y.Transaction) => {
      for (const { root, record, fate } of takenBy(transaction, volume, this.person.userId))
        if ('refused' in fate && !this.disk.taken.has(record.id))
          this.disk.keep(record.id, { document, root, record, why: fate.refused });
    });
  }
}
