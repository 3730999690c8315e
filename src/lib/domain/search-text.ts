/**
 * Text as a search sees it: words without accents and capitals. Pure, so that what is looked for and what is looked
 * in are taken apart alike.
 */

export interface Word {
  /** Folded: as it is compared. */
  readonly word: string;
  /** Where it stands in the text. */
  readonly start: number;
  readonly end: number;
}

/** What a search looks for in a text. All of it has to be there. */
export interface Wanted {
  /** Folded beginnings of words. */
  readonly words: readonly string[];
  /** Folded whole words in a row. */
  readonly phrases: readonly (readonly string[])[];
}

export interface Segment {
  readonly text: string;
  readonly isHit: boolean;
}

/** Scripts that put no spaces between words: each of their characters is one. */
const ALONE = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}';
const WORD = new RegExp(
  `\\p{Extended_Pictographic}|[${ALONE}]\\p{M}*|(?:(?![${ALONE}])[\\p{L}\\p{N}\\p{M}])+`,
  'gu',
);

/** Shown before the first hit, and in all. */
const BEFORE_HIT = 40;
const EXCERPT_MAX = 180;

/** Without accents and capitals, and with compatible characters made one. */
export const folded = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

export const wordsIn = (text: string): Word[] =>
  [...text.matchAll(WORD)]
    .map(({ 0: whole, index }) => ({ word: folded(whole), start: index, end: index + whole.length }))
    .filter(({ word }) => word !== '');

/** Whether these words stand in the text in a row. */
export const hasPhrase = (words: readonly Word[], phrase: readonly string[]): boolean =>
  phraseAt(words, phrase, 0) >= 0;

/** The part of a text around the first hit, on one line, cut into what was looked for and what was not. */
export function excerptOf(text: string, wanted: Wanted): Segment[] {
  const line = text.replace(/\s+/gu, ' ').trim();
  const hits = hitsIn(line, wanted);
  const first = hits[0]?.start ?? 0;
  const start = first > BEFORE_HIT ? wordStart(line, first - BEFORE_HIT) : 0;
  const end = Math.max(
    wordEnd(line, start + EXCERPT_MAX),
    Math.min(hits[0]?.end ?? 0, start + 2 * EXCERPT_MAX),
  );
  const segments: Segment[] = start > 0 ? [{ text: '…', isHit: false }] : [];
  let at = start;
  const add = (to: number, isHit: boolean) => {
    if (to > at) segments.push({ text: line.slice(at, to), isHit });
    at = Math.max(at, to);
  };
  for (const hit of hits) {
    if (hit.end > end) break;
    add(hit.start, false);
    add(hit.end, true);
  }
  add(end, false);
  return end < line.length ? [...segments, { text: '…', isHit: false }] : segments;
}

/** In the order of the text. */
function hitsIn(text: string, { words, phrases }: Wanted): Word[] {
  const all = wordsIn(text);
  const hits = new Set(all.filter(({ word }) => words.some((wanted) => word.startsWith(wanted))));
  for (const phrase of phrases)
    for (let at = phraseAt(all, phrase, 0); at >= 0; at = phraseAt(all, phrase, at + 1))
      for (const hit of all.slice(at, at + phrase.length)) hits.add(hit);
  return [...hits].sort((a, b) => a.start - b.start);
}

/** @returns the place of the first word of it, or -1 */
function phraseAt(words: readonly Word[], phrase: readonly string[], from: number): number {
  if (phrase.length === 0) return -1;
  for (let at = from; at + phrase.length <= words.length; at++)
    if (phrase.every((word, place) => words[at + place]!.word === word)) return at;
  return -1;
}

/** Not in the middle of a word, where it has a beginning nearby. */
function wordStart(text: string, at: number): number {
  const space = text.indexOf(' ', at);
  return space >= 0 && space - at < 20 ? space + 1 : whole(text, at);
}

function wordEnd(text: string, at: number): number {
  if (at >= text.length) return text.length;
  const space = text.lastIndexOf(' ', at);
  return at - space < 20 ? space : whole(text, at);
}

/** Not between the two halves of a character. */
const whole = (text: string, at: number): number => (/[\uDC00-\uDFFF]/.test(text[at] ?? '') ? at - 1 : at);
