/** One group on this device: what it is called, who is in it, what was said, and how to say something. */
import { SvelteSet } from 'svelte/reactivity';
import { groupDocument, headDocument } from '#domain/document-names.ts';
import { foldVolume, type FoldedMessage } from '#domain/fold-group.ts';
import { contentOf, volumeOf, type Volume } from '#domain/group-document.ts';
import type { DeviceId, GroupId, RecordId, UserId } from '#domain/ids.ts';
import type { Refusal } from '#domain/refusal.ts';
import { actRefusal, type Act, type Actor } from '#domain/rules.ts';
import { readHead, type MemberRole } from '#domain/server-documents.ts';
import { readPosition, setReadPosition } from '#domain/user-document.ts';
import type { Me } from './device.ts';
import type { Directory } from './directory.svelte.ts';
import { GroupWriter, type Written } from './group-writer.ts';
import { observed } from './observe.svelte.ts';
import type { Replica, ReplicaOptions } from './replica.ts';

export interface Member {
  readonly id: UserId;
  readonly name: string;
  readonly role: MemberRole;
}

/** How far an own message has come; of others' messages always `sent`. */
export type MessageState = 'saving' | 'on this device' | 'sent';

export interface MessageView extends Omit<FoldedMessage, 'waiting'> {
  readonly mine: boolean;
  readonly state: MessageState;
  /** Own edits, deletions and reactions of it that the server has not accepted. */
  readonly waiting: number;
}

export interface GroupSurroundings {
  readonly me: Me;
  readonly deviceId: DeviceId;
  readonly directory: Directory;
  /** The person's own document, where read positions are. */
  readonly own: Replica;
  open(options: Pick<ReplicaOptions, 'name' | 'onDenied'>): Replica;
}

export class Group {
  readonly id: GroupId;
  readonly #around: GroupSurroundings;
  readonly #head: Replica;
  readonly #observeHead: () => void;
  readonly #observeOwn: () => void;
  readonly #stopFollowing: () => void;
  #live = $state.raw<LiveVolume | null>(null);
  /** The volume that is open or being opened. */
  #following: { readonly number: number; readonly replica: Replica } | null = null;
  /** Records that the disk has not confirmed yet. */
  readonly #unwritten = new SvelteSet<RecordId>();
  denied = $state.raw(false);
  loaded = $state.raw(false);

  readonly #info = $derived.by(() => {
    this.#observeHead();
    return readHead(this.#head.doc);
  });
  readonly #position = $derived.by(() => {
    this.#observeOwn();
    return readPosition(this.#around.own.doc, this.id);
  });
  readonly messages: readonly MessageView[] = $derived.by(() => {
    const live = this.#live;
    if (live === null) return [];
    live.observe();
    const me = this.#around.me.id;
    return foldVolume(contentOf(live.volume), me).map((message) => this.#view(message, me));
  });

  readonly name: string = $derived(this.#info?.name ?? '');
  readonly description: string = $derived(this.#info?.description ?? '');
  readonly members: readonly Member[] = $derived.by(() =>
    [...(this.#info?.members ?? [])]
      .map(([id, role]) => ({ id, role, name: this.#around.directory.name(id) }))
      .sort((a, b) => a.name.localeCompare(b.name)),
  );
  readonly myRole: MemberRole | null = $derived.by(() =>
    this.denied ? null : (this.#info?.members.get(this.#around.me.id) ?? null),
  );
  readonly last: MessageView | null = $derived(this.messages.at(-1) ?? null);
  readonly #unreadMessages = $derived(
    this.messages.filter(
      ({ mine, deleted, seq }) => !mine && !deleted && seq !== null && seq > this.#position,
    ),
  );
  /** [S8] Computed from the last message and the read position; nothing is ever incremented. */
  readonly unread: number = $derived(this.#unreadMessages.length);
  readonly firstUnread: number | null = $derived(this.#unreadMessages[0]?.seq ?? null);
  /** Own records that the server has not accepted. */
  readonly unsent: number = $derived(
    this.messages.reduce((sum, { seq, waiting }) => sum + (seq === null ? 1 : 0) + waiting, 0),
  );

  constructor(id: GroupId, around: GroupSurroundings) {
    this.id = id;
    this.#around = around;
    this.#head = around.open({ name: headDocument(id), onDenied: () => (this.denied = true) });
    this.#observeHead = observed(this.#head);
    this.#observeOwn = observed(around.own);
    this.#stopFollowing = this.#head.observe(() => this.#followLiveVolume());
    void this.#head.loaded.then(() => this.#followLiveVolume());
  }

  /** Writes a message. @returns why not, or null */
  post(text: string, replyTo?: RecordId): Refusal | null {
    return this.#done(this.#live?.writer.post(text, replyTo));
  }

  edit(id: RecordId, text: string): Refusal | null {
    return this.#done(this.#live?.writer.edit(this.#message(id), text, this.#actor()));
  }

  remove(id: RecordId): Refusal | null {
    return this.#done(this.#live?.writer.remove(this.#message(id), this.#actor()));
  }

  react(id: RecordId, emoji: string, on: boolean): Refusal | null {
    return this.#done(this.#live?.writer.react(this.#message(id), emoji, on, this.#actor()));
  }

  mayEdit(message: MessageView): boolean {
    return this.#may('edit', message);
  }

  mayRemove(message: MessageView): boolean {
    return !message.deleted && this.#may('delete', message);
  }

  /** Says that everything up to the newest accepted message has been seen on this device. */
  markRead(): void {
    const newest = this.messages.findLast(({ seq }) => seq !== null)?.seq ?? 0;
    if (newest <= this.#position) return;
    const { own, deviceId } = this.#around;
    void own.write(() => setReadPosition(own.doc, this.id, deviceId, newest));
  }

  /** Tries again after the server had denied access: the inbox lists this group anew. */
  readmit(): void {
    if (!this.denied) return;
    this.denied = false;
    this.#head.attach();
    this.#live?.replica.attach();
  }

  close(): void {
    this.#stopFollowing();
    void this.#head.close();
    void this.#following?.replica.close();
  }

  #followLiveVolume(): void {
    const head = readHead(this.#head.doc);
    if (head === null || this.#following?.number === head.liveVolume) return;
    const before = this.#following?.replica;
    const replica = this.#around.open({
      name: groupDocument(this.id, head.liveVolume),
      onDenied: () => (this.denied = true),
    });
    this.#following = { number: head.liveVolume, replica };
    // [S2] Not before the disk is read: what was written first would stand before older unsent messages.
    void replica.loaded.then(() => {
      void before?.close();
      this.#live = {
        replica,
        volume: volumeOf(replica.doc),
        writer: new GroupWriter(replica, this.#around.me.id),
        observe: observed(replica),
      };
      this.loaded = true;
    });
  }

  #view({ waiting, ...message }: FoldedMessage, me: UserId): MessageView {
    const mine = message.by === me;
    const unaccepted: MessageState = this.#unwritten.has(message.id) ? 'saving' : 'on this device';
    return { ...message, mine, waiting: waiting.length, state: message.seq === null ? unaccepted : 'sent' };
  }

  /** Folded anew: outside an effect Svelte does not watch the document, and `messages` may be what it was. */
  #message(id: RecordId): FoldedMessage | undefined {
    const { me } = this.#around;
    return this.#live
      ? foldVolume(contentOf(this.#live.volume), me.id).find((message) => message.id === id)
      : undefined;
  }

  #actor(): Actor {
    const { me } = this.#around;
    return { userId: me.id, role: this.myRole, isOwner: me.role === 'owner' };
  }

  #may(act: Act, message: MessageView): boolean {
    return actRefusal(act, this.#actor(), message) === null;
  }

  /** [S24] Keeps a record as "saving" until the disk has confirmed it. */
  #done(written: Written | undefined): Refusal | null {
    if (written === undefined) return 'not-ready';
    if ('refusal' in written) return written.refusal;
    const { id, durable } = written;
    this.#unwritten.add(id);
    void durable.then((isDurable) => {
      if (isDurable) this.#unwritten.delete(id);
    });
    return null;
  }
}

interface LiveVolume {
  readonly replica: Replica;
  readonly volume: Volume;
  readonly writer: GroupWriter;
  observe(): void;
}
