/** What a notification says: what a device gets, encrypted, from the push service. */
import { DIGEST_TAG } from '#domain/digest-tag.ts';
import type { GroupId, RecordId } from '#domain/ids.ts';
import { pushWords } from './push-words.ts';
import type { Subscription } from './send-push.ts';

/** Characters of a message, where the organisation lets them be shown. */
export const TEXT_SHOWN = 50;
/** What a person sees as one character may be long, and push services take 4,096 bytes in all (RFC 8030, 7.2). */
const UNITS_MAX = 600;

export interface Told {
  readonly groupId: GroupId;
  /** Null for a direct conversation of two, which goes by the sender's name. */
  readonly groupName: string | null;
  /** The latest of those that are not read. */
  readonly messageId: RecordId;
  readonly seq: number;
  readonly senderName: string;
  /** Null where it may not be shown. */
  readonly text: string | null;
  /** How many are not read there. */
  readonly count: number;
  /** How many are not read anywhere, for the icon of the application. */
  readonly unread: number;
}

/** How a device reaches this server, and which language it speaks. */
type Listener = Pick<Subscription, 'origin' | 'language'>;

/**
 * Declarative Web Push for browsers that show it by themselves, which our service worker reads as well. `data` is for
 * the worker alone.
 */
export function pushMessage(told: Told, { origin, language }: Listener): string {
  const { groupId, groupName, messageId, seq, senderName, text, count, unread } = told;
  const { message, counted } = pushWords(language);
  const said = text === null ? null : shortened(text);
  const body =
    groupName === null ? capital(said ?? message.alone) : `${senderName}: ${said ?? message.after}`;
  return JSON.stringify({
    web_push: 8030,
    notification: {
      title: groupName ?? senderName,
      body: count > 1 ? counted(body, count) : body,
      tag: groupId,
      navigate: `${origin}/g/${groupId}?message=${messageId}`,
      app_badge: String(unread),
    },
    data: { groupId, seq },
  });
}

/** In place of one notification for each of many conversations. Not empty. */
export function digestMessage(told: readonly Told[], { origin, language }: Listener): string {
  const count = told.reduce((sum, one) => sum + one.count, 0);
  return JSON.stringify({
    web_push: 8030,
    notification: {
      title: 'Cairn',
      body: pushWords(language).digest(count, told.length),
      tag: DIGEST_TAG,
      navigate: `${origin}/`,
      app_badge: String(told[0]!.unread),
    },
    data: null,
  });
}

/** To see that notifications arrive. */
export const testMessage = ({ origin, language }: Listener): string =>
  JSON.stringify({
    web_push: 8030,
    notification: {
      ...pushWords(language).test,
      tag: 'test',
      navigate: `${origin}/settings/notifications`,
    },
    data: null,
  });

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  let count = 0;
  for (const { index, segment } of new Intl.Segmenter().segment(line))
    if (count++ === TEXT_SHOWN || index + segment.length > UNITS_MAX)
      return `${line.slice(0, index).trimEnd()}…`;
  return line;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
