/** One group on this device: what it is called, who is in it, what was said, and how to say something. */
import { SvelteSet } from 'svelte/reactivity';
import { headDocument } from '#domain/document-names.ts';
import type { FoldedMessage } from '#domain/fold-group.ts';
import { volumeOf } from '#domain/group-document.ts';
import { tellsOfThePast, type GroupEvent } from '#domain/group-events.ts';
import type { DeviceId, GroupId, RecordId, UserId } from '#domain/ids.ts';
import { ledgerDigest } from '#domain/ledger-digest.ts';
import { isCalledIn } from '#domain/mentions.ts';
import type { OwnRecord, TakenRecord } from '#domain/own-records.ts';
import type { Refusal } from '#domain/refusal.ts';
import { actRefusal, type Act, type Actor } from '#domain/rules.ts';
import { COUNTED_MEMBERS_MAX, namesOf, progressOf, readReceipts, type Receipts } from '#domain/receipts.ts';
import {
  listPlace,
  listPlaces,
  notificationRule,
  notificationRules,
  readPosition,
  setReadPosition,
  setUnreadMark,
  showsReceipts,
  shownPosition,
  unreadMark,
  type ListPlace,
  type NotificationRule,
} from '#domain/user-document.ts';
import {
  readHead,
  type GroupHistory,
  type GroupKind,
  type Head,
  type InboxEntry,
  type MemberRole,
} from '#domain/server-documents.ts';
import type { GroupRequest } from '#domain/group-request.ts';
import { call } from './api.ts';
import { arrivalIn } from './arrival-in.ts';
import type { Me } from './device.ts';
import type { Deliveries } from './deliveries.ts';
import type { Directory } from './directory.svelte.ts';
import { DAY_MS } from './format.ts';
import type { Written } from './group-writer.ts';
import type { HeldVolumes } from './held-volumes.ts';
import {
  conversationUndelivered,
  toUndelivered,
  type NotDelivered,
  type Undelivered,
} from './not-delivered.svelte.ts';
import { observed } from './observe.svelte.ts';
import type { OpenVolume } from './open-volume.svelte.ts';
import { Presence } from './presence.svelte.ts';
import type { Replica, ReplicaOptions } from './replica.ts';
import { Volumes } from './volumes.svelte.ts';

/** What the server may take another time: the reason is none of the text. */
const PASSING: readonly Refusal[] = ['not-member', 'group-archived', 'not-ready'];
/** So many volumes are loaded at most to find one older message. */
const FIND_VOLUMES_MAX = 5;

/** Between two times that a device says how far was read. */
const SAID_READ_MS = 2_000;
/** [S11] Only ever forward. */
const PROGRESS: readonly MessageProgress['state'][] = [
  'saving',
  'on this device',
  'sent',
  'delivered',
  'read',
];

export interface Member {
  readonly id: UserId;
  readonly name: string;
  readonly role: MemberRole;
  /** Deactivated people stay members, and read and write nothing. */
  readonly isActive: boolean;
}

/** `unknown` where the server could not be asked, or has nothing to compare with. */
export type Agreement = 'agrees' | 'differs' | 'unknown';

/** How far an own message has come; of others' messages always `sent`. */
export type MessageState = 'saving' | 'on this device' | 'sent';

export interface MessageView extends Omit<FoldedMessage, 'waiting'> {
  readonly mine: boolean;
  readonly state: MessageState;
  /** Own edits, deletions and reactions of it that the server has not accepted. */
  readonly waiting: number;
}

/** [S11] How far an own message has come, and of how many others that is known. */
export interface MessageProgress {
  readonly state: MessageState | 'delivered' | 'read';
  readonly people: number;
  /** How many others there are in the group. */
  readonly others: number;
}

/** Who has received a message and who has read it, or how many: up to 200 members, and never more than is known. */
export interface MessageReceipts {
  readonly named: { readonly delivered: readonly string[]; readonly read: readonly string[] } | null;
  readonly delivered: number;
  readonly read: number;
}

/** Where a group stands: asked for by a device of this person, or made by the server, which lists it. */
export type GroupOrigin = { readonly request: GroupRequest } | { readonly entry: InboxEntry };

export interface GroupSurroundings {
  readonly me: Me;
  readonly deviceId: DeviceId;
  /** For how many days the trace of a deleted message is shown; 0 for ever. */
  readonly traceDays: number;
  readonly directory: Directory;
  /** The person's own document, where read positions are. */
  readonly own: Replica;
  readonly held: HeldVolumes;
  readonly deliveries: Deliveries;
  readonly notDelivered: NotDelivered;
  open(options: Partial<ReplicaOptions> & Pick<ReplicaOptions, 'name'>): Replica;
}

export class Group {
  readonly id: GroupId;
  readonly #around: GroupSurroundings;
  readonly #head: Replica;
  readonly #volumes: Volumes;
  readonly #observeHead: () => void;
  readonly #observeOwn: () => void;
  readonly #stopFollowing: () => void;
  readonly #stopKeepingRead: () => void;
  /** The highest number that this tab knows to be read, and that it has said to be read. */
  #hasRead = $state.raw(0);
  #saidRead = 0;
  #saidReadAt = 0;
  #readTimer: ReturnType<typeof setTimeout> | undefined;
  /** Of own messages, the furthest that any is known to have come. */
  readonly #furthest = new Map<RecordId, MessageProgress['state']>();
  #dissolving: Promise<void> | null = null;
  /** When this device asked for it; 0 for one that it found. */
  readonly #askedAt: number;
  /** Records that the disk has not confirmed yet. */
  readonly #unwritten = new SvelteSet<RecordId>();
  /** Whether the record written last is on the disk. */
  #written: Promise<boolean> = Promise.resolve(true);
  /** The server does not, or no longer, let this person in. */
  denied = $state.raw(false);

  #origin = $state.raw() as GroupOrigin;
  #noteExists: () => void = () => {};
  readonly #info = $derived.by(() => {
    this.#observeHead();
    return this.#readHead();
  });
  /** What was said before they came is no news to them. */
  readonly #position = $derived.by(() => {
    this.#observeOwn();
    const { doc } = this.#around.own;
    if (unreadMark(doc, this.id)[1] !== null) return shownPosition(doc, this.id);
    const joinedSeq = 'entry' in this.#origin ? this.#origin.entry.joinedSeq : 0;
    return Math.max(joinedSeq, this.#hasRead, readPosition(doc, this.id));
  });
  /** [S7] Counts the times that this conversation was marked unread, and read after that. */
  readonly markVersion: number = $derived.by(() => {
    this.#observeOwn();
    return unreadMark(this.#around.own.doc, this.id)[0];
  });
  /** [S10] Who does not show theirs sees none. */
  readonly #receipts: Receipts | null = $derived.by(() => {
    this.#observeHead();
    this.#observeOwn();
    return showsReceipts(this.#around.own.doc) ? readReceipts(this.#head.doc) : null;
  });
  /** Of which messages this person's devices are told. */
  readonly notifies: NotificationRule = $derived.by(() => {
    this.#observeOwn();
    return notificationRule(this.#around.own.doc, this.id);
  });
  readonly #place: ListPlace = $derived.by(() => {
    this.#observeOwn();
    return listPlace(this.#around.own.doc, this.id);
  });
  readonly messages: readonly MessageView[] = $derived.by(() => {
    const me = this.#around.me.id;
    return this.#volumes.messages.map((message) => this.#view(message, me));
  });
  /** What happened to the group besides, as far back as `messages` go, oldest first. */
  readonly events: readonly GroupEvent[] = $derived.by(() => this.#volumes.events);
  /** Whether it can be read and written. */
  readonly loaded: boolean = $derived.by(
    () => this.#volumes.writable !== undefined && !(this.messages.length === 0 && this.#volumes.isFetching),
  );
  /** Whether there are older messages than those in `messages`. */
  readonly hasEarlier: boolean = $derived.by(() => this.#volumes.hasEarlier);

  /** [S22] It is on this device only, until the server has made it. */
  readonly isRequested: boolean = $derived('request' in this.#origin);
  readonly kind: GroupKind = $derived(this.#info?.kind ?? 'group');
  readonly history: GroupHistory = $derived(this.#info?.history ?? 'all');
  /** One without a name is called after the others in it. */
  readonly name: string = $derived.by(() => {
    if (this.#info === null || this.#info.name !== '') return this.#info?.name ?? '';
    const others = this.members.filter(({ id }) => id !== this.#around.me.id);
    return others.map(({ name }) => name).join(', ') || this.#around.me.name;
  });
  /** The name that somebody gave it, or none. */
  readonly givenName: string = $derived(this.#info?.name ?? '');
  /** The other one of a direct conversation of two. */
  readonly partner: UserId | null = $derived.by(() =>
    this.kind === 'direct' ? (this.members.find(({ id }) => id !== this.#around.me.id)?.id ?? null) : null,
  );
  readonly description: string = $derived(this.#info?.description ?? '');
  readonly archived: boolean = $derived(this.#info?.archived ?? false);
  /** For how many days messages are kept, 0 for ever; and what the group says itself, null where the organisation does. */
  readonly keptDays: number = $derived(this.#info?.keptDays ?? 0);
  readonly retentionDays: number | null = $derived(this.#info?.retentionDays ?? null);
  /** Whether nothing can be written here, however long one waits. */
  readonly isReadOnly: boolean = $derived(this.denied || this.archived);
  readonly members: readonly Member[] = $derived.by(() =>
    [...(this.#info?.members ?? [])]
      .map(([id, role]) => ({ id, role, ...this.#known(id) }))
      .sort((a, b) => a.name.localeCompare(b.name)),
  );
  readonly myRole: MemberRole | null = $derived.by(() =>
    this.denied ? null : (this.#info?.members.get(this.#around.me.id) ?? null),
  );
  readonly last: MessageView | null = $derived.by(
    () => this.messages.findLast((message) => !this.isTraceOver(message)) ?? null,
  );
  /** The time of the last message, or of the beginning where there is none: milliseconds since 1970, 0 while unknown. */
  readonly lastAt: number = $derived.by(() => {
    if (this.last !== null) return this.last.acceptedAt ?? this.last.writtenAt;
    return this.events.findLast(({ what }) => !tellsOfThePast(what))?.at ?? this.#askedAt;
  });
  readonly #unreadMessages = $derived(
    this.messages.filter(
      ({ mine, deleted, seq }) => !mine && !deleted && seq !== null && seq > this.#position,
    ),
  );
  /**
   * [S8] Computed from the messages and the read position; nothing is ever incremented. Of those that are not loaded
   * all count as somebody else's.
   */
  readonly unread: number = $derived.by(() => {
    const firstSeq = this.messages[0]?.seq ?? null;
    const before = firstSeq === null ? 0 : Math.max(0, firstSeq - 1 - this.#position);
    return before + this.#unreadMessages.length;
  });
  readonly firstUnread: number | null = $derived(this.#unreadMessages[0]?.seq ?? null);
  /** [U39] Whether an unread message calls this person. Of those that are not loaded that is not known. */
  readonly isCalled: boolean = $derived.by(() =>
    this.#unreadMessages.some(({ text }) => isCalledIn(text, this.#around.me.employeeId)),
  );
  readonly isPinned: boolean = $derived(this.#place === 'pinned');
  /** Not in the list until something new comes; muted, until the person takes it out again. */
  readonly isPutAway: boolean = $derived.by(() => {
    if (!Array.isArray(this.#place)) return false;
    return this.notifies === 'nothing' || this.#newestSeq <= this.#place[1];
  });
  /** Number of the last message that counts as read. */
  get readUpTo(): number {
    return this.#position;
  }
  /** Own records that the server has not accepted. */
  readonly unsent: number = $derived(
    this.messages.reduce((sum, { seq, waiting }) => sum + (seq === null ? 1 : 0) + waiting, 0),
  );
  /** When the oldest of what waits was written; null where only reactions or deletions wait, which show no time. */
  readonly waitsSince: number | null = $derived.by(() => {
    const times = this.messages.flatMap(({ seq, writtenAt, edits }) => [
      ...(seq === null ? [writtenAt] : []),
      ...edits.filter(({ acceptedAt }) => acceptedAt === null).map(({ at }) => at),
    ]);
    return times.length === 0 ? null : Math.min(...times);
  });
  /** Characters of text in what waits. */
  readonly waitingSize: number = $derived.by(() =>
    this.messages.reduce(
      (sum, { seq, text, waiting }) => sum + (seq === null || waiting > 0 ? text.length : 0),
      0,
    ),
  );
  /** What the server refused of this person here. */
  readonly notDelivered: readonly Undelivered[] = $derived.by(() =>
    this.#around.notDelivered.ofGroup(this.id),
  );

  /** What this person may change of the group; the server asks again. */
  readonly may = $derived.by(() => {
    const isThere = !this.isRequested && !this.denied && this.myRole !== null;
    const isAdmin = this.myRole === 'admin' || this.#around.me.role === 'owner';
    const isGuest = this.#around.me.role === 'guest';
    const administer = isThere && isAdmin && this.kind !== 'direct';
    return {
      administer,
      add: isThere && !isGuest && !this.archived && (administer || this.kind === 'channel'),
      leave: isThere && this.kind !== 'direct',
    };
  });

  constructor(id: GroupId, around: GroupSurroundings, origin: GroupOrigin) {
    this.id = id;
    this.#around = around;
    this.#origin = origin;
    this.#askedAt = 'request' in origin ? origin.request.at : 0;
    const exists = new Promise<void>((resolve) => (this.#noteExists = resolve));
    if ('entry' in origin) this.#noteExists();
    const denied = () => {
      // [S22] The server denies what it has not heard of yet.
      if ('request' in this.#origin) return;
      this.denied = true;
      void this.dissolve();
    };
    this.#volumes = new Volumes({
      groupId: id,
      me: around.me.id,
      held: around.held,
      open: around.open,
      headInStep: () => arrivalIn(this.#head, () => this.#head.isSynced),
      onDenied: denied,
      giveUp: (waiting) => this.#giveUp(waiting),
      keep: (refused) => this.#keep(refused),
      onArrived: () => around.deliveries.note(this),
      onAccepted: (ids) => void around.notDelivered.removeDelivered(id, ids),
    });
    this.#head = around.open({
      name: headDocument(id),
      beforeAttach: () => exists,
      onDenied: denied,
      onSynced: () => {
        this.#followHead();
        this.#volumes.headSynced();
      },
    });
    this.#observeHead = observed(this.#head);
    this.#observeOwn = observed(around.own);
    this.#stopFollowing = this.#head.observe(() => this.#followHead());
    this.#stopKeepingRead = around.own.observe(() => this.#holdRead());
    void this.#head.loaded.then(() => this.#followHead());
  }

  /** Chooses of which messages this person's devices are told, on all devices. */
  notify(rule: NotificationRule): void {
    const { own } = this.#around;
    void own.write(() => notificationRules(own.doc).set(this.id, rule));
  }

  /** Chooses where it stands in the list, on all devices. */
  place(where: 'pinned' | 'listed' | 'away'): void {
    const { own } = this.#around;
    const place = where === 'away' ? ([where, this.#newestSeq] as const) : where;
    void own.write(() => listPlaces(own.doc).set(this.id, place));
  }

  /** Follows what the inbox says: the group was made, or what the person may do in it has changed. */
  listed(entry: InboxEntry): void {
    const isNew = 'request' in this.#origin;
    this.#origin = { entry };
    this.#volumes.noteOldest(entry.firstVolume);
    if (!isNew) return;
    this.#noteExists();
    if (this.#head.isDenied) this.#head.attach();
    this.#volumes.created();
  }

  /** Writes a message. @returns why not, or null */
  post(text: string, replyTo?: RecordId): Refusal | null {
    const volume = this.#volumes.writable;
    if (this.archived) return 'group-archived';
    return this.#done(volume, volume?.writer.post(text, replyTo));
  }

  edit(id: RecordId, text: string): Refusal | null {
    return this.#change(id, ({ writer }, message) => writer.edit(message, text, this.#actor()));
  }

  remove(id: RecordId): Refusal | null {
    return this.#change(id, ({ writer }, message) => writer.remove(message, this.#actor()));
  }

  react(id: RecordId, emoji: string, on: boolean): Refusal | null {
    return this.#change(id, ({ writer }, message) => writer.react(message, emoji, on, this.#actor()));
  }

  /** Whether a message was deleted so long ago that it is no longer shown that it was there. */
  isTraceOver({ deletedAt, isExpired }: MessageView): boolean {
    const { traceDays } = this.#around;
    if (isExpired) return true;
    return traceDays > 0 && deletedAt !== undefined && Date.now() - deletedAt > traceDays * DAY_MS;
  }

  mayEdit(message: MessageView): boolean {
    return this.#may('edit', message);
  }

  mayRemove(message: MessageView): boolean {
    return !message.deleted && this.#may('delete', message);
  }

  /** Whether what was refused here might be taken now. */
  mayRetry({ reason }: Undelivered): boolean {
    return PASSING.includes(reason) && this.loaded && !this.isReadOnly && this.myRole !== null;
  }

  /**
   * Writes anew, under a new id, what was refused. It stays in "Not delivered" until the disk has it in the group.
   * @returns why it was not written, or null
   */
  async retry(entry: Undelivered): Promise<Refusal | null> {
    if (!this.mayRetry(entry)) return entry.reason;
    if (entry.kind !== 'message' && entry.target !== null) await this.find(entry.target);
    const refusal = this.#writeAgain(entry);
    if (refusal === null && (await this.#written)) await this.#around.notDelivered.remove(entry.id);
    return refusal;
  }

  /** Brings older messages into `messages`. Resolves when they are there, or do not come. */
  loadEarlier(): Promise<void> {
    return this.#volumes.loadEarlier();
  }

  /** Loads older messages until one is among them, or it seems too far. @returns whether it is there */
  find(id: RecordId): Promise<boolean> {
    return this.#loadUntil(() => this.messages.some((message) => message.id === id));
  }

  /** The same for what follows the message of that number. */
  reach(seq: number): Promise<boolean> {
    return this.#loadUntil(() => !this.hasEarlier || (this.messages[0]?.seq ?? Infinity) <= seq);
  }

  async #loadUntil(isThere: () => boolean): Promise<boolean> {
    for (let volumes = 0; volumes < FIND_VOLUMES_MAX && !isThere() && this.hasEarlier; volumes++) {
      const before = this.messages.length;
      await this.loadEarlier();
      if (this.messages.length === before) break;
    }
    return isThere();
  }

  /**
   * Says that everything up to the newest accepted message has been seen on this device.
   * @param version of the mark that the reader knew of when they began to look: what was marked unread since stays so
   */
  markRead(version = this.markVersion): void {
    this.#hasRead = Math.max(this.#hasRead, this.#newestSeq);
    this.#sayReadSoon();
    const { own, deviceId } = this.#around;
    const [known, seq] = unreadMark(own.doc, this.id);
    if (seq !== null && known <= version)
      void own.write(() => setUnreadMark(own.doc, this.id, deviceId, null));
  }

  /** [S7] Marks unread from a message of others on, or from their last one: once, until it is read again. */
  markUnread(from: MessageView | null = this.#lastOfOthers): void {
    if (from === null || from.seq === null) return;
    const { own, deviceId } = this.#around;
    const { seq } = from;
    this.sayRead();
    void own.write(() => setUnreadMark(own.doc, this.id, deviceId, seq - 1));
  }

  /** Whether there is anything that can be marked unread, or a message can. */
  mayMarkUnread(message: MessageView | null = this.#lastOfOthers): boolean {
    return message !== null && !message.mine && !message.deleted && message.seq !== null;
  }

  /** Says what was read and is not said yet: before the page may go. */
  sayRead(): void {
    clearTimeout(this.#readTimer);
    this.#readTimer = undefined;
    this.#saidRead = this.#hasRead;
    this.#saidReadAt = Date.now();
    this.#holdRead();
  }

  /** [S11] How far a message has come. It may be asked of others' messages too, which are `sent`. */
  progressOf({ id, mine, seq, state }: MessageView): MessageProgress {
    const others = Math.max(0, this.members.length - 1);
    if (!mine || seq === null || this.#receipts === null) return { state, people: 0, others };
    const { delivered, read } = progressOf(this.#receipts, seq, this.#around.me.id);
    const known = read > 0 ? 'read' : delivered > 0 ? 'delivered' : 'sent';
    const furthest = this.#furthest.get(id) ?? 'sent';
    const further = PROGRESS.indexOf(known) < PROGRESS.indexOf(furthest) ? furthest : known;
    this.#furthest.set(id, further);
    return { state: further, people: further === 'read' ? read : delivered, others };
  }

  /** Who has received and read a message; null where nothing is known of that. */
  receiptsOf({ by, seq }: MessageView): MessageReceipts | null {
    if (seq === null || this.#receipts === null) return null;
    const names = namesOf(this.#receipts, seq, by);
    const called = (ids: readonly UserId[]) => ids.map((id) => this.#around.directory.name(id));
    return {
      ...progressOf(this.#receipts, seq, by),
      named: names && { delivered: called(names.delivered), read: called(names.read) },
    };
  }

  /** Whether anybody is told what has arrived here. */
  get hasReceipts(): boolean {
    const members = this.members.length;
    return members > 1 && members <= COUNTED_MEMBERS_MAX;
  }

  /** The highest `seq` before which nothing is missing since `after`; 0 where something is. */
  arrivedSince(after: number): number {
    const last = this.messages.findLastIndex(({ seq }) => seq !== null);
    const [first, newest] = [this.messages[0]?.seq ?? null, this.messages[last]?.seq ?? null];
    if (first === null || newest === null) return 0;
    const isWhole = newest - first === last;
    return isWhole && (after === 0 || first <= after + 1) ? newest : 0;
  }

  /** Whether this device has of the live volume what the database of the server has. */
  async compare(): Promise<Agreement> {
    const { live } = this.#volumes;
    if (!live?.isLoaded || this.isRequested || this.denied) return 'unknown';
    const entries = volumeOf(live.replica.doc).ledger.toArray();
    const path = `/api/v1/groups/${this.id}/volumes/${live.number}/digest?rev=${entries.length}`;
    try {
      const { digest } = await call<{ digest: string }>('GET', path);
      return digest === ledgerDigest(entries) ? 'agrees' : 'differs';
    } catch {
      return 'unknown';
    }
  }

  kept(): Promise<boolean> {
    return this.#volumes.kept();
  }

  /** Goes into the conversation, for others to see; null while it has not arrived here. Close it when leaving. */
  enter(): Presence | null {
    const live = this.#volumes.live;
    return live ? new Presence(live.replica, this.#around.me) : null;
  }

  /**
   * [S19] The person is no longer a member, or the server does not make the group: what was not sent moves to "Not
   * delivered", the rest leaves this device.
   */
  dissolve(reason: Refusal = 'not-member'): Promise<void> {
    this.#dissolving ??= this.#dissolve(reason);
    return this.#dissolving;
  }

  close(): void {
    if (this.#dissolving) return;
    if (this.#readTimer !== undefined) this.sayRead();
    this.#stopFollowing();
    this.#stopKeepingRead();
    void this.#head.close();
    this.#volumes.close();
    this.#noteExists(); // Nobody waits for it any longer.
  }

  /** Number of the newest accepted message, 0 when none is here. */
  get #newestSeq(): number {
    return this.messages.findLast(({ seq }) => seq !== null)?.seq ?? 0;
  }

  get #lastOfOthers(): MessageView | null {
    return this.messages.findLast((message) => this.mayMarkUnread(message)) ?? null;
  }

  async #dissolve(reason: Refusal): Promise<void> {
    this.#stopFollowing();
    this.#stopKeepingRead();
    await this.#head.loaded;
    try {
      await this.#giveUp(await this.#volumes.waiting(), reason);
    } catch {
      return; // No disk to move it to: it stays where it is, and the next visit tries again.
    }
    await this.#volumes.erase();
    await this.#head.erase();
    this.#noteExists();
  }

  /** [S19] Keeps what the server will not even look at any more. @throws where it cannot be kept */
  #giveUp(waiting: readonly OwnRecord[], reason: Refusal = 'not-member'): Promise<void> {
    const refused = { reason, decidedAt: null };
    const written = waiting.flatMap((one) => toUndelivered(one, { ...refused, id: one.record.id }, this));
    // [S22] Where nothing was written yet, the conversation itself is what did not come to be.
    const made =
      'request' in this.#origin ? [conversationUndelivered(this, reason, this.#origin.request.at)] : [];
    return this.#around.notDelivered.keep(written.length > 0 ? written : made);
  }

  #keep(refused: readonly TakenRecord[]): Promise<void> {
    const entries = refused.flatMap((one) =>
      'refused' in one.fate ? toUndelivered(one, { ...one, reason: one.fate.refused }, this) : [],
    );
    return this.#around.notDelivered.keep(entries);
  }

  /** At once, and then not again for two seconds: a busy conversation on many screens would keep the server busy. */
  #sayReadSoon(): void {
    if (this.#hasRead <= this.#saidRead || this.#readTimer !== undefined) return;
    const wait = this.#saidReadAt + SAID_READ_MS - Date.now();
    if (wait <= 0) this.sayRead();
    else this.#readTimer = setTimeout(() => this.sayRead(), wait);
  }

  /** [S6] Two tabs write one key: where they did so at once, the lower number may have won. */
  #holdRead(): void {
    const { own, deviceId } = this.#around;
    if (this.#saidRead > readPosition(own.doc, this.id))
      void own.write(() => setReadPosition(own.doc, this.id, deviceId, this.#saidRead));
  }

  #followHead(): void {
    const head = this.#readHead();
    if (head !== null && this.#dissolving === null) this.#volumes.follow(head);
  }

  /** What the server says of the group, or while it does not know of it, what was asked for. */
  #readHead(): Head | null {
    const known = readHead(this.#head.doc);
    if (known !== null || !('request' in this.#origin)) return known;
    const { kind, name, description, history, members } = this.#origin.request;
    const others = members.map((id) => [id, 'member'] as const);
    const mine: MemberRole = kind === 'direct' ? 'member' : 'admin';
    return {
      ...{ kind, name, description, history, liveVolume: 1, archived: false, moves: new Map() },
      ...{ keptDays: 0, retentionDays: null },
      members: new Map<UserId, MemberRole>([[this.#around.me.id, mine], ...others]),
    };
  }

  #known(id: UserId): Pick<Member, 'name' | 'isActive'> {
    const { directory } = this.#around;
    return { name: directory.name(id), isActive: directory.isActive(id) };
  }

  #view({ waiting, ...message }: FoldedMessage, me: UserId): MessageView {
    const mine = message.by === me;
    const unaccepted: MessageState = this.#unwritten.has(message.id) ? 'saving' : 'on this device';
    return { ...message, mine, waiting: waiting.length, state: message.seq === null ? unaccepted : 'sent' };
  }

  #actor(): Actor {
    const { me } = this.#around;
    return { userId: me.id, role: this.myRole, isOwner: me.role === 'owner' };
  }

  #may(act: Act, message: MessageView): boolean {
    return !this.archived && actRefusal(act, this.#actor(), message) === null;
  }

  #writeAgain({ kind, text, target }: Undelivered): Refusal | null {
    if (kind === 'message') return this.post(text, target ?? undefined);
    if (target === null) return 'unknown-target';
    return kind === 'edit' ? this.edit(target, text) : this.remove(target);
  }

  /** Edits, deletions and reactions go into the volume of their message, however old. */
  #change(id: RecordId, write: (volume: OpenVolume, message: FoldedMessage) => Written): Refusal | null {
    if (this.archived) return 'group-archived';
    const at = this.#volumes.holding(id);
    if (!at) return this.loaded ? 'unknown-target' : 'not-ready';
    return this.#done(at.volume, write(at.volume, at.message));
  }

  /** [S24] Keeps a record as "saving" until the disk has confirmed it. */
  #done(volume: OpenVolume | undefined, written: Written | undefined): Refusal | null {
    if (volume === undefined || written === undefined) return 'not-ready';
    if ('refusal' in written) return written.refusal;
    const { id, durable } = written;
    this.#unwritten.add(id);
    this.#written = Promise.all([this.#volumes.noteWriting(volume), durable]).then((kept) =>
      kept.every(Boolean),
    );
    void this.#written.then((isKept) => isKept && this.#unwritten.delete(id));
    return null;
  }
}
