import { EVERYBODY, mentionedIn } from '#domain/mentions.ts';
import type { Directory, Person } from './directory.svelte.ts';
import type { Group } from './group.svelte.ts';

export interface MentionCheck {
  /** Mentioned, but not in the group: they cannot read it. */
  readonly outsiders: readonly Person[];
  /** How many are called by `@all`, the writer left out; 0 when it is not in the text. */
  readonly everybody: number;
}

export const CALLS_NOBODY: MentionCheck = { outsiders: [], everybody: 0 };

/** [U8] Whom a text would call. */
export function checkMentions(text: string, group: Group, directory: Directory): MentionCheck {
  if (!text.includes('@')) return CALLS_NOBODY;
  const names = mentionedIn(text);
  const members = new Set(group.members.map(({ id }) => id));
  const people = [...names].flatMap((name) =>
    name === EVERYBODY ? [] : (directory.withEmployeeId(name) ?? []),
  );
  return {
    outsiders: people.filter(({ id }) => !members.has(id)),
    everybody: names.has(EVERYBODY) ? Math.max(0, members.size - 1) : 0,
  };
}
