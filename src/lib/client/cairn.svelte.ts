/** The signed-in device: its person, its groups and its connection. One for each page. */
import { inboxDocument, DIRECTORY, userDocument } from '#domain/document-names.ts';
import type { DeviceId, GroupId, UserId } from '#domain/ids.ts';
import { readInbox } from '#domain/server-documents.ts';
import { bringPersonal } from '#domain/user-document.ts';
import { call, CairnError } from './api.ts';
import { Connection } from './connection.svelte.ts';
import {
  diskPrefix,
  fetchSession,
  forget,
  readDevice,
  rememberSession,
  type Me,
  type Remembered,
} from './device.ts';
import { Directory } from './directory.svelte.ts';
import { Group, type GroupSurroundings } from './group.svelte.ts';
import { HeldVolumes } from './held-volumes.ts';
import { NotDelivered } from './not-delivered.svelte.ts';
import { newId } from './random.ts';
import { Replica, type ReplicaOptions } from './replica.ts';
import { DeviceStorage } from './storage.svelte.ts';

export { CairnError } from './api.ts';

/** How long a created group may take to come back in the inbox before the page stops waiting for it. */
const INBOX_LIMIT_MS = 3_000;

export class Cairn {
  readonly me: Me;
  readonly organisation: string;
  readonly connection: Connection;
  readonly directory: Directory;
  /** What the server refused of this person, until they are done with it. */
  readonly notDelivered: NotDelivered;
  readonly #held: HeldVolumes;
  readonly #epoch: number;
  readonly #deviceId: DeviceId;
  readonly #own: Replica;
  readonly #inbox: Replica;
  readonly #people: Replica;
  readonly #stopFollowing: () => void;
  /** Groups that are leaving this device, or have left it during this visit. */
  readonly #left = new Set<GroupId>();
  #groups = $state.raw<ReadonlyMap<GroupId, Group>>(new Map());
  #isRead = $state.raw(false);
  readonly storage = new DeviceStorage();

  /** Whether the groups of this device are known: an empty inbox may just not have arrived the first time. */
  readonly loaded: boolean = $derived.by(() => {
    const isOnItsWay = ['connecting', 'syncing'].includes(this.connection.state);
    return this.#isRead && (this.#groups.size > 0 || !isOnItsWay);
  });
  /** Latest activity first, then by name. */
  readonly groups: readonly Group[] = $derived.by(() =>
    [...this.#groups.values()].sort((a, b) => lastAt(b) - lastAt(a) || a.name.localeCompare(b.name)),
  );
  readonly unsent: number = $derived(this.groups.reduce((sum, { unsent }) => sum + unsent, 0));

  constructor({ me, organisation, epoch }: Remembered, deviceId: DeviceId) {
    this.me = me;
    this.#epoch = epoch;
    this.#held = new HeldVolumes(diskPrefix(me.id), epoch);
    this.notDelivered = new NotDelivered(diskPrefix(me.id));
    this.organisation = organisation;
    this.#deviceId = deviceId;
    this.connection = new Connection(me, epoch);
    this.#own = this.#open({ name: userDocument(me.id), salvage: bringPersonal });
    this.#inbox = this.#open({ name: inboxDocument(me.id), onSynced: () => void this.#dissolveUnlisted() });
    this.#people = this.#open({ name: DIRECTORY });
    this.directory = new Directory(this.#people, 'directory');
    this.connection.countUnsent(() => this.unsent);
    this.#stopFollowing = this.#inbox.observe(() => this.#followInbox());
    void this.#inbox.loaded.then(() => {
      this.#followInbox();
      this.#isRead = true;
    });
  }

  group(id: GroupId): Group | undefined {
    return this.#groups.get(id);
  }

  /** Makes a group. @throws CairnError */
  async createGroup(name: string, members: readonly UserId[]): Promise<GroupId> {
    const id = newId<GroupId>();
    await call('POST', '/api/v1/groups', { id, name, members });
    await this.#until(() => this.#groups.has(id));
    return id;
  }

  /** Leaves a group: it disappears from all devices of this person. @throws CairnError */
  async leaveGroup(id: GroupId): Promise<void> {
    await call('DELETE', `/api/v1/groups/${id}/members/me`);
    await this.#until(() => !this.#groups.has(id));
  }

  /** Makes a link by which somebody can join the organisation. @throws CairnError */
  createInvite(): Promise<{ url: string; expiresAt: string }> {
    return call('POST', '/api/v1/invites');
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
    this.#stopFollowing();
    this.notDelivered.close();
    for (const group of this.#groups.values()) group.close();
    await Promise.all([this.#own.close(), this.#inbox.close(), this.#people.close()]);
    this.connection.close();
  }

  #open(options: Partial<ReplicaOptions> & Pick<ReplicaOptions, 'name'>): Replica {
    const disk = Symbol(options.name);
    return new Replica({
      ...options,
      slot: this.me.slot,
      epoch: this.#epoch,
      wire: this.connection.wire,
      disk: diskPrefix(this.me.id),
      onDisk: (state) => this.storage.note(disk, state),
      onClosed: () => this.storage.forget(disk),
    });
  }

  #followInbox(): void {
    const listed = new Set(readInbox(this.#inbox.doc).keys());
    const before = this.#groups;
    // Begun anew for another epoch it is empty at first: only in step with the server does it say who was taken out.
    if (!this.#inbox.isSynced) for (const [id, group] of before) if (!group.denied) listed.add(id);
    // One that was denied has left this device; listed again, it begins anew.
    const kept = new Map([...before].filter(([id, group]) => listed.has(id) && !group.denied));
    const isSame = listed.size === before.size && kept.size === before.size;
    if (isSame) return;
    for (const [id, group] of before) {
      if (listed.has(id)) continue;
      this.#left.add(id);
      void group.dissolve();
    }
    this.#groups = new Map(
      [...listed].map((id) => [id, kept.get(id) ?? new Group(id, this.#surroundings())]),
    );
  }

  /** [S19] Groups that the person was taken out of while this device was away, or before it was done with them. */
  async #dissolveUnlisted(): Promise<void> {
    await this.#held.ready;
    const listed = readInbox(this.#inbox.doc);
    for (const id of this.#held.groups)
      if (!listed.has(id) && !this.#groups.has(id) && !this.#left.has(id))
        void new Group(id, this.#surroundings()).dissolve();
  }

  #surroundings(): GroupSurroundings {
    return {
      me: this.me,
      deviceId: this.#deviceId,
      directory: this.directory,
      own: this.#own,
      held: this.#held,
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

const lastAt = (group: Group): number => group.last?.acceptedAt ?? group.last?.writtenAt ?? 0;

/**
 * Opens this device: at once from what it remembers, offline too; for the first time by asking the server.
 * @throws when there is neither a remembered session nor an answer
 */
export async function openCairn(): Promise<Cairn | 'signed-out' | 'no-organisation'> {
  const { id, session } = await readDevice();
  if (session !== null) {
    void followSession(session);
    return new Cairn(session, id);
  }
  const { organisation, person } = await fetchSession();
  if (organisation === null) return 'no-organisation';
  if (person === null) return 'signed-out';
  const remembered = { organisation: organisation.name, epoch: organisation.epoch, me: person };
  await rememberSession(remembered);
  return new Cairn(remembered, id);
}

/**
 * Takes over what the server says of the session since it was remembered: a new name, or another person, who
 * signed in on this device. Documents of both stay apart, and nothing of the first one's is lost.
 */
async function followSession(session: Remembered): Promise<void> {
  try {
    const { organisation, person } = await fetchSession();
    // Signed out is the connection's affair: what is on the device stays readable.
    if (organisation === null || person === null) return;
    const current = { organisation: organisation.name, epoch: organisation.epoch, me: person };
    if (JSON.stringify(current) === JSON.stringify(session)) return;
    await rememberSession(current);
    location.reload();
  } catch {
    // No answer: what is remembered holds.
  }
}
