import { format } from '#client/format.ts';
import type { UserId } from '#domain/ids.ts';
import { isolated } from '../words/isolated.ts';
import { eventWords } from '../words/event-words.ts';
import type { EventLine } from './event-lines.ts';

/** Names in one line; the rest are counted. */
const NAMES_MAX = 5;

export interface Reader {
  readonly me: UserId;
  /** Of the group. */
  readonly kind: 'group' | 'channel' | 'direct';
  nameOf(id: UserId): string;
}

/** What a line says, in the language of the reader. */
export function sayEvent(line: EventLine, reader: Reader): string {
  const say = eventWords();
  const by = whom(line.by, reader, { others: 0, me: say.me });
  const people = whom(line.people, reader, { others: line.others, me: say.meToo });
  switch (line.what) {
    case 'created':
      if (reader.kind === 'channel') return say.createdChannel(...by);
      return line.people.length > 0 ? say.createdWith(...by, ...people) : say.created(...by);
    case 'renamed':
      return line.name === '' ? say.unnamed(...by) : say.renamed(...by, isolated(line.name));
    case 'added':
    case 'removed':
      return say[line.what](...by, ...people);
    case 'made-admin':
      return say.madeAdmin(...by, ...people);
    case 'made-member':
      return line.people[0] === line.by[0] ? say.handedOver(...by) : say.madeMember(...by, ...people);
    case 'became-admin':
      return say.becameAdmin(...by);
    case 'opened-history':
      return say.openedHistory(...by);
    case 'closed-history':
      return say.closedHistory(...by);
    case 'retention-chosen':
      return line.days === 0 ? say.keptForEver(...by) : say.keptFor(...by, line.days);
    case 'retention-left':
      return say.keptAsElsewhere(...by);
    case 'joined':
    case 'left':
    case 'described':
    case 'archived':
    case 'reopened':
      return say[line.what](...by);
  }
}

/** How people are called, and 0 for the reader alone, else how many they are. */
function whom(
  ids: readonly UserId[],
  { me, nameOf }: Reader,
  { others, me: forMe }: { others: number; me: string },
): [names: string, count: number] {
  const isMe = ids.length === 1 && ids[0] === me && others === 0;
  if (isMe) return [forMe, 0];
  // The reader is always named.
  const inOrder = [...ids].sort((a, b) => Number(b === me) - Number(a === me));
  const names = inOrder.slice(0, NAMES_MAX).map((id) => (id === me ? forMe : isolated(nameOf(id))));
  const more = Math.max(0, ids.length - NAMES_MAX) + others;
  if (more > 0) names.push(eventWords().others(more));
  return [format.list(names), ids.length + others];
}
