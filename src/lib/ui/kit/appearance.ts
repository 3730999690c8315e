/** How somebody or something looks before anybody chose a picture: the same on every device. */

/** White text on each has a contrast of 4.8 or more. */
const HUES = [
  '#1c6b50',
  '#9a5b2c',
  '#46618f',
  '#6c4a86',
  '#8f4646',
  '#3a6670',
  '#5d6a26',
  '#84456a',
] as const;

/** A colour that stays with an id. */
export function hueOf(id: string): string {
  let hash = 0x811c9dc5; // FNV-1a
  for (const character of id) hash = Math.imul(hash ^ character.codePointAt(0)!, 16_777_619);
  hash = (hash ^ (hash >>> 15)) >>> 0;
  return HUES[hash % HUES.length]!;
}

/** Two letters at most: of the first and the last word, or of the only one. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const [first = '', last = ''] = [words[0], words.length > 1 ? words.at(-1) : undefined];
  const letters = last === '' ? [...first].slice(0, 2) : [[...first][0], [...last][0]];
  return letters.join('').toLocaleUpperCase();
}

export const firstNameOf = (name: string): string => name.trim().split(/\s+/)[0] ?? name;
