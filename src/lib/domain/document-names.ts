import { isGroupId, isUserId, type GroupId, type UserId } from './ids.ts';

/** What a document's name says. Names are the addresses on the wire, in the database and on the device. */
export type DocumentName =
  | { kind: 'group'; groupId: GroupId; volume: number }
  | { kind: 'head'; groupId: GroupId }
  | { kind: 'user'; userId: UserId }
  | { kind: 'inbox'; userId: UserId }
  | { kind: 'directory' };

export const DIRECTORY = 'directory';
export const groupDocument = (groupId: GroupId, volume: number): string => `group/${groupId}/${volume}`;
export const headDocument = (groupId: GroupId): string => `head/${groupId}`;
export const userDocument = (userId: UserId): string => `user/${userId}`;
export const inboxDocument = (userId: UserId): string => `inbox/${userId}`;

const VOLUME = /^[1-9][0-9]{0,6}$/;

/** Reads a name, or answers null for anything that this product has no document for. */
export function parseDocumentName(name: string): DocumentName | null {
  if (name === DIRECTORY) return { kind: 'directory' };
  const [kind, id, volume, ...rest] = name.split('/');
  if (rest.length > 0) return null;
  if (kind === 'group')
    return isGroupId(id) && volume !== undefined && VOLUME.test(volume)
      ? { kind, groupId: id, volume: Number(volume) }
      : null;
  if (volume !== undefined) return null;
  if (kind === 'head') return isGroupId(id) ? { kind, groupId: id } : null;
  if (kind === 'user' || kind === 'inbox') return isUserId(id) ? { kind, userId: id } : null;
  return null;
}
