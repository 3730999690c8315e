/**
 * The volumes of one group on this device: the live one, those before it as far as somebody has scrolled up, and those
 * with unsent records. Which others the device holds and has to look at again, the group's head says.
 */
import { SvelteMap } from 'svelte/reactivity';
import * as Y from 'yjs';
import { groupDocument } from '#domain/document-names.ts';
import type { FoldedMessage } from '#domain/fold-group.ts';
import { volumeOf } from '#domain/group-document.ts';
import type { GroupEvent } from '#domain/group-events.ts';
import type { GroupId, RecordId, UserId } from '#domain/ids.ts';
import type { Message } from '#domain/records.ts';
import {
  acceptedIn,
  bringAlong,
  ownRecords,
  takenBy,
  waitingRecords,
  type OwnRecord,
  type TakenRecord,
} from '#domain/own-records.ts';
import type { Head } from '#domain/server-documents.ts';
import { arrivalIn } from './arrival-in.ts';
import { report } from './guard.ts';
import type { HeldVolumes } from './held-volumes.ts';
import { OpenVolume } from './open-volume.svelte.ts';
import type { Replica, ReplicaOptions } from './replica.ts';
import { fetchSnapshot, isSnapshotShorter } from './snapshot.ts';

/** So many volumes behind, the missed ones are fetched and shown; further back, the newest is, and they on demand. */
const FOLLOWED_MAX = 6;

export interface VolumesSurroundings {
  readonly groupId: GroupId;
  readonly me: UserId;
  readonly held: HeldVolumes;
  open(options: Partial<ReplicaOptions> & Pick<ReplicaOptions, 'name'>): Replica;
  /** Settles when the head is in step over the present connection, or does not come. */
  headInStep(): Promise<void>;
  /** The server does not let this person have the live volume. */
  onDenied(): void;
  /** Keeps on the disk what waits in a volume that this person may no longer have. @throws where it cannot be kept */
  giveUp(waiting: readonly OwnRecord[]): Promise<void>;
  /** A volume is in step with the server, which has accepted these records in it. */
  onAccepted(ids: ReadonlySet<string>): void;
  /** Something has come into a volume. */
  onArrived(): void;
  /** Keeps what was refused elsewhere on the disk; called until it succeeds. */
  keep(refused: readonly TakenRecord[]): Promise<void>;
}

export class Volumes {
  readonly #around: VolumesSurroundings;
  #open = $state.raw<ReadonlyMap<number, OpenVolume>>(new Map());
  /** Number of the live volume, 0 while it is not known. */
  #liveNumber = $state.raw(0);
  /** Number of the one that messages are written into, 0 while that is not known: see `#moveOn`. */
  #writesTo = $state.raw(0);
  /** The oldest volume whose messages are shown. */
  #first = $state.raw(0);
  /** The oldest one that there is for this person, as far as is known. */
  #oldest = $state.raw(1);
  /** Own messages that the server has written into a volume which has not arrived here yet. */
  readonly #underWay = new SvelteMap<RecordId, Message>();
  #head: Head | null = null;
  #isOver = false;
  /** Settles when every volume that lost something has been synced: only then may new messages be shown [S15]. */
  readonly #erasuresFirst: Promise<void>;
  readonly #headSynced: Promise<void>;
  #noteHeadSynced: () => void = () => {};

  /** Without a hole: what follows a volume is shown when nothing of that volume is missing. */
  readonly #shown: readonly OpenVolume[] = $derived.by(() => {
    const shown: OpenVolume[] = [];
    for (let number = this.#first; ; number++) {
      const volume = this.#open.get(number);
      if (!volume?.isLoaded) return shown;
      shown.push(volume);
      if (!volume.isWhole) return shown;
    }
  });
  /** Everything accepted in the order of `seq`, then one's own that waits, in the order written. */
  readonly messages: readonly FoldedMessage[] = $derived.by(() => {
    const accepted = this.#shown.flatMap(({ messages }) => messages.filter(({ seq }) => seq !== null));
    // Carried, one is in its new place before the old one is empty.
    const shown = new Set(accepted.map(({ id }) => id));
    const waiting = this.#inOrder.flatMap(({ messages }) =>
      messages.filter(({ id, seq }) => seq === null && !shown.has(id) && shown.add(id)),
    );
    const underWay = [...this.#underWay.values()].filter(({ id }) => !shown.has(id)).map(asWaiting);
    return [...accepted, ...underWay, ...waiting];
  });
  /** What happened to the group, as far back as `messages` go. */
  readonly events: readonly GroupEvent[] = $derived(this.#shown.flatMap(({ events }) => events));
  /** The volume that is on its way to be shown, and stays open until then. */
  #fetched = $state.raw<number | null>(null);
  /** Whether there are older messages than those shown. */
  readonly hasEarlier: boolean = $derived(this.#first > this.#oldest);

  constructor(around: VolumesSurroundings) {
    this.#around = around;
    this.#headSynced = new Promise<void>((resolve) => (this.#noteHeadSynced = resolve));
    this.#erasuresFirst = this.#headSynced.then(() => this.#syncMoved());
    void around.held.ready.then(() => {
      for (const number of around.held.unsentOf(around.groupId)) this.#take(number);
    });
  }

  /** Whether older messages are on their way. */
  get isFetching(): boolean {
    return this.#fetched !== null;
  }

  /** The volume that messages are written into, once its disk has been read. */
  get writable(): OpenVolume | undefined {
    const writable = this.#open.get(this.#writesTo);
    return writable?.isLoaded ? writable : undefined;
  }

  /** The live volume, where people meet. */
  get live(): OpenVolume | undefined {
    return this.#open.get(this.#liveNumber);
  }

  /** Whether all that is shown is on the disk. */
  async kept(): Promise<boolean> {
    return (await Promise.all(this.#shown.map(({ replica }) => replica.kept()))).every(Boolean);
  }

  /** The open volume that a message stands in. */
  holding(id: RecordId): { volume: OpenVolume; message: FoldedMessage } | undefined {
    for (const volume of this.#inOrder.reverse()) {
      const message = volume.isLoaded ? volume.find(id) : undefined;
      if (message) return { volume, message };
    }
    return undefined;
  }

  /** Notes that something is written into a volume. @returns whether it will be synced even if never opened again */
  noteWriting({ number }: OpenVolume): Promise<boolean> {
    return this.#around.held.note(this.#name(number), { mayHaveUnsent: true });
  }

  /** Follows the head to the volume that is live now. */
  follow(head: Head): void {
    void this.#around.held.ready.then(() => this.#follow(head));
  }

  #follow(head: Head): void {
    if (this.#isOver) return;
    this.#head = head;
    if (head.liveVolume > this.#liveNumber) {
      const volume = this.#take(head.liveVolume);
      const missed = head.liveVolume - this.#first;
      if (this.#first === 0 || missed > FOLLOWED_MAX) this.#first = head.liveVolume;
      for (let number = this.#first; number < head.liveVolume; number++) this.#noteWhole(this.#take(number));
      // [S2] Not before every disk is read: what was written first would stand before older unsent messages.
      const loaded = [...this.#open.values()].map(({ replica }) => replica.loaded);
      void Promise.all(loaded).then(() => this.#goLive(volume));
    }
    void this.#syncMoved();
  }

  /** The head is in step with the server: what it does not say has not happened. */
  headSynced(): void {
    this.#noteHeadSynced();
  }

  /** [S22] The group exists now: what was denied before need not be any more. */
  created(): void {
    for (const { replica } of this.#open.values()) if (replica.isDenied) replica.attach();
  }

  /** [S21] What is older than this volume is not for this person to read. */
  noteOldest(volume: number): void {
    if (volume > this.#oldest) this.#oldest = volume;
  }

  /** Shows one volume more. Resolves when it is there, or does not come. */
  async loadEarlier(): Promise<void> {
    if (!this.hasEarlier) return;
    const number = this.#first - 1;
    const volume = this.#take(number);
    this.#fetched = number;
    await volume.replica.loaded;
    this.#noteWhole(volume);
    if (!volume.isWhole) await arrivalIn(volume.replica, () => volume.isWhole);
    if (volume.isWhole) this.#first = Math.min(this.#first, number);
    else if (volume.replica.isDenied) this.#oldest = this.#first;
    this.#fetched = null;
  }

  /** Everything of this person that the server has not decided on, oldest volume first. */
  async waiting(): Promise<OwnRecord[]> {
    await this.#around.held.ready;
    const volumes = this.#inOrder;
    await Promise.all(volumes.map(({ replica }) => replica.loaded));
    return volumes.flatMap((volume) => volume.waiting());
  }

  /** Removes all of them from this device. */
  async erase(): Promise<void> {
    this.#isOver = true;
    const { held, groupId } = this.#around;
    const volumes = [...this.#open.values()];
    const erased = Promise.all(volumes.map(({ replica }) => replica.erase()));
    this.#endWaiting();
    await erased;
    await held.eraseGroup(groupId);
  }

  close(): void {
    this.#isOver = true;
    for (const { replica } of this.#open.values()) void replica.close();
    this.#endWaiting();
  }

  /** Lets go of what waits for a head that does not come: it counts as still to be synced. */
  #endWaiting(): void {
    this.#head = null;
    this.#noteHeadSynced();
  }

  #goLive(volume: OpenVolume): void {
    if (volume.number <= this.#liveNumber || this.#isOver) return;
    const before = this.#open.get(this.#liveNumber);
    this.#liveNumber = volume.number;
    this.#moveOn();
    if (before) this.#release(before);
    // The list of conversations shows the last message, and a volume that has just been opened has none.
    if (volume.rev === 0) void this.loadEarlier();
  }

  /**
   * [S4] Messages are written into the live volume, unless earlier ones wait in one before it: they would be
   * overtaken. Never back: what is written there would stand before what was written here.
   */
  #moveOn(): void {
    const before = this.#open.get(this.#writesTo);
    if (this.#liveNumber === 0 || this.#isOver || (before && hasUnsentMessages(before))) return;
    const later = this.#inOrder.filter(({ number }) => number > this.#writesTo);
    const next = later.findLast(hasUnsentMessages)?.number ?? this.#liveNumber;
    if (next <= this.#writesTo) return;
    this.#writesTo = next;
    if (before) this.#release(before);
  }

  /**
   * The server denies a volume, while this person is in the group. The live one: they no longer are. One after it:
   * the server was restored from a backup that has no such volume, so everything written there is new to it. One
   * before it: they may not read that far back any more.
   */
  async #leave(volume: OpenVolume): Promise<void> {
    await this.#headSynced;
    // Denied while the group had not been created yet.
    if (!volume.replica.isDenied) return;
    if (this.#isOver || this.#head === null || this.#open.get(volume.number) !== volume) return;
    const live = this.#head.liveVolume;
    if (volume.number === live) return this.#around.onDenied();
    try {
      if (volume.number < live) await this.#around.giveUp(volume.waiting());
      else if (!(await this.#bringInto(this.#take(live), volume))) return;
    } catch (reason) {
      return report(reason); // No disk to move it to: it stays where it is, and the next visit tries again.
    }
    this.#open = new Map([...this.#open].filter(([number]) => number !== volume.number));
    this.#moveOn();
    await volume.replica.erase();
    await this.#around.held.forget(this.#name(volume.number));
  }

  /** @returns whether it is on the disk there */
  async #bringInto(to: OpenVolume, from: OpenVolume): Promise<boolean> {
    await to.replica.loaded;
    const isNoted = await this.noteWriting(to);
    const isWritten = await to.replica.write(() =>
      bringAlong(volumeOf(from.replica.doc), volumeOf(to.replica.doc), this.#around.me, ownRecords),
    );
    return isNoted && isWritten;
  }

  get #inOrder(): OpenVolume[] {
    return [...this.#open.values()].sort(byNumber);
  }

  /** Opens a volume, or finds it open. */
  #take(number: number): OpenVolume {
    const known = this.#open.get(number);
    if (known) return known;
    const { me, held, keep, onAccepted } = this.#around;
    const name = this.#name(number);
    const replica: Replica = this.#around.open({
      name,
      salvage: (from, to) => {
        // While the disk is read only another epoch begins a replica anew: the server may have lost what it accepted.
        const which = volume.isLoaded ? waitingRecords : ownRecords;
        bringAlong(volumeOf(from), volumeOf(to), me, which);
      },
      beforeStore: (transaction) => this.#note(takenBy(transaction, volumeOf(transaction.doc), me), keep),
      beforeAttach: () => this.#prepare(number, replica),
      beforeSync: () => this.#turnOf(number),
      onSynced: () => {
        void held.note(name, { rev: volume.rev });
        onAccepted(acceptedIn(volumeOf(replica.doc)));
        this.#noteWhole(volume);
        this.#release(volume);
      },
      onDenied: () => void this.#leave(volume),
    });
    const volume = new OpenVolume(number, replica, me);
    volume.isWhole = held.get(name)?.isWhole ?? false;
    this.#open = new Map([...this.#open, [number, volume]]);
    replica.observe(() => {
      this.#around.onArrived();
      if (number === this.#writesTo && number !== this.#liveNumber) this.#moveOn();
      // One that is open only to be synced: until nothing of it waits any more.
      if (number < this.#first && replica.isSynced) this.#release(volume);
    });
    return volume;
  }

  #note(taken: readonly TakenRecord[], keep: VolumesSurroundings['keep']): (() => Promise<void>) | null {
    for (const { root, record, fate } of taken)
      if ('carried' in fate && root === 'messages') this.#underWay.set(record.id, record as Message);
    const refused = taken.filter(({ fate }) => 'refused' in fate);
    return refused.length > 0 ? () => keep(refused) : null;
  }

  /**
   * [S15] Anew for each connection: what was erased leaves this device before anything new is shown there. So the head
   * comes first, which says where that may be, then what it names, and then older volumes before newer ones.
   */
  async #turnOf(number: number): Promise<void> {
    await this.#around.headInStep();
    await this.#around.held.ready;
    if (this.#head?.moves.has(number)) return;
    await this.#syncMoved();
    const older = this.#inOrder.filter((volume) => volume.number < number);
    await Promise.all(older.map(({ replica }) => arrivalIn(replica, () => replica.isSynced)));
  }

  /** What a volume waits for before it meets the server. */
  async #prepare(number: number, replica: Replica): Promise<void> {
    const isMoved = this.#head?.moves.has(number) ?? false;
    if (!isMoved) await this.#erasuresFirst;
    if (!this.#isBehind(number, replica)) return;
    // One compressed answer brings it faster than the wire does.
    const snapshot = await fetchSnapshot(this.#around.groupId, number);
    if (!snapshot) return;
    Y.applyUpdate(replica.doc, snapshot, 'snapshot');
    const volume = this.#open.get(number);
    if (volume) this.#noteWhole(volume, true);
  }

  /** Whether nothing of a volume is here, or a closed one is missing for the most part. */
  #isBehind(number: number, { doc }: Replica): boolean {
    if (Y.encodeStateVector(doc).length <= 1) return true;
    const isClosed = number < (this.#head?.liveVolume ?? 0);
    return isClosed && isSnapshotShorter(volumeOf(doc).ledger.length, this.#head?.moves.get(number));
  }

  /** A closed volume gets no more messages: in step with the server once, it has them all. */
  #noteWhole(volume: OpenVolume, isInStep = volume.replica.isSynced): void {
    if (volume.isWhole || !isInStep || volume.number >= (this.#head?.liveVolume ?? 0)) return;
    volume.isWhole = true;
    void this.#around.held.note(this.#name(volume.number), { isWhole: true });
  }

  /** Syncs once what is held and has changed since. */
  async #syncMoved(): Promise<void> {
    const { held } = this.#around;
    await held.ready;
    const moved = [...(this.#head?.moves ?? [])].filter(([number, rev]) => {
      const known = held.get(this.#name(number));
      return known !== undefined && known.rev < rev && !this.#open.has(number);
    });
    await Promise.all(
      moved.map(async ([number, rev]) => {
        const { replica } = this.#take(number);
        await replica.loaded;
        await arrivalIn(replica, () => volumeOf(replica.doc).ledger.length >= rev);
      }),
    );
  }

  /** Closes a volume that nobody looks at and that has nothing to send; the one noted last stays noted otherwise. */
  #release(volume: OpenVolume): void {
    const { number, replica } = volume;
    if (!volume.isLoaded || [this.#liveNumber, this.#writesTo].includes(number)) return;
    if (volume.waiting().length > 0) return;
    void this.#around.held.note(this.#name(number), { mayHaveUnsent: false });
    if (number >= this.#first || number === this.#fetched || this.#open.get(number) !== volume) return;
    this.#open = new Map([...this.#open].filter(([one]) => one !== number));
    void replica.close();
  }

  #name(number: number): string {
    return groupDocument(this.#around.groupId, number);
  }
}

const byNumber = (a: OpenVolume, b: OpenVolume): number => a.number - b.number;

/** Whether messages wait there that the server will still get from there. */
const hasUnsentMessages = (volume: OpenVolume): boolean =>
  volume.isLoaded &&
  !volume.replica.isDenied &&
  !volume.replica.isStuck &&
  volume.waiting().some(({ root }) => root === 'messages');

/** A message on its way from one volume to another looks as it did. */
const asWaiting = ({ id, by, text, at, replyTo }: Message): FoldedMessage => ({
  ...{ id, by, text, original: text, writtenAt: at, replyTo: replyTo ?? null },
  ...{ seq: null, acceptedAt: null, edits: [], deleted: false, reactions: [], waiting: [] },
});
