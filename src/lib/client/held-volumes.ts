/**
 * Which volumes this device holds on its disk, so that they are kept in step without being opened: those that may
 * have unsent records are synced until they have none, those that changed on the server are synced once more.
 */
import * as v from 'valibot';
import { parseDocumentName } from '#domain/document-names.ts';
import type { GroupId } from '#domain/ids.ts';
import { KeyedStore } from './keyed-store.ts';

const held = v.object({
  rev: v.number(),
  mayHaveUnsent: v.boolean(),
  /** It is closed, and this device has every message of it: none is missing before those of the next volume. */
  isWhole: v.optional(v.boolean(), false),
});

/** One volume, as it was when it was last in step. */
export type Held = v.InferOutput<typeof held>;

/** Beside the names of volumes: no document is called so. */
const EPOCH = 'epoch';

export class HeldVolumes {
  /** Settles when the disk has been read; never rejects. */
  readonly ready: Promise<void>;
  readonly #disk: string;
  readonly #epoch: number;
  readonly #store: KeyedStore;
  readonly #volumes = new Map<string, Held>();
  #writes: Promise<boolean> = Promise.resolve(true);

  /**
   * @param disk prefix of this person's databases on this device
   * @param epoch of the server's database; when it is a new one, every volume may have what the server lost
   */
  constructor(disk: string, epoch: number) {
    this.#disk = disk;
    this.#epoch = epoch;
    this.#store = new KeyedStore(`${disk}held`);
    this.ready = this.#read();
  }

  get(name: string): Held | undefined {
    return this.#volumes.get(name);
  }

  get names(): Iterable<string> {
    return this.#volumes.keys();
  }

  /** Names of all volumes that may have unsent records. */
  get unsent(): string[] {
    return [...this.#volumes].flatMap(([name, { mayHaveUnsent }]) => (mayHaveUnsent ? [name] : []));
  }

  /** Numbers of the volumes of a group that may have unsent records. */
  unsentOf(groupId: GroupId): number[] {
    return [...this.#volumes].flatMap(([name, { mayHaveUnsent }]) => {
      const parsed = parseDocumentName(name);
      return mayHaveUnsent && parsed?.kind === 'group' && parsed.groupId === groupId ? [parsed.volume] : [];
    });
  }

  /** Groups of which anything is held. */
  get groups(): Set<GroupId> {
    return new Set([...this.#volumes.keys()].flatMap((name) => groupOf(name) ?? []));
  }

  /**
   * Says what is held. "On this device" may be said of a record only when its volume is noted as unsent.
   * @returns whether that is on the disk
   */
  note(name: string, changes: Partial<Held>): Promise<boolean> {
    const before = this.#volumes.get(name);
    const after = { rev: 0, mayHaveUnsent: false, isWhole: false, ...before, ...changes };
    const isSame =
      before?.rev === after.rev &&
      before.mayHaveUnsent === after.mayHaveUnsent &&
      before.isWhole === after.isWhole;
    if (isSame) return this.#writes;
    this.#volumes.set(name, after);
    return this.#write((store) => store.put(after, name));
  }

  /** A volume is no longer on this device. */
  async forget(name: string): Promise<void> {
    this.#volumes.delete(name);
    await this.#write((store) => store.delete(name));
  }

  /** Removes every volume of a group from this device. */
  async eraseGroup(groupId: GroupId): Promise<void> {
    const names = [...this.#volumes.keys()].filter((name) => groupOf(name) === groupId);
    // Another tab may hold one open; the browser deletes it when that tab lets go.
    for (const name of names) indexedDB.deleteDatabase(`${this.#disk}${name}`);
    for (const name of names) this.#volumes.delete(name);
    await this.#write((store) => names.forEach((name) => store.delete(name)));
  }

  #write(change: (store: IDBObjectStore) => void): Promise<boolean> {
    const written = async () => {
      try {
        await this.#store.change(change);
        return true;
      } catch {
        return false; // A disk that keeps nothing is said where the documents fail.
      }
    };
    this.#writes = this.#writes.then(written);
    return this.#writes;
  }

  async #read(): Promise<void> {
    try {
      const stored = await this.#store.read();
      const isSameEpoch = [this.#epoch, undefined].includes(stored.get(EPOCH) as number | undefined);
      for (const [name, value] of stored) {
        const parsed = v.safeParse(held, value);
        if (!parsed.success || this.#volumes.has(name)) continue;
        this.#volumes.set(
          name,
          isSameEpoch ? parsed.output : { rev: 0, mayHaveUnsent: true, isWhole: false },
        );
      }
      if (stored.get(EPOCH) === this.#epoch) return;
      const volumes = [...this.#volumes];
      void this.#write((store) => {
        for (const [name, one] of volumes) store.put(one, name);
        store.put(this.#epoch, EPOCH);
      });
    } catch {
      // Nothing is held where nothing can be kept.
    }
  }
}

function groupOf(name: string): GroupId | null {
  const parsed = parseDocumentName(name);
  return parsed?.kind === 'group' ? parsed.groupId : null;
}
