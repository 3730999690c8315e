/**
 * Search on this device, in all volumes that it holds, offline too. The index lives in a worker and in memory, from
 * the first search until nobody has searched for a while: nothing of it is on the disk, so nothing has to be erased
 * there.
 */
import * as Y from 'yjs';
import { parseDocumentName } from '#domain/document-names.ts';
import type { UserId } from '#domain/ids.ts';
import {
  isNothing,
  parseSearch,
  widerSearches,
  type Day,
  type SearchQuery,
  type WiderSearch,
} from '#domain/search-query.ts';
import { wordsIn } from '#domain/search-text.ts';
import type { Directory, Person } from '../directory.svelte.ts';
import type { Group } from '../group.svelte.ts';
import { report } from '../guard.ts';
import type { HeldVolumes } from '../held-volumes.ts';
import type { Replica } from '../replica.ts';
import { rankNames } from './rank-names.ts';
import type { FromWorker, ToWorker } from './search-calls.ts';
import type { FoundIn, Hit, Wish } from './search-index.ts';
import { startSearchWorker } from './start-search-worker.ts';

/** Changes of a busy conversation are taken in together. */
const GATHER_MS = 150;
/** The index is kept so long after the last search. */
const KEEP_MS = 60_000;
const NAMES_MAX = 5;

export interface SearchSurroundings {
  /** Prefix of this person's databases. */
  readonly disk: string;
  readonly held: HeldVolumes;
  directory(): Directory;
  groups(): readonly Group[];
}

export interface FoundConversation {
  readonly group: Group;
  readonly count: number;
  /** Newest first, and not all of many. */
  readonly hits: readonly Hit[];
}

export interface Found {
  /** Whether anything was looked for. */
  readonly isAsked: boolean;
  readonly groups: readonly Group[];
  readonly people: readonly Person[];
  readonly conversations: readonly FoundConversation[];
  readonly count: number;
  /** Parts of what was typed that name nobody and nothing here, or no date. */
  readonly unknown: readonly string[];
  readonly wider: readonly WiderSearch[];
}

export class Search {
  readonly #me: UserId;
  readonly #around: SearchSurroundings;
  /** Of what is open the page knows more than the disk. */
  readonly #open = new Map<string, Replica>();
  readonly #stops = new Map<Replica, () => void>();
  readonly #changed = new Set<string>();
  readonly #told = new Set<string>();
  readonly #asked = new Map<number, (found: readonly FoundIn[]) => void>();
  #worker: Worker | null = null;
  #users = 0;
  #number = 0;
  #gathering: ReturnType<typeof setTimeout> | undefined;
  #ending: ReturnType<typeof setTimeout> | undefined;
  /** Counts the times that something else can be found: what was found before is out of date. */
  version = $state.raw(0);
  /** [U41] What is looked through. */
  messages = $state.raw(0);
  since = $state.raw<number | null>(null);
  /** Whether there is more on this device that has not been read yet. */
  isReading = $state.raw(true);
  /** This browser does not let the search run. */
  isFailing = $state.raw(false);

  constructor(me: UserId, around: SearchSurroundings) {
    this.#me = me;
    this.#around = around;
  }

  /** Follows a document while it is open; others than volumes are none of a search's business. */
  follow(replica: Replica): void {
    const { name } = replica;
    if (parseDocumentName(name)?.kind !== 'group') return;
    this.#stops.set(
      replica,
      replica.observe(() => this.#note(name)),
    );
    void replica.loaded.then(() => {
      if (!this.#stops.has(replica)) return;
      this.#open.set(name, replica);
      this.#note(name);
    });
  }

  /** It is closed, or leaves this device. */
  unfollow(replica: Replica): void {
    this.#stops.get(replica)?.();
    this.#stops.delete(replica);
    if (this.#open.get(replica.name) === replica) this.#open.delete(replica.name);
    if (this.#changed.has(replica.name)) this.#note(replica.name);
  }

  /** Begins to search. @returns what ends it */
  enter(): () => void {
    this.#users++;
    clearTimeout(this.#ending);
    void this.#around.held.ready.then(() => this.#users > 0 && this.#begin());
    return () => {
      if (--this.#users === 0) this.#ending = setTimeout(() => this.close(), KEEP_MS);
    };
  }

  /** Looks for what was typed. Between `enter` and its end. */
  async find(typed: string): Promise<Found> {
    const query = parseSearch(typed);
    const wider = widerSearches(typed);
    const nothing = {
      isAsked: false,
      groups: [],
      people: [],
      conversations: [],
      count: 0,
      unknown: [],
      wider,
    };
    if (isNothing(query)) return { ...nothing, unknown: query.unreadable };
    const { wish, unknown } = this.#wishOf(query);
    const found = await this.#ask(wish);
    const groups = new Map(this.#around.groups().map((group) => [group.id, group]));
    const conversations = found.flatMap(({ groupId, count, hits }) => {
      const group = groups.get(groupId);
      return group ? [{ group, count, hits }] : [];
    });
    const count = conversations.reduce((sum, one) => sum + one.count, 0);
    return { isAsked: true, ...this.#named(query), conversations, count, unknown, wider };
  }

  /** Ends the worker, and with it everything that it knew. */
  close(): void {
    clearTimeout(this.#ending);
    clearTimeout(this.#gathering);
    this.#gathering = undefined;
    this.#worker?.terminate();
    this.#worker = null;
    this.#told.clear();
    this.#changed.clear();
    for (const answer of this.#asked.values()) answer([]);
    this.#asked.clear();
    this.isReading = true;
  }

  #begin(): void {
    if (this.#worker !== null) return;
    try {
      this.#worker = startSearchWorker();
    } catch (reason) {
      return this.#fail(reason);
    }
    this.isFailing = false;
    this.#worker.onmessage = ({ data }: MessageEvent<FromWorker>) => this.#hear(data);
    this.#worker.onerror = (event) => this.#fail(event.error ?? new Error('the search worker failed'));
    this.#tell({ kind: 'begin', me: this.#me, disk: this.#around.disk });
    // What people look for is mostly not long ago.
    for (const name of [...this.#names()].sort(byVolume)) this.#put(name);
    if (this.#told.size === 0) this.isReading = false;
  }

  #fail(reason: unknown): void {
    report(reason);
    this.close();
    this.isFailing = true;
    this.isReading = false;
  }

  #hear(said: FromWorker): void {
    if (said.kind === 'found') {
      this.#asked.get(said.number)?.(said.found);
      this.#asked.delete(said.number);
      return;
    }
    this.messages = said.coverage.messages;
    this.since = said.coverage.since;
    this.isReading = said.unread > 0;
    this.version++;
  }

  #ask(wish: Wish): Promise<readonly FoundIn[]> {
    if (this.#worker === null) return Promise.resolve([]);
    const number = ++this.#number;
    const answer = new Promise<readonly FoundIn[]>((resolve) => this.#asked.set(number, resolve));
    this.#tell({ kind: 'find', number, wish });
    return answer;
  }

  #note(name: string): void {
    if (this.#worker === null) return;
    this.#changed.add(name);
    this.#gathering ??= setTimeout(() => this.#bringUpToDate(), GATHER_MS);
  }

  #bringUpToDate(): void {
    this.#gathering = undefined;
    const names = this.#names();
    for (const name of this.#told) if (!names.has(name)) this.#drop(name);
    for (const name of this.#changed) if (names.has(name)) this.#put(name);
    this.#changed.clear();
  }

  #names(): Set<string> {
    return new Set([...this.#around.held.names, ...this.#open.keys()]);
  }

  #put(volume: string): void {
    const replica = this.#open.get(volume);
    const state = replica ? Y.encodeStateAsUpdate(replica.doc) : null;
    this.#told.add(volume);
    this.#tell({ kind: 'put', volume, state }, state ? [state.buffer] : []);
  }

  #drop(volume: string): void {
    this.#told.delete(volume);
    this.#tell({ kind: 'drop', volume });
  }

  #tell(said: ToWorker, given: Transferable[] = []): void {
    this.#worker?.postMessage(said, given);
  }

  #named({ words, phrases, ...query }: SearchQuery): Pick<Found, 'groups' | 'people'> {
    const isPlain = [phrases, query.from, query.in].every(({ length }) => length === 0);
    if (!isPlain || words.length === 0) return { groups: [], people: [] };
    const typed = words.join(' ');
    const people = this.#around.directory().people.filter(({ active, id }) => active && id !== this.#me);
    const groups = this.#around.groups().filter(({ partner }) => partner === null);
    return {
      groups: rankNames(typed, groups, ({ name }) => [name]).slice(0, NAMES_MAX),
      people: rankNames(typed, people, ({ name, employeeId }) => [name, employeeId]).slice(0, NAMES_MAX),
    };
  }

  #wishOf({ words, phrases, from, ...query }: SearchQuery): { wish: Wish; unknown: string[] } {
    const unknown = [...query.unreadable];
    const all = this.#around.groups();
    const people = [...this.#around.directory().people, { id: this.#me, name: 'me', employeeId: 'me' }];
    const by = from.flatMap((wanted) => {
      const meant = people.filter(
        ({ name, employeeId }) => isCalled(wanted, name) || isCalled(wanted, employeeId),
      );
      if (meant.length === 0) unknown.push(`from:${wanted}`);
      return meant.map(({ id }) => id);
    });
    const groups = query.in.flatMap((wanted) => {
      const meant = all.filter(({ name }) => isCalled(wanted, name));
      if (meant.length === 0) unknown.push(`in:${wanted}`);
      return meant;
    });
    const wish = {
      ...{ words, phrases, by: from.length > 0 ? by : null },
      groups: (query.in.length > 0 ? groups : all).map(({ id }) => id),
      before: query.before && timeOf(query.before),
      since: query.since && timeOf(query.since),
    };
    return { wish, unknown };
  }
}

/** The beginning of a day in this time zone. */
const timeOf = ({ year, month, day }: Day): number => new Date(year, month - 1, day).getTime();

/** Whether every word of it begins a word of the name. */
function isCalled(wanted: string, name: string): boolean {
  const words = wordsIn(name);
  const parts = wordsIn(wanted);
  return parts.length > 0 && parts.every((part) => words.some(({ word }) => word.startsWith(part.word)));
}

/** Newest volumes first. */
function byVolume(a: string, b: string): number {
  const [one, other] = [parseDocumentName(a), parseDocumentName(b)];
  return one?.kind === 'group' && other?.kind === 'group' ? other.volume - one.volume : 0;
}
