/** Everybody in the organisation, as this device last heard. */
import type { UserId } from '#domain/ids.ts';
import { readDirectory, type DirectoryEntry } from '#domain/server-documents.ts';
import { observed } from './observe.svelte.ts';
import type { Replica } from './replica.ts';

export interface Person extends DirectoryEntry {
  readonly id: UserId;
}

export class Directory {
  readonly #observe: () => void;
  readonly #replica: Replica;
  readonly #entries = $derived.by(() => {
    this.#observe();
    return readDirectory(this.#replica.doc);
  });
  /** By name. */
  readonly people: readonly Person[] = $derived.by(() =>
    [...this.#entries]
      .map(([id, entry]) => ({ id, ...entry }))
      .sort((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1)),
  );
  readonly #byEmployeeId = $derived.by(
    () => new Map(this.people.map((person) => [person.employeeId.toLowerCase(), person])),
  );

  constructor(replica: Replica) {
    this.#replica = replica;
    this.#observe = observed(replica);
  }

  /** A person's name; a neutral word for somebody this device has not heard of. */
  name(id: UserId): string {
    return this.#entries.get(id)?.name ?? 'Somebody';
  }

  /** Who is called so in a mention; letter case does not matter. */
  withEmployeeId(employeeId: string): Person | undefined {
    return this.#byEmployeeId.get(employeeId.toLowerCase());
  }
}
