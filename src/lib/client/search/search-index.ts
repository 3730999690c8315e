/**
 * The index of one device: messages of the volumes that were put into it, to be found by the beginnings of words.
 * In memory only. What a volume no longer shows is taken out at once, not marked for later: an erased text is
 * nowhere in here.
 */
import MiniSearch, { type Query } from 'minisearch';
import type { FoldedMessage } from '#domain/fold-group.ts';
import type { GroupId, RecordId, UserId } from '#domain/ids.ts';
import { excerptOf, hasPhrase, wordsIn, type Segment, type Wanted } from '#domain/search-text.ts';
import { wholePlainText } from '../plain-text.ts';

/** So many of each conversation are handed out, the newest; all are counted. */
const SHOWN_MAX = 50;

export interface Wish extends Wanted {
  /** Only of these people; null for anybody. */
  readonly by: readonly UserId[] | null;
  readonly groups: readonly GroupId[];
  /** Milliseconds since 1970, of when it was accepted or, while it was not, written. */
  readonly before: number | null;
  readonly since: number | null;
}

export interface Hit {
  readonly id: RecordId;
  readonly by: UserId;
  readonly at: number;
  readonly excerpt: readonly Segment[];
}

export interface FoundIn {
  readonly groupId: GroupId;
  readonly count: number;
  /** Newest first. */
  readonly hits: readonly Hit[];
}

/** What an index covers. */
export interface Coverage {
  readonly messages: number;
  /** When the oldest of them was accepted. */
  readonly since: number | null;
}

interface Entry {
  /** Unique here: a message that is carried stands in two volumes for a moment. */
  readonly key: string;
  readonly id: RecordId;
  readonly groupId: GroupId;
  readonly by: UserId;
  readonly text: string;
  readonly at: number;
  /** Its place in the conversation: what was accepted in one go has one time. Above all others while it has none. */
  readonly seq: number;
}

export class SearchIndex {
  readonly #words = new MiniSearch<Entry>({
    idField: 'key',
    fields: ['text'],
    tokenize: (text) => wordsIn(text).map(({ word }) => word),
    // They come folded out of `wordsIn`.
    processTerm: (word) => word,
  });
  readonly #entries = new Map<string, Entry>();
  readonly #volumes = new Map<string, ReadonlySet<string>>();

  /** Makes a volume's messages those, whatever it had before. */
  put(volume: string, groupId: GroupId, messages: readonly FoldedMessage[]): void {
    const entries = messages
      .filter(({ deleted, text }) => !deleted && text !== '')
      .map(({ id, by, text, acceptedAt, writtenAt, seq }): Entry => {
        const place = { at: acceptedAt ?? writtenAt, seq: seq ?? Number.MAX_SAFE_INTEGER };
        return { key: `${volume}/${id}`, id, groupId, by, text, ...place };
      });
    const keys = new Set(entries.map(({ key }) => key));
    for (const key of this.#volumes.get(volume) ?? []) if (!keys.has(key)) this.#remove(key);
    for (const entry of entries) {
      const before = this.#entries.get(entry.key);
      if (before?.text !== entry.text) {
        if (before) this.#remove(before.key);
        this.#words.add(entry);
      }
      this.#entries.set(entry.key, entry);
    }
    this.#volumes.set(volume, keys);
  }

  /** Takes a volume out. */
  drop(volume: string): void {
    for (const key of this.#volumes.get(volume) ?? []) this.#remove(key);
    this.#volumes.delete(volume);
  }

  get coverage(): Coverage {
    let since: number | null = null;
    for (const { at } of this.#entries.values()) if (since === null || at < since) since = at;
    return { messages: this.#entries.size, since };
  }

  /** The conversation with the newest hit first. */
  find(wish: Wish): FoundIn[] {
    const seen = new Set<string>();
    const found = this.#matching(wish)
      .filter((entry) => isWished(entry, wish))
      .sort((a, b) => b.at - a.at || b.seq - a.seq || (a.key < b.key ? 1 : -1))
      .filter(({ id }) => !seen.has(id) && seen.add(id));
    return [...Map.groupBy(found, ({ groupId }) => groupId)].map(([groupId, entries]) => ({
      groupId,
      count: entries.length,
      hits: entries
        .slice(0, SHOWN_MAX)
        .map(({ id, by, at, text }) => ({ id, by, at, excerpt: excerptAsShown(text, wish) })),
    }));
  }

  /** By their words; all where none are wished. */
  #matching({ words, phrases }: Wish): Entry[] {
    const queries: Query[] = [
      ...words.map((word) => ({ queries: [word], prefix: true })),
      ...phrases.flat().map((word) => ({ queries: [word] })),
    ];
    if (queries.length === 0) return [...this.#entries.values()];
    return this.#words
      .search({ combineWith: 'AND', queries })
      .flatMap(({ id }) => this.#entries.get(id as string) ?? []);
  }

  #remove(key: string): void {
    const entry = this.#entries.get(key);
    if (!entry) return;
    this.#words.remove(entry);
    this.#entries.delete(key);
  }
}

function isWished({ groupId, by, at, text }: Entry, wish: Wish): boolean {
  if (!wish.groups.includes(groupId) || (wish.by !== null && !wish.by.includes(by))) return false;
  if ((wish.before !== null && at >= wish.before) || (wish.since !== null && at < wish.since)) return false;
  if (wish.phrases.length === 0) return true;
  const words = wordsIn(text);
  return wish.phrases.every((phrase) => hasPhrase(words, phrase));
}

/** Without Markdown, unless what is looked for is in what that takes away, such as the address of a link. */
function excerptAsShown(text: string, wish: Wish): readonly Segment[] {
  const shown = excerptOf(wholePlainText(text), wish);
  const isHit = shown.some((segment) => segment.isHit) || wish.words.length + wish.phrases.length === 0;
  return isHit ? shown : excerptOf(text, wish);
}
