/** Everybody in the organisation, as this device last heard; for a guest, those they share groups with. */
import type { UserId } from '#domain/ids.ts';
import { directoryPeople, inboxPeople, readPeople, type DirectoryEntry } from '#domain/server-documents.ts';
import type { Language } from './languages.ts';
import { observed } from './observe.svelte.ts';
import type { Replica } from './replica.ts';
import { spoken } from './spoken.svelte.ts';

export interface Person extends DirectoryEntry {
  readonly id: UserId;
}

/** Who is not known yet. */
const SOMEBODY: Readonly<Record<Language, string>> = { en: 'Somebody', de: 'Jemand', ar: 'شخص ما' };

export class Directory {
  readonly #observe: () => void;
  readonly #replica: Replica;
  readonly #peopleIn: typeof directoryPeople;
  readonly #entries = $derived.by(() => {
    this.#observe();
    return readPeople(this.#peopleIn(this.#replica.doc));
  });
  /** By name. */
  readonly people: readonly Person[] = $derived.by(() =>
    [...this.#entries]
      .map(([id, entry]) => ({ id, ...entry }))
      .sort((a, b) => a.name.localeCompare(b.name, spoken.locale) || (a.id < b.id ? -1 : 1)),
  );
  readonly #byEmployeeId = $derived.by(
    () => new Map(this.people.map((person) => [person.employeeId.toLowerCase(), person])),
  );

  /** @param source the document with everybody, or the inbox of a guest */
  constructor(replica: Replica, source: 'directory' | 'inbox') {
    this.#replica = replica;
    this.#peopleIn = source === 'directory' ? directoryPeople : inboxPeople;
    this.#observe = observed(replica);
  }

  /** A person's name; a neutral word for somebody this device has not heard of. */
  name(id: UserId): string {
    return this.#entries.get(id)?.name ?? SOMEBODY[spoken.language];
  }

  /** What they do; empty where nobody said. */
  title(id: UserId): string {
    return this.#entries.get(id)?.title ?? '';
  }

  /** The id of somebody's picture; also of what is no person at all, which has none. */
  picture(id: string): string | undefined {
    return this.#entries.get(id as UserId)?.picture;
  }

  /** Whether this device has heard of them. */
  knows(id: UserId): boolean {
    return this.#entries.has(id);
  }

  /** Who is called so in a mention; letter case does not matter. */
  withEmployeeId(employeeId: string): Person | undefined {
    return this.#byEmployeeId.get(employeeId.toLowerCase());
  }

  /** Whether they are still in the organisation, as far as this device has heard. */
  isActive(id: UserId): boolean {
    return this.#entries.get(id)?.active ?? true;
  }
}
