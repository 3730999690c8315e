import type { Cairn } from '#client/cairn.svelte.ts';
import type { Person } from '#client/directory.svelte.ts';
import type { Group } from '#client/group.svelte.ts';
import { rankNames } from '#client/search/rank-names.ts';
import { words } from '../words/words.ts';

/** Where the switcher leads. */
export type Place =
  | { readonly kind: 'group'; readonly key: string; readonly name: string; readonly group: Group }
  | { readonly kind: 'person'; readonly key: string; readonly name: string; readonly person: Person }
  | { readonly kind: 'search'; readonly key: string; readonly name: string };

const SHOWN_MAX = 12;

/**
 * [U36] Conversations, the latest first, then people without one, then the search for messages; with something typed
 * those that are called so.
 * @param openId the conversation on screen, which is not a place to go to until it is asked for
 */
export function placesFor(
  typed: string,
  { groups, directory, me }: Pick<Cairn, 'groups' | 'directory' | 'me'>,
  openId: string | undefined,
): Place[] {
  const met = new Set(groups.map(({ partner }) => partner));
  const conversations = groups
    .filter(({ id }) => typed.trim() !== '' || id !== openId)
    .map((group): Place => ({
      kind: 'group',
      key: group.id,
      name: group.name || words().kit.newConversation,
      group,
    }));
  const people = directory.people
    .filter(({ id, active }) => active && id !== me.id && !met.has(id))
    .map((person): Place => ({ kind: 'person', key: person.id, name: person.name, person }));
  const named = rankNames(typed, [...conversations, ...people], namesOf).slice(0, SHOWN_MAX);
  return [...named, { kind: 'search', key: 'search', name: typed.trim() }];

  function namesOf(place: Place): string[] {
    const id =
      place.kind === 'person' ? place.person.id : place.kind === 'group' ? place.group.partner : null;
    const person = id === null ? undefined : directory.people.find((one) => one.id === id);
    return [place.name, ...(person ? [person.employeeId] : [])];
  }
}
