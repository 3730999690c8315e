/** What a person wants to carry on this device: which conversations, and how far back. */
import * as v from 'valibot';
import { isGroupId, type GroupId, type UserId } from '#domain/ids.ts';

const carried = v.object({
  /** Null for all of them, those to come included. */
  groups: v.nullable(v.array(v.custom<GroupId>(isGroupId))),
  days: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(365)),
});
export type Carried = v.InferOutput<typeof carried>;

const DEFAULT: Carried = { groups: null, days: 14 };
const keyOf = (me: UserId): string => `cairn.carried/${me}`;

export function readCarried(me: UserId): Carried {
  try {
    return v.parse(carried, JSON.parse(localStorage.getItem(keyOf(me)) ?? 'null'));
  } catch {
    return DEFAULT; // Never chosen, or by a version that wrote it otherwise.
  }
}

export const keepCarried = (me: UserId, choice: Carried): void =>
  localStorage.setItem(keyOf(me), JSON.stringify(choice));
