import { folded, wordsIn } from '#domain/search-text.ts';

/**
 * What is called something like this, the likeliest first: by the beginnings of its words, else by its letters in
 * order. Among equals the order stays. With nothing typed, all.
 * @param namesOf every name that a thing goes by
 */
export function rankNames<T>(
  typed: string,
  things: readonly T[],
  namesOf: (thing: T) => readonly string[],
): T[] {
  const parts = wordsIn(typed).map(({ word }) => word);
  if (parts.length === 0) return typed.trim() === '' ? [...things] : [];
  const rankOf = (name: string) => rankOfName(parts, name);
  return things
    .map((thing) => ({ thing, rank: Math.min(...namesOf(thing).map(rankOf)) }))
    .filter(({ rank }) => rank < NOT_IT)
    .sort((a, b) => a.rank - b.rank)
    .map(({ thing }) => thing);
}

const NOT_IT = 4;

function rankOfName(parts: readonly string[], name: string): number {
  const words = wordsIn(name).map(({ word }) => word);
  const [whole, wanted] = [words.join(' '), parts.join(' ')];
  if (whole === wanted) return 0;
  if (whole.startsWith(wanted)) return 1;
  if (parts.every((part) => words.some((word) => word.startsWith(part)))) return 2;
  return standInOrder(parts.join(''), folded(name)) ? 3 : NOT_IT;
}

/** Whether these letters stand there in this order, each part of a word: "rdg tm" in "ridge team". */
function standInOrder(letters: string, text: string): boolean {
  let at = -1;
  for (const letter of letters) {
    at = text.indexOf(letter, at + 1);
    if (at < 0) return false;
  }
  return true;
}
