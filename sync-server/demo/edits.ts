/** What people correct: the message is sent with a slip, the edit is what they meant. */
import type { Random } from './random.ts';

/** One or two texts before the right one, oldest first, or null if the text offers nothing to slip on. */
export function slipsOf(random: Random, meant: string): string[] | null {
  const first = random.chance(0.22) ? wrongNumber(random, meant) : typo(random, meant);
  if (first === null) return null;
  if (!random.chance(0.16)) return [first];
  const second = typo(random, first);
  return second === null || second === meant ? [first] : [second, first];
}

/** What one adds when something was forgotten. */
export const afterthoughts: readonly string[] = [
  '(edit: photo is in the folder)',
  'EDIT: tomorrow, not today',
  '(measured, not guessed)',
  'Edit: found the sheet, it agrees',
  '(edited: wrong site first, sorry)',
  '(as far as I can see from here)',
  'Edit: done',
  '(numbers from the new meter)',
  'PS: key is back on the hook',
  '(and yes, isolated and locked)',
  'edit: second try worked too',
  '(see the log for the rest)',
];

/** Words outside code, links and mentions. */
const WORD = /(?<![\p{L}\d@/.:`-])\p{Ll}{4,}(?![\p{L}\d/:@`-])/gu;

function typo(random: Random, text: string): string | null {
  const prose = text.split('```')[0]!;
  const candidates = [...prose.matchAll(WORD)].filter(({ index }) => !isInCode(prose, index));
  if (candidates.length === 0) return null;
  const { 0: word, index } = random.pick(candidates);
  const wrong = misspell(random, word);
  return wrong === word ? null : text.slice(0, index) + wrong + text.slice(index + word.length);
}

const isInCode = (text: string, index: number): boolean => text.slice(0, index).split('`').length % 2 === 0;

function misspell(random: Random, word: string): string {
  const i = random.integer(1, word.length - 2);
  const swapped = word.slice(0, i) + word[i + 1] + word[i] + word.slice(i + 2);
  const dropped = word.slice(0, i) + word.slice(i + 1);
  const doubled = word.slice(0, i) + word[i] + word.slice(i);
  const slipped = word.slice(0, i) + (NEIGHBOURS[word.charAt(i)] ?? word[i]) + word.slice(i + 1);
  return random.pick([swapped, swapped, dropped, dropped, doubled, slipped]);
}

const NEIGHBOURS: Record<string, string> = {
  a: 's',
  b: 'v',
  c: 'v',
  d: 'f',
  e: 'r',
  f: 'g',
  g: 'h',
  h: 'j',
  i: 'o',
  j: 'k',
  k: 'l',
  l: 'k',
  m: 'n',
  n: 'm',
  o: 'p',
  p: 'o',
  q: 'w',
  r: 't',
  s: 'd',
  t: 'y',
  u: 'i',
  v: 'b',
  w: 'e',
  x: 'c',
  y: 'u',
  z: 'x',
};

/** One digit off, as on a small keyboard with gloves on. */
function wrongNumber(random: Random, text: string): string | null {
  const prose = text.split(/```|http/)[0]!;
  const digits = [
    ...prose.matchAll(
      /(?<![\p{L}\d`#-])\d+(?:[.:]\d+)?(?= (?:bar|m|A|V|l|NTU|mg|km|mm|%|minutes|°C|left)\b)/gu,
    ),
  ];
  if (digits.length === 0) return typo(random, text);
  const { 0: number, index } = random.pick(digits);
  const last = Number(number.at(-1));
  return (
    text.slice(0, index) +
    number.slice(0, -1) +
    ((last + random.integer(1, 9)) % 10) +
    text.slice(index + number.length)
  );
}
