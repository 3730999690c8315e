/**
 * `user/<userId>`: what a person's own devices tell one another, in maps whose keys name a group and a device,
 * `<groupId>/<deviceId>`, because of two devices that set one key Yjs keeps the higher client id's value and not the
 * higher number.
 * - `read`: the highest `seq` seen [S6].
 * - `delivered`: the highest `seq` without a gap that is on a disk, where that is more than is read [S10].
 * - `unread`: where the person wants to go on reading [S7].
 * - `notify`: of which messages of a group they want to be told, by its id, where that is not of all.
 * - `places`: where a group stands in their list, by its id, where that is not by its last message.
 * - `drafts`: what they have begun to write, so that they can go on elsewhere.
 * - `preferences`: what they have chosen, for all their devices, by name.
 * - `requested`: groups made on a device that the server has not created yet, by id [S22]. Two devices that ask for
 *   the same direct conversation ask for the same thing: it does not matter whose value stands.
 */
import type * as Y from 'yjs';
import { parseGroupRequest, type GroupRequest } from './group-request.ts';
import { isDeviceId, isGroupId, isRecordId, type DeviceId, type GroupId, type RecordId } from './ids.ts';
import { DRAFTS_SIZE_MAX, TEXT_MAX } from './limits.ts';

export const readPositions = (doc: Y.Doc): Y.Map<number> => doc.getMap('read');
export const deliveredPositions = (doc: Y.Doc): Y.Map<number> => doc.getMap('delivered');
export const unreadMarks = (doc: Y.Doc): Y.Map<UnreadMark> => doc.getMap('unread');
export const groupRequests = (doc: Y.Doc): Y.Map<GroupRequest> => doc.getMap('requested');
export const notificationRules = (doc: Y.Doc): Y.Map<NotificationRule> => doc.getMap('notify');
export const listPlaces = (doc: Y.Doc): Y.Map<ListPlace> => doc.getMap('places');
export const draftsIn = (doc: Y.Doc): Y.Map<DraftValue> => doc.getMap('drafts');
export const preferences = (doc: Y.Doc): Y.Map<boolean> => doc.getMap('preferences');

/** [S7] Its version, counted over all devices, and the `seq` to go back to; null once that has been read after all. */
export type UnreadMark = readonly [version: number, seq: number | null];

/** Of which messages somebody is told: of all, of those that mention them, of none. */
export const NOTIFICATION_RULES = ['all', 'mentions', 'nothing'] as const;
export type NotificationRule = (typeof NOTIFICATION_RULES)[number];

/** Above all others, put away until a message after that number comes, or where its last message puts it. */
export type ListPlace = 'pinned' | 'listed' | readonly ['away', seq: number];

/** Its version, counted over all devices, the text, and what it answers. An empty one was sent, or given up. */
export type DraftValue = readonly [version: number, text: string, replyTo: RecordId | null];

/** What a person has chosen, for all their devices; each is on until it is switched off. */
const PREFERENCES = ['receipts', 'enterSends'] as const;
export type Preference = (typeof PREFERENCES)[number];

/** What may stand in each map. */
export const USER_MAPS = {
  read: { isKey: isPositionKey, isValue: isPosition, otherwise: 'no position' },
  delivered: { isKey: isPositionKey, isValue: isPosition, otherwise: 'no position' },
  unread: { isKey: isPositionKey, isValue: isUnreadMark, otherwise: 'no mark' },
  notify: {
    isKey: (key: string): boolean => isGroupId(key),
    isValue: (value: unknown): value is NotificationRule =>
      NOTIFICATION_RULES.includes(value as NotificationRule),
    otherwise: 'no rule',
  },
  places: {
    isKey: (key: string): boolean => isGroupId(key),
    isValue: isListPlace,
    otherwise: 'no place in a list',
  },
  preferences: {
    isKey: (key: string): boolean => (PREFERENCES as readonly string[]).includes(key),
    isValue: (value: unknown): value is boolean => typeof value === 'boolean',
    otherwise: 'no preference',
  },
  drafts: { isKey: isPositionKey, isValue: isDraft, otherwise: 'no draft' },
  // What is right under one id need not be under another: the gate looks at both.
  requested: {
    isKey: (key: string): boolean => isGroupId(key),
    isValue: (value: unknown): boolean => typeof value === 'object' && value !== null,
    otherwise: 'no request for a group',
  },
} as const;
export type UserMap = keyof typeof USER_MAPS;
export const userMapNames = Object.keys(USER_MAPS) as UserMap[];

/** [S6] A person's position in a group: the highest `seq` seen on any device, 0 when none. */
export function readPosition(doc: Y.Doc, groupId: GroupId): number {
  let highest = 0;
  for (const [key, seq] of readPositions(doc).entries())
    if (key.startsWith(`${groupId}/`) && seq > highest) highest = seq;
  return highest;
}

/** Writes this device's position; a lower one than already known is left alone. */
export function setReadPosition(doc: Y.Doc, groupId: GroupId, deviceId: DeviceId, seq: number): void {
  if (seq > readPosition(doc, groupId)) readPositions(doc).set(`${groupId}/${deviceId}`, seq);
}

/** The highest `seq` that this device has said to be on its disk, or to be read, 0 when none. */
export const deliveredPosition = (doc: Y.Doc, groupId: GroupId, deviceId: DeviceId): number =>
  Math.max(
    deliveredPositions(doc).get(`${groupId}/${deviceId}`) ?? 0,
    readPositions(doc).get(`${groupId}/${deviceId}`) ?? 0,
  );

/**
 * [S7] The mark that counts, of all devices: the one of the highest version, and of two that were made apart the one
 * that leaves more unread.
 */
export const unreadMark = (doc: Y.Doc, groupId: GroupId): UnreadMark =>
  latestOf<UnreadMark>(unreadMarks(doc), groupId, { none: [0, null], isBefore: isLower });

/** What counts of what the devices say about a group: the highest version, and of two of one version the same everywhere. */
function latestOf<Value extends readonly [version: number, ...unknown[]]>(
  map: Y.Map<Value>,
  groupId: GroupId,
  { none, isBefore }: { none: Value; isBefore: (one: Value, other: Value) => boolean },
): Value {
  let latest = none;
  for (const [key, value] of map.entries())
    if (
      key.startsWith(`${groupId}/`) &&
      (value[0] > latest[0] || (value[0] === latest[0] && isBefore(value, latest)))
    )
      latest = value;
  return latest;
}

const isLower = ([, seq]: UnreadMark, [, other]: UnreadMark): boolean =>
  seq !== null && (other === null || seq < other);

/** Where the person goes on reading: their position, or a lower one that they chose since. */
export function shownPosition(doc: Y.Doc, groupId: GroupId): number {
  const position = readPosition(doc, groupId);
  return Math.min(position, unreadMark(doc, groupId)[1] ?? position);
}

/** [S7] Marks as unread what follows `seq`, or with null as read again. It overrides every mark that is known here. */
export function setUnreadMark(doc: Y.Doc, groupId: GroupId, deviceId: DeviceId, seq: number | null): void {
  unreadMarks(doc).set(`${groupId}/${deviceId}`, [unreadMark(doc, groupId)[0] + 1, seq]);
}

/** Of which messages of a group the person wants to be told. */
export const notificationRule = (doc: Y.Doc, groupId: GroupId): NotificationRule =>
  notificationRules(doc).get(groupId) ?? 'all';

/** Where a group stands in the person's list. */
export const listPlace = (doc: Y.Doc, groupId: GroupId): ListPlace =>
  listPlaces(doc).get(groupId) ?? 'listed';

/** [U4] The draft that counts in a group, of all devices: the one of the highest version. */
export const readDraft = (doc: Y.Doc, groupId: GroupId): DraftValue =>
  latestOf<DraftValue>(draftsIn(doc), groupId, {
    none: [0, '', null],
    isBefore: ([, text], [, other]) => text > other,
  });

/**
 * Writes what was begun on this device; it overrides every draft that is known here.
 * @returns its version, or null where it is too large to be shared
 */
export function setDraft(
  doc: Y.Doc,
  groupId: GroupId,
  deviceId: DeviceId,
  { text, replyTo }: { readonly text: string; readonly replyTo: RecordId | null },
): number | null {
  const value = [readDraft(doc, groupId)[0] + 1, text, replyTo] as const;
  if (!isDraft(value) || draftsSize(doc) + text.length > DRAFTS_SIZE_MAX) return null;
  draftsIn(doc).set(`${groupId}/${deviceId}`, value);
  return value[0];
}

/** Characters in all drafts. */
export function draftsSize(doc: Y.Doc): number {
  let size = 0;
  for (const [, text] of draftsIn(doc).values()) size += text.length;
  return size;
}

/** Whether others may see what this person has received and read; they then see it of others. */
export const showsReceipts = (doc: Y.Doc): boolean => isPreferred(doc, 'receipts');

export const isPreferred = (doc: Y.Doc, preference: Preference): boolean =>
  preferences(doc).get(preference) ?? true;

/** Takes what one replica says over into another that is to take its place. */
export function bringPersonal(from: Y.Doc, to: Y.Doc): void {
  for (const map of [readPositions, deliveredPositions])
    for (const [key, seq] of map(from).entries()) if (seq > (map(to).get(key) ?? 0)) map(to).set(key, seq);
  for (const [key, mark] of unreadMarks(from).entries())
    if (mark[0] > (unreadMarks(to).get(key)?.[0] ?? 0)) unreadMarks(to).set(key, mark);
  for (const map of [preferences, notificationRules, listPlaces] as ((doc: Y.Doc) => Y.Map<unknown>)[])
    for (const [key, value] of map(from).entries()) if (!map(to).has(key)) map(to).set(key, value);
  for (const [key, draft] of draftsIn(from).entries())
    if (
      draft[0] > (draftsIn(to).get(key)?.[0] ?? 0) &&
      draftsSize(to) + draft[1].length <= DRAFTS_SIZE_MAX / 2
    )
      draftsIn(to).set(key, draft);
  for (const [id, request] of readGroupRequests(from))
    if (!groupRequests(to).has(id)) groupRequests(to).set(id, request);
}

/** [S22] The groups that the person's devices made and the server has not created, oldest first. */
export function readGroupRequests(doc: Y.Doc): ReadonlyMap<GroupId, GroupRequest> {
  const found = [...groupRequests(doc).entries()].flatMap(([id, value]): [GroupId, GroupRequest][] => {
    if (!isGroupId(id)) return [];
    const request = parseGroupRequest(id, value);
    return request === null ? [] : [[id, request]];
  });
  return new Map(found.sort(([, a], [, b]) => a.at - b.at));
}

/** The group of a well-formed key, or null. */
export function groupOfPositionKey(key: string): GroupId | null {
  const [groupId, deviceId, ...rest] = key.split('/');
  return rest.length === 0 && isGroupId(groupId) && isDeviceId(deviceId) ? groupId : null;
}

function isPositionKey(key: string): boolean {
  return groupOfPositionKey(key) !== null;
}

/** A `seq`: a whole number from 0. */
export function isPosition(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function isUnreadMark(value: unknown): value is UnreadMark {
  if (!Array.isArray(value) || value.length !== 2) return false;
  const [version, seq] = value as readonly unknown[];
  return isPosition(version) && (seq === null || isPosition(seq));
}

function isListPlace(value: unknown): value is ListPlace {
  if (value === 'pinned' || value === 'listed') return true;
  return Array.isArray(value) && value.length === 2 && value[0] === 'away' && isPosition(value[1]);
}

function isDraft(value: unknown): value is DraftValue {
  if (!Array.isArray(value) || value.length !== 3) return false;
  const [version, text, replyTo] = value as readonly unknown[];
  const isText = typeof text === 'string' && text.length <= TEXT_MAX && text.isWellFormed();
  return isPosition(version) && isText && (replyTo === null || isRecordId(replyTo));
}
