/**
 * When something happened last in each conversation, as far as this device knew when it was left: by it the list stands
 * still while what the device holds is being read, one conversation after the other.
 */
import * as v from 'valibot';
import { isGroupId, type GroupId, type UserId } from '#domain/ids.ts';

const remembered = v.record(v.custom<GroupId>(isGroupId), v.number());
const keyOf = (me: UserId): string => `cairn.list/${me}`;

/** Milliseconds since 1970. */
export function readListTimes(me: UserId): ReadonlyMap<GroupId, number> {
  try {
    const times = v.parse(remembered, JSON.parse(localStorage.getItem(keyOf(me)) ?? '{}'));
    return new Map(Object.entries(times) as [GroupId, number][]);
  } catch {
    return new Map(); // By a version that wrote it otherwise.
  }
}

export function keepListTimes(me: UserId, times: Iterable<readonly [GroupId, number]>): void {
  try {
    localStorage.setItem(keyOf(me), JSON.stringify(Object.fromEntries(times)));
  } catch {
    // No space is left: at the next start the list finds its order as before.
  }
}

export const forgetListTimes = (me: UserId): void => localStorage.removeItem(keyOf(me));
