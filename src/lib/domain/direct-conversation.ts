/**
 * [S23] A direct conversation's id is computed from the two who have it, so that both make the same one, without a
 * network too, and nobody can take it first: the server computes it again.
 */
import { digest } from 'lib0/hash/sha256';
import { toBase64UrlEncoded } from 'lib0/buffer';
import type { GroupId, UserId } from './ids.ts';

const PREFIX = 'dm-';
/** 132 of 256 bits: nobody finds two people who would meet in somebody else's conversation. */
const HASH_CHARACTERS = 22;

/** The id of the conversation of two people, whichever comes first; null for somebody with themselves. */
export function directConversationId(one: UserId, other: UserId): GroupId | null {
  if (one === other) return null;
  const both = new TextEncoder().encode([one, other].sort().join('/'));
  return `${PREFIX}${toBase64UrlEncoded(digest(both)).slice(0, HASH_CHARACTERS)}` as GroupId;
}

/** Whether an id says that it is of a direct conversation. */
export const isDirectId = (id: GroupId): boolean => id.startsWith(PREFIX);
