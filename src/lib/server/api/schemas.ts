/** Pieces that the schemas of several operations share. They describe JSON: a date is a string here. */
import * as v from 'valibot';
import { NAME_MAX } from '#domain/limits.ts';
import { ROLES } from '#domain/rights.ts';
import { isGroupId, isRecordId, isUserId, type GroupId, type RecordId, type UserId } from '#domain/ids.ts';

/** An id in an address or a body. The pattern is for readers; the domain's own test decides. */
const id = <T extends string>(isId: (value: unknown) => value is T, pattern: RegExp) =>
  v.pipe(
    v.string(),
    v.regex(pattern, 'This is no id.'),
    v.check((text: string) => isId(text), 'This is no id.'),
    v.transform((text) => text as T),
  );

const ID = /^[A-Za-z0-9_-]{16}$/;
export const userId = id<UserId>(isUserId, ID);
export const recordId = id<RecordId>(isRecordId, ID);
export const groupId = id<GroupId>(isGroupId, /^(?:[A-Za-z0-9_-]{16}|dm-[A-Za-z0-9_-]{22})$/);
/** The id of anything else that has one: an invite, a sign-in session, a token. */
export const anyId = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,64}$/, 'This is no id.'));

export const time = v.pipe(v.string(), v.isoTimestamp('This is no time such as 2026-11-25T08:30:00Z.'));

/** A whole number in a query. */
export const queryNumber = (min: number, max: number) =>
  v.pipe(
    v.string(),
    v.regex(/^\d{1,15}$/, 'This is no whole number.'),
    v.transform(Number),
    v.number(),
    v.integer(),
    v.minValue(min, `This is at least ${min}.`),
    v.maxValue(max, `This is at most ${max}.`),
  );

/** How many of a page: at most 200. */
export const pageLimit = v.optional(queryNumber(1, 200), '50');

/** True or false in a query. */
export const queryFlag = v.pipe(
  v.picklist(['true', 'false'], 'This is true or false.'),
  v.transform((text) => text === 'true'),
);

/** An answer that names the thing and nothing more. */
export const named = v.object({ id: v.string() });

/** A password as it was typed; whether it is one is the affair of who checks it. */
export const secretText = v.pipe(v.string(), v.maxLength(1_000, 'This has at most 1000 characters.'));
export const withPassword = v.strictObject({ password: secretText });

export const signedInDevice = v.object({
  id: v.string(),
  name: v.string(),
  address: v.nullable(v.string()),
  signedInAt: time,
  lastUsedAt: time,
  readyUntil: v.nullable(time),
  checkedAt: v.nullable(time),
});
export const person = v.object({
  id: v.string(),
  name: v.string(),
  employeeId: v.string(),
  title: v.string(),
  role: v.picklist(ROLES),
  active: v.boolean(),
  /** The upper part of the client ids of their devices. */
  slot: v.number(),
});
export const devicesEnded = v.object({ ended: v.number() });

/** What people call something: a token, a webhook. */
export const nameText = v.pipe(
  v.string(),
  v.check((text) => text.isWellFormed() && !text.includes('\0'), 'This cannot be read.'),
  v.trim(),
  v.minLength(1, 'Enter a name.'),
  v.maxLength(NAME_MAX, `Use at most ${NAME_MAX} characters.`),
);

export const listedToken = v.object({
  id: v.string(),
  name: v.string(),
  scopes: v.array(v.string()),
  createdAt: time,
  lastUsedAt: v.nullable(time),
  expiresAt: v.nullable(time),
});

export const message = v.object({
  id: recordId,
  seq: v.pipe(v.number(), v.description('Its number in the group, from 1 without gaps.')),
  volume: v.pipe(v.number(), v.description('In which document it stands.')),
  author: userId,
  text: v.pipe(v.string(), v.description('As it reads now; empty once deleted.')),
  replyTo: v.nullable(v.string()),
  writtenAt: v.pipe(time, v.description('By the clock of its writer.')),
  acceptedAt: time,
  editedAt: v.nullable(time),
  editCount: v.number(),
  deletedAt: v.nullable(time),
  deletedBy: v.nullable(userId),
  reactions: v.array(v.object({ emoji: v.string(), people: v.array(userId) })),
});

export const ownGroup = v.object({
  id: groupId,
  name: v.string(),
  description: v.string(),
  kind: v.picklist(['group', 'channel', 'direct']),
  archived: v.boolean(),
  role: v.picklist(['admin', 'member']),
  members: v.number(),
  liveVolume: v.pipe(v.number(), v.description('The volume that takes messages now.')),
  lastSeq: v.pipe(v.number(), v.description('Number of the newest message, 0 when there is none.')),
  unread: v.number(),
  lastMessage: v.nullable(v.object({ id: recordId, author: userId, text: v.string(), acceptedAt: time })),
});
