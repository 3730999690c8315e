import * as v from 'valibot';
import type { RecordId } from '#domain/ids.ts';
import { operation } from '#server/api/operation.ts';
import { groupId, message, recordId } from '#server/api/schemas.ts';
import { NO_MESSAGE, writtenProblem } from '#server/api/written-problem.ts';
import { application } from '#server/application.ts';
import { newId } from '#server/people.ts';
import { readMessage } from '#server/read-messages.ts';

const params = { groupId, messageId: recordId };

export const GET = operation(
  {
    summary: 'One message',
    tag: 'messages',
    who: 'signed-in',
    scope: 'messages:read',
    params,
    missing: NO_MESSAGE,
    answers: { 200: message },
  },
  async ({ me, params: { groupId, messageId }, missing }) =>
    (await readMessage(application().database.pool, { groupId, reader: me.id }, messageId)) ?? missing(),
);

export const PATCH = operation(
  {
    summary: 'Edit a message of yours',
    description: 'Earlier texts stay in its history. With an `id` for the edit it can be asked again.',
    tag: 'messages',
    who: 'signed-in',
    scope: 'messages:write',
    params,
    missing: NO_MESSAGE,
    body: v.strictObject({ id: v.optional(recordId), text: v.string() }),
    answers: { 200: message },
  },
  async ({ me, params: { groupId, messageId }, body: { id = newId() as RecordId, text }, missing }) => {
    const { writeRecord, database } = application();
    const reading = { groupId, reader: me.id };
    if (!(await readMessage(database.pool, reading, messageId))) return missing();
    const edit = { id, by: me.id, to: messageId, text, at: Date.now() };
    const refused = writtenProblem(await writeRecord(groupId, 'edits', edit), missing);
    return refused ?? (await readMessage(database.pool, reading, messageId)) ?? missing();
  },
);

export const DELETE = operation(
  {
    summary: 'Delete a message for everybody',
    description: 'Its author may, admins of the group, and the owner as a member. The text is erased.',
    tag: 'messages',
    who: 'signed-in',
    scope: 'messages:write',
    params,
    missing: NO_MESSAGE,
    answers: { 200: message },
  },
  async ({ me, params: { groupId, messageId }, missing }) => {
    const { writeRecord, database } = application();
    const reading = { groupId, reader: me.id };
    const standing = await readMessage(database.pool, reading, messageId);
    if (!standing) return missing();
    if (standing.deletedAt !== null) return standing;
    const deletion = {
      ...{ id: newId() as RecordId, by: me.id, to: messageId },
      ...{ deleted: true as const, at: Date.now() },
    };
    const refused = writtenProblem(await writeRecord(groupId, 'edits', deletion), missing);
    return refused ?? (await readMessage(database.pool, reading, messageId)) ?? missing();
  },
);
