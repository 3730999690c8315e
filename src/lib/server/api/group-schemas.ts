/** Pieces that the operations on groups share. */
import * as v from 'valibot';
import { DESCRIPTION_MAX, MEMBERS_MAX, NAME_MAX, RETENTION_DAYS_MAX } from '#domain/limits.ts';
import { tidyName } from '../people.ts';
import { time, userId } from './schemas.ts';

export const groupKind = v.picklist(['group', 'channel', 'direct']);
/** [S21] What newcomers see. */
export const groupHistory = v.picklist(['all', 'joined']);
export const memberRole = v.picklist(['admin', 'member']);

/** As it is kept; empty where a group is called after its people. */
export const groupName = v.pipe(
  v.string(),
  v.transform(tidyName),
  v.maxLength(NAME_MAX, `Use at most ${NAME_MAX} characters.`),
);
const days = 'This is a whole number from 0 to 3650.';
/** For how long messages are kept. */
export const retentionDays = v.pipe(
  v.number(days),
  v.integer(days),
  v.minValue(0, days),
  v.maxValue(RETENTION_DAYS_MAX, days),
  v.description('Days that messages are kept; 0: for ever.'),
);
export const groupDescription = v.pipe(
  v.string(),
  v.maxLength(DESCRIPTION_MAX, `Use at most ${DESCRIPTION_MAX} characters.`),
  v.check(
    (text: string) => text.isWellFormed() && !text.includes('\0'),
    'There are characters in it that cannot be kept.',
  ),
);
export const memberIds = v.pipe(
  v.array(userId),
  v.maxLength(MEMBERS_MAX, `Name at most ${MEMBERS_MAX} people at once.`),
);

export const NO_SUCH_GROUP = 'There is no such member of such a group.';

export const groupDetails = v.object({
  id: v.string(),
  kind: groupKind,
  name: v.string(),
  description: v.string(),
  history: groupHistory,
  archived: v.boolean(),
  keptDays: retentionDays,
  retentionDays: v.pipe(
    v.nullable(retentionDays),
    v.description('What the group says of that; null where the organisation decides.'),
  ),
  createdAt: time,
  liveVolume: v.pipe(v.number(), v.description('The volume that takes messages now.')),
  lastSeq: v.pipe(v.number(), v.description('Number of the newest message, 0 when there is none.')),
  members: v.array(v.object({ id: v.string(), role: memberRole, joinedAt: time })),
});

/** A group as administrators of the organisation see it. */
export const listedGroup = v.object({
  id: v.string(),
  name: v.string(),
  kind: v.picklist(['group', 'channel']),
  members: v.number(),
  admins: v.pipe(v.number(), v.description('Active people who administer it.')),
  archived: v.boolean(),
  lastMessageAt: v.nullable(time),
});

/** What everybody but guests may know of a channel. */
export const channelPreview = v.object({
  id: v.string(),
  name: v.string(),
  description: v.string(),
  history: groupHistory,
  members: v.number(),
  isMember: v.boolean(),
});
