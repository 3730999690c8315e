import * as v from 'valibot';
import { operation } from '#server/api/operation.ts';
import { problem } from '#server/api/problem.ts';
import { groupId, pageLimit, recordId, time, userId } from '#server/api/schemas.ts';
import { application } from '#server/application.ts';
import { readCursor, searchMessages } from '#server/search-messages.ts';

const Hit = v.object({
  groupId,
  id: recordId,
  seq: v.number(),
  volume: v.number(),
  author: userId,
  text: v.string(),
  acceptedAt: time,
});

export const GET = operation(
  {
    summary: 'Search the messages of your groups',
    description:
      'Whole words without regard to case; “quoted words” in a row, -words that are not to be there. Newest first; ' +
      '`next` is what to send as `before` for the next page, null at the end.',
    tag: 'messages',
    who: 'signed-in',
    scope: 'messages:read',
    query: {
      q: v.pipe(
        v.string(),
        v.minLength(1, 'Enter what to look for.'),
        v.maxLength(200, 'This has at most 200 characters.'),
        v.check((text) => text.isWellFormed() && !text.includes('\0'), 'This cannot be read.'),
      ),
      group: v.optional(groupId),
      before: v.optional(v.pipe(v.string(), v.maxLength(200))),
      limit: pageLimit,
    },
    answers: { 200: v.object({ hits: v.array(Hit), next: v.nullable(v.string()) }) },
  },
  async ({ me, query: { q, group, before, limit } }) => {
    const cursor = before === undefined ? undefined : readCursor(before);
    if (cursor === null) return problem(400, 'malformed', '“before” is what an earlier page gave as “next”.');
    const { database } = application();
    return searchMessages(database.pool, { words: q, reader: me.id, groupId: group, before: cursor, limit });
  },
);
