import type { Person } from '#client/directory.svelte.ts';

export interface PersonSuggestion {
  readonly person: Person;
  readonly isMember: boolean;
}

/** People of whose name a word, or whose employee id, begins like this; members first. */
export function suggestPeople(
  query: string,
  people: readonly Person[],
  isMember: (person: Person) => boolean,
  max: number,
): PersonSuggestion[] {
  const wanted = folded(query);
  return people
    .filter(({ name, employeeId, active }) => active && beginsWith(wanted, `${name} ${employeeId}`))
    .map((person) => ({ person, isMember: isMember(person) }))
    .sort((a, b) => Number(b.isMember) - Number(a.isMember))
    .slice(0, max);
}

const beginsWith = (wanted: string, words: string): boolean =>
  folded(words)
    .split(/[\s._-]+/)
    .some((word, at, all) => word.startsWith(wanted) || all.slice(at).join(' ').startsWith(wanted)) ||
  folded(words).split(' ').at(-1)!.startsWith(wanted);

/** Without accents and capitals. */
const folded = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
