/** [U4] What this person has begun to write, as all their devices know it. */
import type { DeviceId, GroupId, RecordId } from '#domain/ids.ts';
import { readDraft, setDraft } from '#domain/user-document.ts';
import { observed } from './observe.svelte.ts';
import type { Replica } from './replica.ts';

export interface SharedDraft {
  /** Counts over all devices; 0 where there never was one. */
  readonly version: number;
  readonly text: string;
  readonly replyTo: RecordId | null;
}

export class Drafts {
  readonly #own: Replica;
  readonly #deviceId: DeviceId;
  readonly #observe: () => void;

  constructor(own: Replica, deviceId: DeviceId) {
    this.#own = own;
    this.#deviceId = deviceId;
    this.#observe = observed(own);
  }

  of(groupId: GroupId): SharedDraft {
    this.#observe();
    const [version, text, replyTo] = readDraft(this.#own.doc, groupId);
    return { version, text, replyTo };
  }

  /** Tells the other devices. @returns its version, or null where it stays on this device because it is too large */
  set(groupId: GroupId, draft: Pick<SharedDraft, 'text' | 'replyTo'>): number | null {
    const { doc } = this.#own;
    const [version, text, replyTo] = readDraft(doc, groupId);
    if (text === draft.text && replyTo === draft.replyTo) return version;
    let written: number | null = null;
    void this.#own.write(() => (written = setDraft(doc, groupId, this.#deviceId, draft)));
    return written;
  }
}
