import * as v from 'valibot';
import type { RecordId } from '#domain/ids.ts';
import { message, pageLimit, queryNumber, recordId, groupId } from '#server/api/schemas.ts';
import { operation } from '#server/api/operation.ts';
import { problem } from '#server/api/problem.ts';
import { NOT_IN_GROUP, writtenProblem } from '#server/api/written-problem.ts';
import { application } from '#server/application.ts';
import { newId } from '#server/people.ts';
import { readMessage, readMessages } from '#server/read-messages.ts';

const seq = queryNumber(0, Number.MAX_SAFE_INTEGER);

export const GET = operation(
  {
    summary: 'A page of messages, in their order',
    description:
      'The newest, or those `before` or `after` a number, or those `around` a message. `earlier` and `later` are what ' +
      'to send as `before` and `after` for the next pages; null where there is nothing.',
    tag: 'messages',
    who: 'signed-in',
    scope: 'messages:read',
    params: { groupId },
    missing: NOT_IN_GROUP,
    query: {
      before: v.optional(seq),
      after: v.optional(seq),
      around: v.optional(recordId),
      limit: pageLimit,
    },
    answers: {
      200: v.object({
        messages: v.array(message),
        earlier: v.nullable(v.number()),
        later: v.nullable(v.number()),
      }),
    },
  },
  async ({ me, params, query: { before, after, around, limit }, missing }) => {
    const { groups, database } = application();
    if ([before, after, around].filter((one) => one !== undefined).length > 1)
      return problem(400, 'malformed', 'Send one of “before”, “after” and “around”.');
    if (!(await groups.isMember(params.groupId, me.id))) return missing();
    const reading = { groupId: params.groupId, reader: me.id };
    if (after !== undefined) return readMessages(database.pool, reading, { after, limit });
    if (around === undefined)
      return readMessages(database.pool, reading, before === undefined ? { limit } : { before, limit });
    const target = await readMessage(database.pool, reading, around);
    return target ? readMessages(database.pool, reading, { around: target.seq, limit }) : missing();
  },
);

export const POST = operation(
  {
    summary: 'Write a message in your name',
    description: 'Asked again under the same `id` it answers 200 with the message that is there.',
    tag: 'messages',
    who: 'signed-in',
    scope: 'messages:write',
    params: { groupId },
    missing: NOT_IN_GROUP,
    body: v.strictObject({
      id: v.optional(recordId),
      text: v.string(),
      replyTo: v.optional(recordId),
    }),
    answers: { 201: message, 200: message },
  },
  async ({ me, params, body: { id = newId() as RecordId, text, replyTo }, missing }) => {
    const { writeRecord, database } = application();
    const record = { id, by: me.id, text, at: Date.now(), ...(replyTo === undefined ? {} : { replyTo }) };
    const written = await writeRecord(params.groupId, 'messages', record);
    const refused = writtenProblem(written, missing);
    if (refused) return refused;
    const made = await readMessage(database.pool, { groupId: params.groupId, reader: me.id }, id);
    // Gone in this moment: they left the group.
    if (!made) return missing();
    return Response.json(made, { status: written.kind === 'repeated' ? 200 : 201 });
  },
);
