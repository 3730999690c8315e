import * as v from 'valibot';
import { operation } from '#server/api/operation.ts';
import { groupId } from '#server/api/schemas.ts';
import { NOT_IN_GROUP } from '#server/api/written-problem.ts';
import { application } from '#server/application.ts';

const position = v.object({ seq: v.number(), lastSeq: v.number() });

export const GET = operation(
  {
    summary: 'How far you have read a group, and how far it goes',
    tag: 'messages',
    who: 'signed-in',
    scope: 'messages:read',
    params: { groupId },
    missing: NOT_IN_GROUP,
    answers: { 200: position },
  },
  async ({ me, params: { groupId }, missing }) =>
    (await application().reading.position(groupId, me.id)) ?? missing(),
);

export const PUT = operation(
  {
    summary: 'Say that you have read everything up to a number',
    description: 'A position goes forward only, and not beyond the newest message. All your devices follow.',
    tag: 'messages',
    who: 'signed-in',
    scope: 'messages:write',
    params: { groupId },
    missing: NOT_IN_GROUP,
    body: v.strictObject({ seq: v.pipe(v.number(), v.safeInteger(), v.minValue(0)) }),
    answers: { 200: position },
  },
  async ({ me, params: { groupId }, body: { seq }, missing }) =>
    (await application().reading.advance(groupId, me.id, seq)) ?? missing(),
);
