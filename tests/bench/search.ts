/** What a search on the device costs: a letter in 10,000 messages, as the worker answers it, without a browser. */
import { performance } from 'node:perf_hooks';
import { SearchIndex, type Wish } from '#client/search/search-index.ts';
import type { FoldedMessage } from '#domain/fold-group.ts';
import type { GroupId, RecordId, UserId } from '#domain/ids.ts';
import { VOLUME } from '#domain/limits.ts';
import { createChance, type Chance } from '../support/chance.ts';
import { median, rounded, type Benchmark } from './benchmark.ts';

const MESSAGES = 10_000;
const GROUP = 'groupgroupgroup1' as GroupId;
/** A message has 47 characters at the median: about eight words, out of so many. */
const WORDS_PER_MESSAGE = 8;
const VOCABULARY = 8_000;
const SEARCHES = 200;

export const search: Benchmark = {
  figures: ['search_10k_ms'],
  run(seed) {
    const chance = createChance(seed);
    const words = Array.from({ length: VOCABULARY }, () => wordBy(chance));
    const index = new SearchIndex();
    const begun = performance.now();
    for (let from = 0; from < MESSAGES; from += VOLUME.messages) {
      const messages = Array.from({ length: VOLUME.messages }, (_, at) =>
        messageBy(chance, words, from + at),
      );
      index.put(`group/${GROUP}/${from / VOLUME.messages + 1}`, GROUP, messages);
    }
    const buildMs = performance.now() - begun;
    const ask = (typed: string) => {
      const wish = wishFor([typed]);
      const asked = performance.now();
      const count = index.find(wish)[0]?.count ?? 0;
      return { ms: performance.now() - asked, count };
    };
    const ofBeginnings = Array.from({ length: SEARCHES }, () => ask(pick(chance, words).slice(0, 3)));
    // One letter finds most of all: the dearest there is, and typed before anything else.
    const ofLetters = LETTERS.map(ask);
    const counts = ofLetters.map(({ count }) => count);
    if (median(counts) === 0) throw new Error('nothing was found');
    const parts = {
      found: median(counts),
      three_letters_ms: rounded(median(ofBeginnings.map(({ ms }) => ms))),
      build_ms: rounded(buildMs),
    };
    return Promise.resolve([
      { name: 'search_10k_ms', value: median(ofLetters.map(({ ms }) => ms)), goal: 50, parts },
    ]);
  },
};

const wishFor = (words: readonly string[]): Wish => ({
  ...{ words, phrases: [], by: null, groups: [GROUP], before: null, since: null },
});

const pick = <T>(chance: Chance, all: readonly T[]): T => all[chance.integer(0, all.length - 1)]!;
const LETTERS = [...'aeiounrtslmdgpbkfvhwcy'];
const wordBy = (chance: Chance): string =>
  Array.from({ length: chance.integer(3, 8) }, () => pick(chance, LETTERS)).join('');

function messageBy(chance: Chance, words: readonly string[], at: number): FoldedMessage {
  // Some words are said all the time and most hardly ever.
  const word = () => words[Math.floor(words.length * chance.next() ** 3)]!;
  const text = Array.from({ length: WORDS_PER_MESSAGE }, word).join(' ');
  const id = String(at).padStart(16, '0') as RecordId;
  return {
    ...{
      id,
      by: 'person0000000001' as UserId,
      text,
      original: text,
      writtenAt: at,
      acceptedAt: at,
      seq: at + 1,
    },
    ...{ replyTo: null, edits: [], deleted: false, reactions: [], waiting: [] },
  };
}
