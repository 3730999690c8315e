/**
 * The records that members append to a group: plain JSON values, never changed once written. A message is one;
 * an edit, a deletion and a reaction are one more each. The same schemas judge them on the device before they
 * are written and on the server before they are let in.
 */
import * as v from 'valibot';
import { isRecordId, isUserId, type RecordId, type UserId } from './ids.ts';
import { EMOJI_MAX, TEXT_MAX } from './limits.ts';
import type { Refusal } from './refusal.ts';

/** The arrays of a group document that members may append to. */
export const MEMBER_ROOTS = ['messages', 'reactions', 'edits'] as const;
export type MemberRoot = (typeof MEMBER_ROOTS)[number];

/** Text that every part of the system can hold: Postgres takes neither NUL nor lone surrogates. */
const storable = v.check((text: string) => text.isWellFormed() && !text.includes('\0'), 'malformed');
const text = v.pipe(
  v.string(),
  storable,
  v.maxLength(TEXT_MAX, 'too-long'),
  v.check((value) => value.trim().length > 0, 'empty'),
);
/**
 * One emoji: any that Unicode recommends, and sequences of the same make, so that a device with a newer Unicode than
 * the server may use its own. Letters, digits and marks are none.
 */
const EMOJI =
  /^(?:\p{RGI_Emoji}|\p{Extended_Pictographic}\uFE0F?\p{Emoji_Modifier}?(?:\u200D\p{Extended_Pictographic}\uFE0F?\p{Emoji_Modifier}?)*)$/v;
const emoji = v.pipe(v.string(), v.maxLength(EMOJI_MAX), v.regex(EMOJI));
/** Milliseconds since 1970 by the writer's clock: shown to people, never sorted by. */
const at = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(8.64e15));
const recordId = v.custom<RecordId>(isRecordId);
const author = v.custom<UserId>(isUserId);

const message = v.strictObject({ id: recordId, by: author, text, at, replyTo: v.optional(recordId) });
const edit = v.strictObject({ id: recordId, by: author, to: recordId, text, at });
const deletion = v.strictObject({ id: recordId, by: author, to: recordId, deleted: v.literal(true), at });
const reaction = v.strictObject({ id: recordId, by: author, to: recordId, emoji, on: v.boolean(), at });

export type Message = v.InferOutput<typeof message>;
export type Edit = v.InferOutput<typeof edit>;
export type Deletion = v.InferOutput<typeof deletion>;
export type Reaction = v.InferOutput<typeof reaction>;
export type GroupRecord = Message | Edit | Deletion | Reaction;

/**
 * The time of a deletion that nobody wrote: the message was older than its group keeps messages. No clock shows it, and
 * whoever puts it on a deletion of their own only hides that there was a message.
 */
export const EXPIRED_AT = 0;

export const isDeletion = (record: Edit | Deletion): record is Deletion => 'deleted' in record;

export type Parsed<T> = { record: T; refusal: null } | { record: null; refusal: Refusal };

/**
 * Reads one value of a member's array.
 * @returns the record, or the first reason why it is none: `malformed`, `empty` or `too-long`.
 */
export function parseRecord(root: MemberRoot, value: unknown): Parsed<GroupRecord> {
  if (!isPlainObject(value)) return { record: null, refusal: 'malformed' };
  const schema =
    root === 'messages' ? message : root === 'reactions' ? reaction : 'deleted' in value ? deletion : edit;
  const result = v.safeParse(schema, value, { abortEarly: true, abortPipeEarly: true });
  if (result.success) return { record: result.output, refusal: null };
  const why = result.issues[0].message;
  return { record: null, refusal: why === 'too-long' || why === 'empty' ? why : 'malformed' };
}

/** The id of a value that is no good record but says whose it is; null where that is somebody else or unsaid. */
export function ownIdOf(value: unknown, author: { readonly userId: UserId }): RecordId | null {
  if (!isPlainObject(value)) return null;
  return isRecordId(value['id']) && value['by'] === author.userId ? value['id'] : null;
}

/** The message that a record is about, null for a message itself. */
export const targetOf = (record: GroupRecord): RecordId | null => ('to' in record ? record.to : null);

/** Roughly what a record takes in a document, in characters: its text, and about 120 around it. */
export const sizeOf = (record: GroupRecord): number => 120 + ('text' in record ? record.text.length : 0);

/** An object literal and nothing else: a `__proto__` key that arrived by wire must not add fields. */
function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

/** What is wrong with a text before it is sent, or null. */
export function textRefusal(value: string): Refusal | null {
  const result = v.safeParse(text, value, { abortPipeEarly: true });
  return result.success ? null : (result.issues[0].message as Refusal);
}
