/** What the database holds of one group, in memory. It decides and encodes by the real code. */
import * as Y from 'yjs';
import type { Author, Candidate } from '#domain/admission.ts';
import { SERVER_CLIENT } from '#domain/client-id.ts';
import { groupDocument, headDocument } from '#domain/document-names.ts';
import { encodeChange } from '#domain/encode-update.ts';
import { volumeOf } from '#domain/group-document.ts';
import { encodeEvents, type EventKind } from '#domain/group-events.ts';
import type { UserId } from '#domain/ids.ts';
import type { LedgerEntry } from '#domain/ledger.ts';
import { VOLUME, type VolumeLimits } from '#domain/limits.ts';
import type { Refusal } from '#domain/refusal.ts';
import type { Actor } from '#domain/rules.ts';
import { headInfo, headMembers, writeMap, type MemberRole } from '#domain/server-documents.ts';
import { decide, key, type Carried, type Decided, type GroupRow, type State } from '#server/decide.ts';
import { emptyDocument, groupId, people, type Person } from './people.ts';

export interface Submitted {
  readonly author: Author;
  readonly candidates: readonly Candidate[];
  /** The first, unless it says so. */
  readonly volume?: number;
}

/** An update that is in the log and may now be applied and announced. */
export interface Written {
  readonly document: string;
  readonly update: Uint8Array;
}

/** A document as it lies in the database. */
export interface Stored {
  state: Uint8Array | null;
  log: Uint8Array[];
}

type Group = { -readonly [K in keyof GroupRow]: GroupRow[K] };

/** Everything, so that a backup is one copy of it. */
interface Tables {
  group: Group;
  state: Pick<State, 'messages' | 'outcomes' | 'places' | 'volumes'>;
  actors: Map<string, Actor>;
  decided: Decided[];
  carried: Carried[];
  ledgers: Map<number, LedgerEntry[]>;
  /** By volume, how long its ledger was when it closed. */
  closedRevs: Map<number, number>;
  documents: Map<string, Stored>;
  positions: Map<UserId, number>;
  headSays: string;
  /** By volume, how many events it has had. */
  events: Map<number, number>;
  /** Messages whose text may still be in the log. */
  erasuresOwed: number;
}

export class Rows {
  readonly limits: VolumeLimits;
  tables: Tables;
  now = 10_000;
  /** Who was in the group from when to when: a restore does not change what had been. */
  readonly memberships: { readonly userId: UserId; readonly from: number; until: number }[] = [];
  #counts = noCounts();

  constructor(members: readonly Person[] = people, limits = VOLUME) {
    this.limits = limits;
    this.tables = {
      group: { archived: false, lastSeq: 0, liveVolume: 1 },
      state: {
        volumes: new Map([[key(groupId, 1), { lastRev: 0, messages: 0, size: 0, carried: 0 }]]),
        messages: new Map(),
        outcomes: new Map(),
        places: new Map(),
      },
      actors: new Map(),
      decided: [],
      carried: [],
      ledgers: new Map([[1, []]]),
      closedRevs: new Map(),
      documents: new Map([[groupDocument(groupId, 1), { state: null, log: [] }]]),
      positions: new Map(),
      headSays: '',
      events: new Map(),
      erasuresOwed: 0,
    };
    for (const { userId, role, isOwner } of members) this.setMember({ userId, isOwner }, role);
  }

  /** Commits one submission as the log does. @returns what to announce, in order; null: no member */
  write({ author, candidates, volume = 1 }: Submitted): Written[] | null {
    const { group, state, actors, decided, carried, ledgers, closedRevs } = this.tables;
    this.now++;
    const liveBefore = group.liveVolume;
    const { stored } = decide(
      { groupId, volume, author: author.userId, candidates },
      { ...state, groups: new Map([[groupId, group]]), actors, deletedBefore: new Map(), now: this.now },
      this.limits,
    );
    if (stored === null) {
      this.#counts.afterRemoval++;
      return null;
    }
    this.#count(stored.changes.get(volume)!.candidates, stored.decided);
    decided.push(...stored.decided);
    carried.push(...stored.carried);
    this.tables.erasuresOwed += stored.decided.filter(({ kind }) => kind === 'deletion').length;
    const written = [...stored.changes].map(([at, change]) => {
      ledgers.set(at, [...(ledgers.get(at) ?? []), ...change.ledger]);
      return this.append(groupDocument(groupId, at), encodeChange(change));
    });
    for (let opened = liveBefore + 1; opened <= group.liveVolume; opened++) {
      closedRevs.set(opened - 1, this.ledgerOf(opened - 1).length);
      this.document(groupDocument(groupId, opened));
      if (!ledgers.has(opened)) ledgers.set(opened, []);
    }
    return written;
  }

  /** The same for tests of one volume. @returns the update of the volume that was sent to */
  commit(submitted: Submitted): Uint8Array | null {
    return this.write(submitted)?.at(-1)!.update ?? null;
  }

  /** Commits what a person's devices tell one another. */
  writeOwn(
    document: string,
    { userId }: Author,
    { update, position }: { update: Uint8Array; position: number },
  ): Written {
    const { positions, group } = this.tables;
    positions.set(userId, Math.max(positions.get(userId) ?? 0, Math.min(position, group.lastSeq)));
    return this.append(document, update);
  }

  /** Takes somebody in, gives another role, or with null takes somebody out. */
  setMember({ userId, isOwner }: Omit<Actor, 'role'>, role: MemberRole | null): void {
    this.now++;
    const open = this.memberships.find((one) => one.userId === userId && one.until === Infinity);
    if (role === null) {
      this.tables.actors.delete(key(groupId, userId));
      if (open) open.until = this.now;
      return;
    }
    this.tables.actors.set(key(groupId, userId), { userId, isOwner, role });
    if (!open) this.memberships.push({ userId, from: this.now, until: Infinity });
  }

  roleOf({ userId }: Pick<Actor, 'userId'>): MemberRole | null {
    return this.tables.actors.get(key(groupId, userId))?.role ?? null;
  }

  /** Notes in the live volume what happened to the group. @returns what to announce */
  writeEvent(what: EventKind, by: UserId): Written {
    const { group, events } = this.tables;
    const { liveVolume, lastSeq: after } = group;
    const count = events.get(liveVolume) ?? 0;
    events.set(liveVolume, count + 1);
    const update = encodeEvents([{ what, by, at: this.now, after }], count);
    return this.append(groupDocument(groupId, liveVolume), update);
  }

  /** Brings the head up to the rows. @returns what to announce: nothing when it said so already */
  writeHead(): Written[] {
    const { group, actors, closedRevs } = this.tables;
    const { archived, liveVolume } = group;
    const members = [...actors.values()].map(({ userId, role }) => [userId, role!] as const);
    const moved = [...closedRevs].flatMap(([volume, closedRev]) => {
      const { length } = this.ledgerOf(volume);
      return length > closedRev ? [[volume, length] as const] : [];
    });
    const moves = Object.fromEntries(moved);
    const info = { name: 'North', description: '', kind: 'group', archived, liveVolume, moves };
    const says = JSON.stringify({ info, members });
    if (says === this.tables.headSays) return [];
    this.tables.headSays = says;
    const name = headDocument(groupId);
    const doc = this.load(name);
    doc.clientID = SERVER_CLIENT;
    const updates: Uint8Array[] = [];
    doc.on('update', (update: Uint8Array) => updates.push(update));
    doc.transact(() => {
      writeMap(headInfo(doc), new Map(Object.entries(info)) as never);
      writeMap(headMembers(doc), new Map(members));
    });
    return updates.map((update) => this.append(name, update));
  }

  append(document: string, update: Uint8Array): Written {
    this.document(document).log.push(update);
    return { document, update };
  }

  document(name: string): Stored {
    const known = this.tables.documents.get(name) ?? { state: null, log: [] };
    this.tables.documents.set(name, known);
    return known;
  }

  /** A document as it is read from the database. */
  load(name: string): Y.Doc {
    const doc = emptyDocument();
    if (name.startsWith('group/')) volumeOf(doc);
    const { state, log } = this.document(name);
    for (const update of [...(state ? [state] : []), ...log]) Y.applyUpdate(doc, update);
    return doc;
  }

  /** Replaces a document's log by one state. */
  compact(name: string): void {
    const stored = this.document(name);
    stored.state = Y.encodeStateAsUpdate(this.load(name));
    stored.log = [];
  }

  /** What was committed since the last call and has no row of its own. */
  takeCounts(): ReturnType<typeof noCounts> {
    const counts = this.#counts;
    this.#counts = noCounts();
    return counts;
  }

  /** The ledger of a volume as it is rebuilt from the rows. */
  ledgerOf(volume: number): readonly LedgerEntry[] {
    return this.tables.ledgers.get(volume) ?? [];
  }
  get ledger(): readonly LedgerEntry[] {
    return this.ledgerOf(1);
  }
  get volumes(): number[] {
    return Array.from({ length: this.tables.group.liveVolume }, (_, at) => at + 1);
  }

  /** What became of a record; undefined when it has never arrived. */
  outcomeOf(record: string): Refusal | 'accepted' | undefined {
    const outcome = this.tables.state.outcomes.get(key(groupId, record));
    return outcome && (outcome.refusal ?? 'accepted');
  }

  backup(): Tables {
    return structuredClone(this.tables);
  }

  restore(tables: Tables): void {
    this.tables = structuredClone(tables);
    this.now++;
    const members = [...this.tables.actors.values()].map(({ userId }) => userId);
    for (const one of this.memberships)
      if (one.until === Infinity && !members.includes(one.userId)) one.until = this.now;
    for (const userId of members)
      if (!this.memberships.some((one) => one.userId === userId && one.until === Infinity))
        this.memberships.push({ userId, from: this.now, until: Infinity });
  }

  #count(candidates: readonly Candidate[], decided: readonly Decided[]): void {
    const decidedNow = new Set(decided.map(({ id }) => id));
    for (const candidate of candidates) {
      if (candidate.record === null) this.#counts.malformed++;
      else if (candidate.refusal === 'duplicate') {
        this.#counts.duplicates++;
        if (this.tables.carried.some(({ client, clock }) => isAt(candidate, client, clock)))
          this.#counts.carriedAgain++;
      } else if (!decidedNow.has(candidate.id)) this.#counts.repeats++;
    }
  }
}

const noCounts = () => ({ repeats: 0, duplicates: 0, malformed: 0, carriedAgain: 0, afterRemoval: 0 });
const isAt = (one: Candidate, client: number, clock: number): boolean =>
  one.client === client && one.clock === clock;

export type Backup = ReturnType<Rows['backup']>;
