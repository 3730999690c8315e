/**
 * [S19] "Not delivered": what the server refused of this person, kept on this device until they are done with it. A
 * refusal takes the record out of its document, so it is written here before that reaches the disk. All tabs show
 * the same.
 */
import * as v from 'valibot';
import { isGroupId, type GroupId, type RecordId } from '#domain/ids.ts';
import type { OwnRecord } from '#domain/own-records.ts';
import { REFUSALS, type Refusal } from '#domain/refusal.ts';
import { guard } from './guard.ts';
import { KeyedStore } from './keyed-store.ts';

/**
 * A message, an edit or a deletion that was refused, or a whole conversation in which nothing was written yet [S22]; a
 * reaction is not worth keeping.
 */
export interface Undelivered {
  /** As the ledger names it. */
  readonly id: string;
  readonly groupId: GroupId;
  /** What the group was called; it may no longer be on this device. */
  readonly groupName: string;
  readonly kind: 'message' | 'edit' | 'deletion' | 'conversation';
  /** What was written; empty for a deletion and a conversation. */
  readonly text: string;
  /** The message that it replies to, edits or deletes. */
  readonly target: RecordId | null;
  readonly reason: Refusal;
  /** Milliseconds since 1970, by this device's clock and by the server's; the latter null where it never said. */
  readonly writtenAt: number;
  readonly refusedAt: number | null;
}

const undelivered = v.object({
  id: v.string(),
  groupId: v.custom<GroupId>(isGroupId),
  groupName: v.string(),
  kind: v.picklist(['message', 'edit', 'deletion', 'conversation']),
  text: v.string(),
  target: v.nullable(v.custom<RecordId>((id) => typeof id === 'string')),
  reason: v.custom<Refusal>((reason) => typeof reason === 'string' && reason in REFUSALS),
  writtenAt: v.number(),
  refusedAt: v.nullable(v.number()),
});

export class NotDelivered {
  /** Oldest first. */
  entries = $state.raw<readonly Undelivered[]>([]);
  readonly #store: KeyedStore;
  readonly #tabs: BroadcastChannel;
  readonly #ready: Promise<void>;
  /** Where nothing can be written, they are kept for as long as the page lives. */
  readonly #inMemory = new Map<string, Undelivered>();

  /** @param disk prefix of this person's databases on this device */
  constructor(disk: string) {
    const name = `${disk}not-delivered`;
    this.#store = new KeyedStore(name);
    this.#tabs = new BroadcastChannel(name);
    this.#tabs.onmessage = guard(() => void this.#read());
    this.#ready = this.#read();
  }

  ofGroup(groupId: GroupId): readonly Undelivered[] {
    return this.entries.filter((entry) => entry.groupId === groupId);
  }

  /**
   * Keeps what was refused, once each; resolves when it is on the disk.
   * @throws where it cannot be: it is then kept in memory, and the caller must not let go of what it has
   */
  async keep(entries: readonly Undelivered[]): Promise<void> {
    if (entries.length === 0) return;
    await this.#change(
      (store) => entries.forEach((entry) => store.put(entry, entry.id)),
      () => entries.forEach((entry) => this.#inMemory.set(entry.id, entry)),
    );
  }

  /**
   * Lets go of what had arrived after all: somebody who is taken out of a group while the answer is under way hears
   * of it when they are in it again.
   */
  async removeDelivered(groupId: GroupId, accepted: ReadonlySet<string>): Promise<void> {
    await this.#ready;
    const delivered = this.ofGroup(groupId).filter(
      ({ id, reason }) => reason === 'not-member' && accepted.has(id),
    );
    for (const { id } of delivered) await this.remove(id);
  }

  /** Lets one go, for good. */
  async remove(id: string): Promise<void> {
    this.#inMemory.delete(id);
    await this.#change(
      (store) => store.delete(id),
      () => {},
    );
  }

  close(): void {
    this.#tabs.close();
  }

  async #change(onDisk: (store: IDBObjectStore) => void, otherwise: () => void): Promise<void> {
    try {
      await this.#store.change(onDisk);
    } catch (error) {
      otherwise();
      throw error;
    } finally {
      await this.#read();
      this.#tabs.postMessage('changed');
    }
  }

  async #read(): Promise<void> {
    let stored: unknown[] = [];
    try {
      stored = [...(await this.#store.read()).values()];
    } catch {
      // A browser that keeps nothing; what is in memory is shown.
    }
    const read = stored.flatMap((one) => {
      const parsed = v.safeParse(undelivered, one);
      return parsed.success ? [parsed.output] : [];
    });
    const all = new Map([...read, ...this.#inMemory.values()].map((entry) => [entry.id, entry]));
    this.entries = [...all.values()].sort((a, b) => a.writtenAt - b.writtenAt);
  }
}

/** A conversation that the server did not make, as it is kept: whoever made it would otherwise just miss it. */
export const conversationUndelivered = (
  { id, name }: { readonly id: GroupId; readonly name: string },
  reason: Refusal,
  writtenAt: number,
): Undelivered => ({
  ...{ id, groupId: id, groupName: name, kind: 'conversation', text: '', target: null },
  ...{ reason, writtenAt, refusedAt: null },
});

/** A refused record as it is kept, or nothing for what is not worth keeping. */
export function toUndelivered(
  { root, record }: OwnRecord,
  { id, reason, decidedAt }: { id: string; reason: Refusal; decidedAt: number | null },
  group: { readonly id: GroupId; readonly name: string },
): Undelivered[] {
  if (root === 'reactions') return [];
  const isDeletion = 'deleted' in record;
  const target = 'to' in record ? record.to : 'replyTo' in record ? record.replyTo : undefined;
  return [
    {
      id,
      groupId: group.id,
      groupName: group.name,
      kind: root === 'messages' ? 'message' : isDeletion ? 'deletion' : 'edit',
      // A record that was no good may lack anything.
      text: 'text' in record ? String(record.text) : '',
      target: target ?? null,
      reason,
      writtenAt: Number(record.at) || decidedAt || 0,
      refusedAt: decidedAt,
    },
  ];
}
