/**
 * [S22] A group as a device makes it, before the server has heard of it: what is to be created, under an id that the
 * device chose. It stands in the person's own document until the server has created the group, or refused to.
 */
import * as v from 'valibot';
import { isDirectId } from './direct-conversation.ts';
import { isUserId, type GroupId, type UserId } from './ids.ts';
import { DESCRIPTION_MAX, NAME_MAX, REQUEST_MEMBERS_MAX } from './limits.ts';

/** Text that Postgres takes. */
const storable = v.check((text: string) => text.isWellFormed() && !text.includes('\0'));

const schema = v.strictObject({
  kind: v.picklist(['group', 'channel', 'direct']),
  /** Empty for a direct conversation of two or more, which is called after its people. */
  name: v.pipe(v.string(), v.maxLength(NAME_MAX), storable),
  description: v.pipe(v.string(), v.maxLength(DESCRIPTION_MAX), storable),
  /** [S21] What newcomers will see: everything, or what follows their joining. */
  history: v.picklist(['all', 'joined']),
  /** Without the person themselves. */
  members: v.pipe(v.array(v.custom<UserId>(isUserId)), v.maxLength(REQUEST_MEMBERS_MAX)),
  /** When it was made, by the device's clock. */
  at: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(8.64e15)),
});

export type GroupRequest = Readonly<v.InferOutput<typeof schema>>;

/** Reads what stands under a group's id, or answers null for what is no request of such a group. */
export function parseGroupRequest(id: GroupId, value: unknown): GroupRequest | null {
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype)
    return null;
  const parsed = v.safeParse(schema, value);
  if (!parsed.success) return null;
  const isDirect = parsed.output.kind === 'direct';
  return isDirect === isDirectId(id) && (!isDirect || parsed.output.members.length === 1)
    ? parsed.output
    : null;
}
