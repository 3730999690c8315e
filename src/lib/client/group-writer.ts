/** Writes a person's records into a volume, after asking the same rules that the server will ask. */
import type * as Y from 'yjs';
import { volumeOf } from '#domain/group-document.ts';
import type { RecordId, UserId } from '#domain/ids.ts';
import { parseRecord, textRefusal, type GroupRecord, type MemberRoot } from '#domain/records.ts';
import type { Refusal } from '#domain/refusal.ts';
import { actRefusal, type Actor, type Target } from '#domain/rules.ts';
import { newId } from './random.ts';
import type { Replica } from './replica.ts';

/** A record that was written, and when it is known to be on the disk; or why it was not written. */
export type Written =
  { readonly id: RecordId; readonly durable: Promise<boolean> } | { readonly refusal: Refusal };

/** The message that an edit, a deletion or a reaction is about. */
type TargetMessage = Target & { readonly id: RecordId };

export class GroupWriter {
  readonly #replica: Replica;
  readonly #me: UserId;

  constructor(replica: Replica, me: UserId) {
    this.#replica = replica;
    this.#me = me;
  }

  post(text: string, replyTo?: RecordId): Written {
    return this.#append('messages', textRefusal(text), (common) => ({
      ...common,
      text,
      ...(replyTo === undefined ? {} : { replyTo }),
    }));
  }

  edit(target: TargetMessage | undefined, text: string, actor: Actor): Written {
    const refusal = actRefusal('edit', actor, target) ?? textRefusal(text);
    return this.#append('edits', refusal, (common) => ({ ...common, to: target!.id, text }));
  }

  remove(target: TargetMessage | undefined, actor: Actor): Written {
    return this.#append('edits', actRefusal('delete', actor, target), (common) => ({
      ...common,
      to: target!.id,
      deleted: true,
    }));
  }

  react(target: TargetMessage | undefined, emoji: string, on: boolean, actor: Actor): Written {
    return this.#append('reactions', actRefusal('react', actor, target), (common) => ({
      ...common,
      to: target!.id,
      emoji,
      on,
    }));
  }

  #append(
    root: MemberRoot,
    refusal: Refusal | null,
    build: (common: { id: RecordId; by: UserId; at: number }) => GroupRecord,
  ): Written {
    if (refusal !== null) return { refusal };
    const parsed = parseRecord(root, build({ id: newId<RecordId>(), by: this.#me, at: Date.now() }));
    if (parsed.refusal !== null) return parsed;
    const { record } = parsed;
    const durable = this.#replica.write(() => {
      (volumeOf(this.#replica.doc)[root] as Y.Array<GroupRecord>).push([record]);
    });
    return { id: record.id, durable };
  }
}
