/**
 * Documents that only the server writes: maps of small JSON values, overwritten in place, so that a device
 * reads them offline. Heads, inboxes and the directory are all of this kind.
 */
import type * as Y from 'yjs';
import type { GroupId, UserId } from './ids.ts';
import { ROLES, type Role } from './rights.ts';

export type MemberRole = 'admin' | 'member';
export type GroupKind = 'group' | 'channel' | 'direct';
/** [S21] What newcomers see of a group: everything, or what follows their joining. */
export type GroupHistory = 'all' | 'joined';

/** `head/<groupId>`, map `info`. */
export interface GroupInfo {
  readonly name: string;
  readonly description: string;
  readonly kind: GroupKind;
  readonly history: GroupHistory;
  readonly liveVolume: number;
  readonly archived: boolean;
  /** For how many days messages are kept, 0 for ever. */
  readonly keptDays: number;
  /** What the group says of that; null where the organisation decides. */
  readonly retentionDays: number | null;
  /**
   * Of each closed volume that changed since it closed, its newest `rev`. One value, overwritten in place: 60,000
   * overwrites of one key leave 2 structs, of ten keys in turn 60,000 (yjs 13.6, 2026-11).
   */
  readonly moves: Readonly<Record<string, number>>;
}
/** `directory`, map `people`, by user id. */
export interface DirectoryEntry {
  readonly name: string;
  readonly employeeId: string;
  /** What they do; left out where nobody said. */
  readonly title?: string;
  readonly active: boolean;
  /**
   * Names their picture; left out where there is none. Not the picture itself: every device reads the whole
   * directory at each start, and even a small picture is many times as large as all else that it says of somebody.
   */
  readonly picture?: string;
}
/** `inbox/<userId>`, map `groups`, by group id. */
export interface InboxEntry {
  readonly role: MemberRole;
  /** [S21] The oldest volume that the person may read. */
  readonly firstVolume: number;
  /** Number of the last message before they came: nothing up to it is news to them. */
  readonly joinedSeq: number;
}

export const headInfo = (doc: Y.Doc): Y.Map<GroupInfo[keyof GroupInfo]> => doc.getMap('info');
export const headMembers = (doc: Y.Doc): Y.Map<MemberRole> => doc.getMap('members');
export const directoryPeople = (doc: Y.Doc): Y.Map<DirectoryEntry> => doc.getMap('people');
export const inboxGroups = (doc: Y.Doc): Y.Map<InboxEntry> => doc.getMap('groups');
/** Of guests, who may not read the directory: themselves and the people they share groups with. */
export const inboxPeople = (doc: Y.Doc): Y.Map<DirectoryEntry> => doc.getMap('people');
/** `inbox/<userId>`, map `person`: what the person whose it is may do in the organisation, under `role`. */
export const inboxPerson = (doc: Y.Doc): Y.Map<Role> => doc.getMap('person');

export interface Head extends Omit<GroupInfo, 'moves'> {
  readonly members: ReadonlyMap<UserId, MemberRole>;
  /** `rev` of each closed volume that changed since it closed. */
  readonly moves: ReadonlyMap<number, number>;
}

/** Reads a head, or null while this device has never received it. */
export function readHead(doc: Y.Doc): Head | null {
  const info = headInfo(doc).toJSON() as Partial<GroupInfo>;
  if (info.name === undefined || info.liveVolume === undefined) return null;
  return {
    name: info.name,
    description: info.description ?? '',
    kind: info.kind ?? 'group',
    history: info.history ?? 'all',
    liveVolume: info.liveVolume,
    archived: info.archived ?? false,
    keptDays: info.keptDays ?? 0,
    retentionDays: info.retentionDays ?? null,
    members: new Map(headMembers(doc).entries()) as Map<UserId, MemberRole>,
    moves: new Map(Object.entries(info.moves ?? {}).map(([volume, rev]) => [Number(volume), rev])),
  };
}

export const readInbox = (doc: Y.Doc): ReadonlyMap<GroupId, InboxEntry> =>
  new Map(
    [...inboxGroups(doc).entries()].map(([id, entry]) => [
      id as GroupId,
      // Entries of before there was more than a role.
      { ...entry, firstVolume: entry.firstVolume ?? 1, joinedSeq: entry.joinedSeq ?? 0 },
    ]),
  );

/** A person's role by their inbox; null in one of before it said so. */
export const readRole = (doc: Y.Doc): Role | null =>
  ROLES.find((role) => role === inboxPerson(doc).get('role')) ?? null;

/** Everybody, or of a guest's inbox those whom the guest may know of. */
export const readPeople = (people: Y.Map<DirectoryEntry>): ReadonlyMap<UserId, DirectoryEntry> =>
  new Map(people.entries()) as Map<UserId, DirectoryEntry>;

/**
 * Makes a map hold exactly `wanted`, touching only what differs, so that a repeated write costs nothing.
 * Values are compared as JSON.
 */
export function writeMap<T>(map: Y.Map<T>, wanted: ReadonlyMap<string, T>): void {
  for (const key of [...map.keys()]) if (!wanted.has(key)) map.delete(key);
  for (const [key, value] of wanted)
    if (JSON.stringify(map.get(key)) !== JSON.stringify(value)) map.set(key, value);
}
