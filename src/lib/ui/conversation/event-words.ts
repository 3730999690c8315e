import type { UserId } from '#domain/ids.ts';
import { events, type Whom } from '../words/en/events.ts';
import type { EventLine } from './event-lines.ts';

/** Names in one line; the rest are counted. */
const NAMES_MAX = 5;
const LIST = new Intl.ListFormat('en', { type: 'conjunction' });

export interface Reader {
  readonly me: UserId;
  /** The group is a channel. */
  readonly kind: 'group' | 'channel' | 'direct';
  nameOf(id: UserId): string;
}

/** What a line says, in the language of the reader. */
export function eventWords(line: EventLine, reader: Reader): string {
  const by = whom(line.by, 0, reader);
  const people = line.people.length > 0 ? whom(line.people, line.others, reader) : by;
  switch (line.what) {
    case 'created':
      if (reader.kind === 'channel') return events.createdChannel(by);
      return events.created(by, line.people.length > 0 ? people : null);
    case 'renamed':
      return line.name === '' ? events.unnamed(by) : events.renamed(by, isolated(line.name));
    case 'made-member':
      return people.names === by.names ? events.steppedDown(by) : events.madeMember(by, people);
    case 'added':
    case 'removed':
      return events[line.what](by, people);
    case 'made-admin':
      return events.madeAdmin(by, people);
    case 'became-admin':
      return events.becameAdmin(by);
    case 'opened-history':
      return events.openedHistory(by);
    case 'closed-history':
      return events.closedHistory(by);
    case 'joined':
    case 'left':
    case 'described':
    case 'archived':
    case 'reopened':
      return events[line.what](by);
  }
}

function whom(ids: readonly UserId[], others: number, { me, nameOf }: Reader): Whom {
  const called = (id: UserId) => (id === me ? events.meAmong : isolated(nameOf(id)));
  // The reader is always named.
  const inOrder = [...ids].sort((a, b) => Number(b === me) - Number(a === me));
  const more = Math.max(0, ids.length - NAMES_MAX) + others;
  const names = inOrder.slice(0, NAMES_MAX).map(called);
  if (more > 0) names.push(events.others(more));
  return { names: LIST.format(names), count: ids.length + others, isMe: ids.length === 1 && ids[0] === me };
}

/** A name keeps its direction to itself: written right to left, it does not turn the line around it. */
const isolated = (name: string): string => `\u2068${name}\u2069`;
