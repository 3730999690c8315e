/** What is suggested while somebody writes a name or an emoji, and which of it is chosen. */
import { loadEmoji, type Emoji } from '#client/emoji.ts';
import { findEmoji } from '#client/find-emoji.ts';
import type { Query } from './query-at.ts';
import type { PersonSuggestion } from './suggest-people.ts';

export type Suggestion =
  | ({ readonly kind: 'person'; readonly key: string; readonly insert: string } & PersonSuggestion)
  | { readonly kind: 'everybody'; readonly key: string; readonly insert: string }
  | { readonly kind: 'emoji'; readonly key: string; readonly insert: string; readonly emoji: Emoji };

const MAX = 8;

export class Completing {
  readonly #people: (query: string, max: number) => readonly PersonSuggestion[];
  #query = $state.raw<Query | null>(null);
  #emoji = $state.raw<readonly Emoji[]>([]);
  #active = $state.raw(0);
  /** Where it was closed by Escape: it stays so until another is begun. */
  #closedAt: number | null = null;

  readonly suggestions: readonly Suggestion[] = $derived.by(() => {
    const query = this.#query;
    if (query === null) return [];
    return query.kind === 'emoji' ? this.#suggestEmoji(query.text) : this.#suggestPeople(query.text);
  });
  /** Place of the chosen one; -1 where nothing is suggested. */
  readonly active: number = $derived(Math.min(this.#active, this.suggestions.length - 1));

  constructor(people: (query: string, max: number) => readonly PersonSuggestion[]) {
    this.#people = people;
  }

  get start(): number {
    return this.#query?.start ?? 0;
  }

  /** @param query what stands before the caret now */
  look(query: Query | null): void {
    if (query?.start !== this.#closedAt) this.#closedAt = null;
    const next = this.#closedAt === null ? query : null;
    if (next?.text === this.#query?.text && next?.start === this.#query?.start) return;
    this.#query = next;
    this.#active = 0;
    if (next?.kind === 'emoji' && this.#emoji.length === 0) void this.#load();
  }

  /** The emoji that is called just so, among those that were suggested from. */
  emojiCalled(name: string): string | undefined {
    return this.#emoji.find(({ shortcodes }) => shortcodes.includes(name))?.emoji;
  }

  move(step: 1 | -1): void {
    const { length } = this.suggestions;
    if (length > 0) this.#active = (this.active + step + length) % length;
  }

  close(): void {
    this.#closedAt = this.#query?.start ?? null;
    this.#query = null;
  }

  #suggestPeople(text: string): Suggestion[] {
    const people: Suggestion[] = this.#people(text, MAX).map((one) => ({
      kind: 'person',
      key: one.person.id,
      insert: `@${one.person.employeeId} `,
      ...one,
    }));
    if (!'all'.startsWith(text.toLowerCase())) return people;
    const everybody: Suggestion = { kind: 'everybody', key: 'all', insert: '@all ' };
    return text === '' ? [...people.slice(0, MAX - 1), everybody] : [everybody, ...people.slice(0, MAX - 1)];
  }

  #suggestEmoji(text: string): Suggestion[] {
    return findEmoji(this.#emoji, text, MAX).map((emoji) => ({
      kind: 'emoji',
      key: emoji.emoji,
      insert: emoji.emoji,
      emoji,
    }));
  }

  async #load(): Promise<void> {
    try {
      this.#emoji = await loadEmoji();
    } catch {
      // Neither kept nor reachable: nothing is suggested, and what is typed stays as it is.
    }
  }
}
