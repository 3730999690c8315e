/** What is being written in one conversation. Kept on this device at every change; reloading loses nothing. */
import type { GroupId, RecordId, UserId } from '#domain/ids.ts';

interface Draft {
  text: string;
  replyTo: RecordId | null;
  /** An edit under way; the draft waits meanwhile. */
  editing: { readonly id: RecordId; readonly text: string } | null;
}

/** Under which a person's draft in a group is kept. */
export const draftKey = (me: UserId, groupId: GroupId): string => `cairn.draft/${me}/${groupId}`;

const EMPTY: Draft = { text: '', replyTo: null, editing: null };

export class Writing {
  readonly #key: string;
  #draft = $state.raw<Draft>(EMPTY);

  /** @param key under which it is kept */
  constructor(key: string) {
    this.#key = key;
    this.#draft = read(key);
  }

  get text(): string {
    return this.#draft.editing?.text ?? this.#draft.text;
  }
  set text(text: string) {
    const { editing } = this.#draft;
    this.#change(editing ? { editing: { ...editing, text } } : { text });
  }
  get editing(): { readonly id: RecordId } | null {
    return this.#draft.editing;
  }
  get replyTo(): RecordId | null {
    return this.#draft.editing ? null : this.#draft.replyTo;
  }

  reply(id: RecordId): void {
    this.#change({ replyTo: id, editing: null });
  }
  edit(id: RecordId, text: string): void {
    this.#change({ editing: { id, text } });
  }
  /** Puts a text below what the draft says already. */
  add(text: string): void {
    const before = this.#draft.text.trimEnd();
    this.#change({ text: before === '' ? text : `${before}\n\n${text}` });
  }
  /** Leaves the edit, which brings back the draft; or the reply, which keeps the text. */
  leave(): void {
    this.#change(this.#draft.editing ? { editing: null } : { replyTo: null });
  }
  /** It was sent. */
  finish(): void {
    this.#change(this.#draft.editing ? { editing: null } : EMPTY);
  }

  #change(change: Partial<Draft>): void {
    this.#draft = { ...this.#draft, ...change };
    keep(this.#key, this.#draft);
  }
}

function read(key: string): Draft {
  try {
    return { ...EMPTY, ...(JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<Draft>) };
  } catch {
    return EMPTY; // Not ours, or blocked: there is no draft.
  }
}

function keep(key: string, draft: Draft): void {
  const isEmpty = draft.text === '' && draft.replyTo === null && draft.editing === null;
  try {
    if (isEmpty) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(draft));
  } catch {
    // A full or blocked disk: the draft lives as long as the page, and the list says that nothing is kept.
  }
}
