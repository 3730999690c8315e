/**
 * `user/<userId>`: what a person's own devices tell one another. Read positions so far: one key for each group
 * and device, `<groupId>/<deviceId>`, because of two devices that set one key Yjs keeps the higher client id's
 * value and not the higher number.
 */
import type * as Y from 'yjs';
import { isDeviceId, isGroupId, type DeviceId, type GroupId } from './ids.ts';

export const readPositions = (doc: Y.Doc): Y.Map<number> => doc.getMap('read');

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

/** Takes the positions of one replica over into another that is to take its place. */
export function bringPositions(from: Y.Doc, to: Y.Doc): void {
  const known = readPositions(to);
  for (const [key, seq] of readPositions(from).entries())
    if (seq > (known.get(key) ?? 0)) known.set(key, seq);
}

/** The group of a well-formed key, or null. */
export function groupOfPositionKey(key: string): GroupId | null {
  const [groupId, deviceId, ...rest] = key.split('/');
  return rest.length === 0 && isGroupId(groupId) && isDeviceId(deviceId) ? groupId : null;
}

/** A `seq`: a whole number from 0. */
export const isPosition = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
