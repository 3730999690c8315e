import * as v from 'valibot';
import { operation } from '#server/api/operation.ts';
import { groupId, recordId, time } from '#server/api/schemas.ts';
import { NO_MESSAGE } from '#server/api/written-problem.ts';
import { application } from '#server/application.ts';
import { readEdits, readMessage } from '#server/read-messages.ts';

export const GET = operation(
  {
    summary: 'The edits of a message, in their order',
    description: 'The last is what it reads now. A deleted message has none.',
    tag: 'messages',
    who: 'signed-in',
    scope: 'messages:read',
    params: { groupId, messageId: recordId },
    missing: NO_MESSAGE,
    answers: {
      200: v.object({
        edits: v.array(v.object({ id: recordId, text: v.string(), writtenAt: time, acceptedAt: time })),
      }),
    },
  },
  async ({ me, params: { groupId, messageId }, missing }) => {
    const { pool } = application().database;
    if (!(await readMessage(pool, { groupId, reader: me.id }, messageId))) return missing();
    return { edits: await readEdits(pool, groupId, messageId) };
  },
);
