/** The signed-in device: its person, its groups and its connection. One for each page. */
import { inboxDocument, DIRECTORY, userDocument } from '#domain/document-names.ts';
import type { DeviceId, GroupId, UserId } from '#domain/ids.ts';
import { directConversationId } from '#domain/direct-conversation.ts';
import type { GroupRequest } from '#domain/group-request.ts';
import { REQUEST_MEMBERS_MAX, REQUESTS_MAX } from '#domain/limits.ts';
import type { Refusal } from '#domain/refusal.ts';
import { mayAdminister, type Role } from '#domain/rights.ts';
import { readInbox, readRole } from '#domain/server-documents.ts';
import {
  bringPersonal,
  groupRequests,
  isPreferred,
  preferences,
  readGroupRequests,
  showsReceipts,
} from '#domain/user-document.ts';
import { call, CairnError } from './api.ts';
import { Connection } from './connection.svelte.ts';
import {
  deviceOfThisVisit,
  diskPrefix,
  fetchSession,
  forget,
  readDevice,
  rememberSession,
  toRemembered,
  type Me,
  type Remembered,
} from './device.ts';
import { Deliveries } from './deliveries.ts';
import { Directory } from './directory.svelte.ts';
import { Drafts } from './drafts.svelte.ts';
import { Group, type GroupOrigin, type GroupSurroundings } from './group.svelte.ts';
import { GroupCreation } from './group-creation.ts';
import { HeldVolumes } from './held-volumes.ts';
import { NotDelivered } from './not-delivered.svelte.ts';
import { observed } from './observe.svelte.ts';
import { forgetScreens } from './kept-screens.ts';
import { keepListTimes, readListTimes } from './list-order.ts';
import { newId } from './random.ts';
import { Replica, type ReplicaOptions } from './replica.ts';
import { Search } from './search/search.svelte.ts';
import { DeviceStorage } from './storage.svelte.ts';

export { CairnError } from './api.ts';

export interface InviteLink {
  readonly id: string;
  readonly url: string;
  readonly expiresAt: string;
  readonly role: 'member' | 'guest';
}

/** How long a changed group may take to show in the inbox before the page stops waiting for it. */
const INBOX_LIMIT_MS = 3_000;
/** How long the disk may take to say who is signed in before the server is asked too. */
const DEVICE_LIMIT_MS = 3_000;

export class Cairn {
  readonly me: Me;
  readonly organisation: string;
  readonly connection: Connection;
  readonly directory: Directory;
  /** What the server refused of this person, until they are done with it. */
  readonly notDelivered: NotDelivered;
  readonly search: Search;
  readonly drafts: Drafts;
  readonly #held: HeldVolumes;
  readonly #deliveries: Deliveries;
  readonly #epoch: number;
  readonly #traceDays: number;
  readonly deviceId: DeviceId;
  readonly #own: Replica;
  readonly #observeOwn: () => void;
  readonly #inbox: Replica;
  readonly #people: Replica | null;
  readonly #creation: GroupCreation;
  readonly #stopFollowing: () => void;
  readonly #stopFollowingOwn: () => void;
  readonly #timesBefore: ReadonlyMap<GroupId, number>;
  /** Groups that are leaving this device, or have left it during this visit. */
  readonly #left = new Set<GroupId>();
  /** Of those, the ones that are not done yet. */
  readonly #leaving = new Set<GroupId>();
  #isClosed = false;
  readonly #session: Remembered;
  /** What the inbox said last of this person's role. */
  #saidRole: Role | null;
  #groups = $state.raw<ReadonlyMap<GroupId, Group>>(new Map());
  #isRead = $state.raw(false);
  readonly storage = new DeviceStorage();

  /** Whether the groups of this device are known: an empty inbox may just not have arrived the first time. */
  readonly loaded: boolean = $derived.by(() => {
    const isOnItsWay = ['connecting', 'syncing'].includes(this.connection.state);
    return this.#isRead && (this.#groups.size > 0 || !isOnItsWay);
  });
  /** Whether it is not known yet what this device holds. */
  readonly isOpening: boolean = $derived(!this.#isRead);
  /** Those pinned first and those put away last; of each the latest activity first, then by name. */
  readonly groups: readonly Group[] = $derived.by(() =>
    [...this.#groups.values()].sort(
      (a, b) => rank(a) - rank(b) || this.#lastAt(b) - this.#lastAt(a) || a.name.localeCompare(b.name),
    ),
  );
  /** What this person is called; the directory knows of a new name before the session does. */
  readonly myName: string = $derived.by(() =>
    this.directory.knows(this.me.id) ? this.directory.name(this.me.id) : this.me.name,
  );
  /** Messages of others that this person has not read. */
  readonly unread: number = $derived(this.groups.reduce((sum, { unread }) => sum + unread, 0));
  readonly unsent: number = $derived(this.groups.reduce((sum, { unsent }) => sum + unsent, 0));

  constructor(session: Remembered, deviceId: DeviceId) {
    const { me, organisation, epoch, traceDays } = session;
    this.#session = session;
    this.me = me;
    this.#saidRole = me.role;
    this.#timesBefore = readListTimes(me.id);
    this.#epoch = epoch;
    this.#traceDays = traceDays;
    this.#held = new HeldVolumes(diskPrefix(me.id), epoch);
    this.notDelivered = new NotDelivered(diskPrefix(me.id));
    this.search = new Search(me.id, {
      disk: diskPrefix(me.id),
      held: this.#held,
      directory: () => this.directory,
      groups: () => this.groups,
    });
    this.organisation = organisation;
    this.deviceId = deviceId;
    this.connection = new Connection(me, epoch);
    this.#creation = new GroupCreation((id, reason) => this.#notCreated(id, reason));
    this.#own = this.#open({ name: userDocument(me.id), salvage: bringPersonal });
    this.#deliveries = new Deliveries(this.#own, deviceId);
    this.drafts = new Drafts(this.#own, deviceId);
    this.#observeOwn = observed(this.#own);
    this.#inbox = this.#open({
      name: inboxDocument(me.id),
      onSynced: () => {
        void this.#dissolveUnlisted();
        this.#creation.goOn();
      },
    });
    // Guests may not read the directory: the server writes whom they know into their inbox.
    this.#people = me.role === 'guest' ? null : this.#open({ name: DIRECTORY });
    // They may have had it before they became one.
    if (me.role === 'guest') indexedDB.deleteDatabase(`${diskPrefix(me.id)}${DIRECTORY}`);
    this.directory = this.#people
      ? new Directory(this.#people, 'directory')
      : new Directory(this.#inbox, 'inbox');
    this.connection.countUnsent(() => this.unsent);
    this.#stopFollowing = this.#inbox.observe(() => this.#follow());
    this.#stopFollowingOwn = this.#own.observe(() => this.#follow());
    void Promise.all([this.#inbox.loaded, this.#own.loaded]).then(() => {
      this.#isRead = true;
      this.#follow();
    });
  }

  /** [S10] Whether others see what this person has received and read, and this person what they have. */
  readonly showsReceipts: boolean = $derived.by(() => {
    this.#observeOwn();
    return showsReceipts(this.#own.doc);
  });

  /** Switches that on or off on all devices of this person. */
  showReceipts(are: 'shown' | 'hidden'): void {
    void this.#own.write(() => preferences(this.#own.doc).set('receipts', are === 'shown'));
  }

  /** [U1] Whether Enter sends where there is a keyboard; else it breaks the line, and Ctrl+Enter sends. */
  readonly enterSends: boolean = $derived.by(() => {
    this.#observeOwn();
    return isPreferred(this.#own.doc, 'enterSends');
  });

  /** Chooses that for all devices of this person. */
  chooseEnter(what: 'sends' | 'breaks the line'): void {
    void this.#own.write(() => preferences(this.#own.doc).set('enterSends', what === 'sends'));
  }

  /** Keeps the order of the list for the next start. To be called when it has changed. */
  keepOrder(): void {
    if (this.#isRead)
      keepListTimes(
        this.me.id,
        this.groups.map((group) => [group.id, this.#lastAt(group)]),
      );
  }

  group(id: GroupId): Group | undefined {
    return this.#groups.get(id);
  }

  /**
   * [S22] Makes a group, which is there at once, without a network too; the server makes it as soon as it is reached.
   * @throws CairnError when it is more than a device may ask for
   */
  async createGroup(
    group: Pick<GroupRequest, 'name' | 'members'> & Partial<Omit<GroupRequest, 'at'>>,
  ): Promise<GroupId> {
    const id = newId<GroupId>();
    await this.#request(id, { kind: 'group', description: '', history: 'all', ...group, at: Date.now() });
    return id;
  }

  /** [S23] The conversation of this person with another, which is made when there is none. @throws CairnError */
  async openDirect(userId: UserId): Promise<GroupId> {
    const id = directConversationId(this.me.id, userId);
    if (id === null) throw new CairnError('There is no conversation with yourself.');
    if (this.#groups.has(id)) return id;
    const conversation = { kind: 'direct', name: '', description: '', history: 'all' } as const;
    await this.#request(id, { ...conversation, members: [userId], at: Date.now() });
    return id;
  }

  /** Joins a channel. @throws CairnError */
  async joinChannel(id: GroupId): Promise<void> {
    await call('PUT', `/api/v1/groups/${id}/members/me`);
    await this.#until(() => this.#groups.has(id));
  }

  /** Leaves a group: it disappears from all devices of this person. @throws CairnError */
  async leaveGroup(id: GroupId): Promise<void> {
    await call('DELETE', `/api/v1/groups/${id}/members/me`);
    await this.#until(() => !this.#groups.has(id));
  }

  /** Groups that this person can lead newcomers into. */
  get groupsToInviteInto(): readonly Group[] {
    const isAdministrator = mayAdminister(this.me.role);
    const isOpen = ({ kind, may, archived, isRequested }: Group) =>
      !archived && !isRequested && (may.administer || (kind === 'channel' && isAdministrator));
    return this.me.role === 'guest' ? [] : this.groups.filter(isOpen);
  }

  /** Makes a link by which somebody can join the organisation, and these groups. @throws CairnError */
  createInvite(groups: readonly GroupId[] = []): Promise<InviteLink> {
    return call('POST', '/api/v1/invites', groups.length > 0 ? { groups } : {});
  }

  /** Nobody joins by it any more. @throws CairnError */
  async revokeInvite({ id }: InviteLink): Promise<void> {
    await call('DELETE', `/api/v1/invites/${id}`);
  }

  /**
   * Ends the session and removes everything of this person from this device, unsent records too.
   * @throws CairnError without a connection: the session would live on
   */
  async signOut(): Promise<void> {
    const response = await fetch('/sign-out', { method: 'POST' }).catch(() => null);
    if (!response?.ok)
      throw new CairnError('Signing out needs a connection to the server. Try again when there is one.');
    await this.close();
    await forget(this.me.id);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.search.close();
    this.#stopFollowing();
    this.#stopFollowingOwn();
    this.#creation.close();
    this.notDelivered.close();
    this.#deliveries.close();
    for (const group of this.#groups.values()) group.close();
    await Promise.all([this.#own.close(), this.#inbox.close(), this.#people?.close()]);
    this.connection.close();
  }

  /** One that has not been read yet stands where it stood when this device was left. */
  #lastAt(group: Group): number {
    return group.lastAt || (group.loaded ? 0 : (this.#timesBefore.get(group.id) ?? 0));
  }

  #open(options: Partial<ReplicaOptions> & Pick<ReplicaOptions, 'name'>): Replica {
    const disk = Symbol(options.name);
    const replica: Replica = new Replica({
      ...options,
      slot: this.me.slot,
      epoch: this.#epoch,
      wire: this.connection.wire,
      disk: diskPrefix(this.me.id),
      onDisk: (state) => this.storage.note(disk, state),
      onClosed: () => {
        this.storage.forget(disk);
        this.search.unfollow(replica);
      },
    });
    this.search.follow(replica);
    return replica;
  }

  async #request(id: GroupId, request: GroupRequest): Promise<void> {
    const others = request.members.filter((member) => member !== this.me.id);
    if (others.length > REQUEST_MEMBERS_MAX)
      throw new CairnError(
        `Begin with at most ${REQUEST_MEMBERS_MAX} people. More can be added in the details of the group.`,
      );
    if (readGroupRequests(this.#own.doc).size >= REQUESTS_MAX)
      throw new CairnError(
        `${REQUESTS_MAX} new conversations wait for the server. Make more when there is a connection.`,
      );
    await this.#own.write(() => groupRequests(this.#own.doc).set(id, { ...request, members: others }));
    this.#follow();
  }

  /** Brings the groups up to what the server lists, and what this person asked for and is not listed yet. */
  #follow(): void {
    if (!this.#isRead) return;
    this.#followRole();
    const listed = readInbox(this.#inbox.doc);
    const requests = readGroupRequests(this.#own.doc);
    const done = [...requests.keys()].filter((id) => listed.has(id));
    for (const [id, request] of requests) if (!listed.has(id)) this.#creation.ask(id, request);
    for (const id of listed.keys()) this.#creation.forget(id);
    const origins = new Map<GroupId, GroupOrigin>([
      ...[...this.#creation.asked].map(([id, request]) => [id, { request }] as const),
      ...[...listed].map(([id, entry]) => [id, { entry }] as const),
    ]);
    this.#show(origins);
    if (done.length > 0)
      void this.#own.write(() => done.forEach((id) => groupRequests(this.#own.doc).delete(id)));
  }

  /** What a person may do decides which documents are open and what the screens offer: the page begins anew. */
  #followRole(): void {
    const role = readRole(this.#inbox.doc);
    if (role === null || role === this.#saidRole) return;
    this.#saidRole = role;
    void followSession(this.#session);
  }

  #show(origins: ReadonlyMap<GroupId, GroupOrigin>): void {
    const before = this.#groups;
    // Begun anew for another epoch it is empty at first: only in step with the server does it say who was taken out.
    const isInStep = this.#inbox.isSynced;
    // One that was denied has left this device; listed again, it begins anew.
    const kept = new Map(
      [...before].filter(([id, group]) => !group.denied && (origins.has(id) || !isInStep)),
    );
    for (const [id, group] of kept) {
      const origin = origins.get(id);
      if (origin && 'entry' in origin) group.listed(origin.entry);
    }
    for (const [id, group] of before) if (!kept.has(id)) this.#leave(id, group.dissolve());
    const made = [...origins].filter(([id]) => !kept.has(id) && !this.#leaving.has(id));
    if (made.length === 0 && kept.size === before.size) return;
    this.#groups = new Map([
      ...kept,
      ...made.map(([id, origin]) => [id, new Group(id, this.#surroundings(), origin)] as const),
    ]);
  }

  /** One that is listed again at once begins anew, and not before everything of it has left the disk. */
  #leave(id: GroupId, dissolved: Promise<void> | undefined): void {
    this.#left.add(id);
    if (dissolved === undefined || this.#leaving.has(id)) return;
    this.#leaving.add(id);
    void dissolved.finally(() => {
      this.#leaving.delete(id);
      if (!this.#isClosed) this.#follow();
    });
  }

  /** [S22] The server does not make a group: it goes, and what was written in it is handed back. */
  #notCreated(id: GroupId, reason: Refusal): void {
    this.#leave(id, this.#groups.get(id)?.dissolve(reason));
    this.#groups = new Map([...this.#groups].filter(([one]) => one !== id));
    void this.#own.write(() => groupRequests(this.#own.doc).delete(id));
  }

  /** [S19] Groups that the person was taken out of while this device was away, or before it was done with them. */
  async #dissolveUnlisted(): Promise<void> {
    await Promise.all([this.#held.ready, this.#own.loaded]);
    this.#follow();
    const entry = { role: 'member', firstVolume: 1, joinedSeq: 0 } as const;
    for (const id of this.#held.groups)
      if (!this.#groups.has(id) && !this.#left.has(id))
        void new Group(id, this.#surroundings(), { entry }).dissolve();
  }

  #surroundings(): GroupSurroundings {
    return {
      me: this.me,
      deviceId: this.deviceId,
      traceDays: this.#traceDays,
      directory: this.directory,
      own: this.#own,
      held: this.#held,
      deliveries: this.#deliveries,
      notDelivered: this.notDelivered,
      open: (options) => this.#open(options),
    };
  }

  /** Waits for the inbox to say so; the answer of the server and the inbox travel on different roads. */
  #until(isSo: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const stop = this.#inbox.observe(() => isSo() && done());
      const limit = setTimeout(() => done(), INBOX_LIMIT_MS);
      const done = () => {
        stop();
        clearTimeout(limit);
        resolve();
      };
      if (isSo()) done();
    });
  }
}

const rank = (group: Group): number => (group.isPinned ? 0 : group.isPutAway ? 2 : 1);

/**
 * Opens this device: at once from what it remembers, offline too; for the first time by asking the server.
 * @throws when there is neither a remembered session nor an answer
 */
export async function openCairn(): Promise<Cairn | 'signed-out' | 'no-organisation'> {
  const reading = readDevice();
  const isSlow = new Promise<'slow'>((resolve) => setTimeout(() => resolve('slow'), DEVICE_LIMIT_MS));
  const isLate = (await Promise.race([reading, isSlow])) === 'slow';
  // The server knows it too; where that cannot be reached either, the disk has all the time it needs.
  const answer = isLate ? await fetchSession().catch(() => null) : null;
  const { id, session } = answer ? deviceOfThisVisit() : await reading;
  if (session !== null) {
    void followSession(session);
    return new Cairn(session, id);
  }
  const { organisation, person } = answer ?? (await fetchSession());
  if (organisation === null) return 'no-organisation';
  if (person === null) return 'signed-out';
  const remembered = toRemembered(organisation, person);
  await rememberSession(remembered);
  return new Cairn(remembered, id);
}

/**
 * Takes over what the server says of the session since it was remembered: another role, or another person, who
 * signed in on this device. Documents of both stay apart, and nothing of the first one's is lost. The page begins anew;
 * not for a new name of the person, which the directory brings to it.
 */
async function followSession(session: Remembered): Promise<void> {
  try {
    const { organisation, person } = await fetchSession();
    // Signed out is the connection's affair: what is on the device stays readable.
    if (organisation === null || person === null) return;
    const current = toRemembered(organisation, person);
    if (JSON.stringify(current) === JSON.stringify(session)) return;
    await rememberSession(current);
    const renamed = { ...session, me: { ...session.me, name: current.me.name } };
    if (JSON.stringify(current) === JSON.stringify(renamed)) return;
    await forgetScreens();
    location.reload();
  } catch {
    // No answer: what is remembered holds.
  }
}
