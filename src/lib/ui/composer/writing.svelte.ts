/**
 * What is being written in one conversation. Kept on this device at every change, so that reloading loses nothing, and
 * told to the person's other devices at each pause.
 */
import type { SharedDraft } from '#client/drafts.svelte.ts';
import type { GroupId, RecordId, UserId } from '#domain/ids.ts';

interface Draft {
  text: string;
  replyTo: RecordId | null;
  /** An edit under way; the draft waits meanwhile. It stays on this device. */
  editing: { readonly id: RecordId; readonly text: string } | null;
  /** Of the shared draft that this one follows. */
  version: number;
  /** Whether the other devices do not know of it yet. */
  isNew: boolean;
}

/** How a draft reaches the other devices. @returns its version, or null where it is not shared */
export type Share = (draft: Pick<SharedDraft, 'text' | 'replyTo'>) => number | null;

/** Nobody changes what they write twice in this time without going on. */
const PAUSE_MS = 1_000;

/** Under which a person's draft in a group is kept. */
export const draftKey = (me: UserId, groupId: GroupId): string => `cairn.draft/${me}/${groupId}`;

const EMPTY: Draft = { text: '', replyTo: null, editing: null, version: 0, isNew: false };

export class Writing {
  readonly #key: string;
  readonly #share: Share;
  #draft = $state.raw<Draft>(EMPTY);
  #pause: ReturnType<typeof setTimeout> | undefined;

  /** @param key under which it is kept */
  constructor(key: string, share: Share = () => null) {
    this.#key = key;
    this.#share = share;
    this.#draft = read(key);
  }

  get text(): string {
    return this.#draft.editing?.text ?? this.#draft.text;
  }
  set text(text: string) {
    const { editing } = this.#draft;
    this.#change(editing ? { editing: { ...editing, text } } : { text, isNew: true });
  }
  get editing(): { readonly id: RecordId } | null {
    return this.#draft.editing;
  }
  get replyTo(): RecordId | null {
    return this.#draft.editing ? null : this.#draft.replyTo;
  }

  reply(id: RecordId): void {
    this.#change({ replyTo: id, editing: null, isNew: true });
  }
  edit(id: RecordId, text: string): void {
    this.#change({ editing: { id, text } });
  }
  /** Puts a text below what the draft says already. */
  add(text: string): void {
    const before = this.#draft.text.trimEnd();
    this.#change({ text: before === '' ? text : `${before}\n\n${text}`, isNew: true });
  }
  /** Leaves the edit, which brings back the draft; or the reply, which keeps the text. */
  leave(): void {
    this.#change(this.#draft.editing ? { editing: null } : { replyTo: null, isNew: true });
  }
  /** It was sent. */
  finish(): void {
    if (this.#draft.editing) return this.#change({ editing: null });
    this.#change({ text: '', replyTo: null, isNew: true });
    this.tell();
  }

  /** Takes over what another device has written since; not over what is only here. */
  follow({ version, text, replyTo }: SharedDraft): void {
    if (version > this.#draft.version && !this.#draft.isNew) this.#change({ version, text, replyTo });
  }

  /** Tells the other devices now: at a pause, and before the conversation is left. */
  tell(): void {
    clearTimeout(this.#pause);
    this.#pause = undefined;
    const { isNew, text, replyTo } = this.#draft;
    if (!isNew) return;
    const version = this.#share({ text, replyTo });
    if (version !== null) this.#change({ version, isNew: false });
    // What was sent is nobody's draft, shared or not.
    else if (text === '' && replyTo === null) this.#change({ isNew: false });
  }

  #change(change: Partial<Draft>): void {
    this.#draft = { ...this.#draft, ...change };
    keep(this.#key, this.#draft);
    clearTimeout(this.#pause);
    if (this.#draft.isNew) this.#pause = setTimeout(() => this.tell(), PAUSE_MS);
  }
}

function read(key: string): Draft {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<Draft>;
    // One of before drafts were shared is new to the other devices.
    return { ...EMPTY, isNew: kept.version === undefined && Boolean(kept.text), ...kept };
  } catch {
    return EMPTY; // Not ours, or blocked: there is no draft.
  }
}

function keep(key: string, draft: Draft): void {
  const { text, replyTo, editing, isNew } = draft;
  const isEmpty = text === '' && replyTo === null && editing === null && !isNew;
  try {
    if (isEmpty) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(draft));
  } catch {
    // A full or blocked disk: the draft lives as long as the page, and the list says that nothing is kept.
  }
}
