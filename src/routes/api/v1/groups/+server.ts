import * as v from 'valibot';
import {
  groupDescription,
  groupHistory,
  groupKind,
  groupName,
  memberIds,
} from '#server/api/group-schemas.ts';
import { operation } from '#server/api/operation.ts';
import { groupId, named, ownGroup } from '#server/api/schemas.ts';
import { application } from '#server/application.ts';
import { createGroupAnswer } from '#server/create-group-answer.ts';
import { listOwnGroups } from '#server/list-own-groups.ts';

export const GET = operation(
  {
    summary: 'Your groups, latest activity first',
    tag: 'groups',
    who: 'signed-in',
    scope: 'groups:read',
    answers: { 200: v.object({ groups: v.array(ownGroup) }) },
  },
  async ({ me }) => ({ groups: await listOwnGroups(application().database.pool, me.id) }),
);

export const POST = operation(
  {
    summary: 'Make a group, a channel or a direct conversation',
    description:
      'The client chooses the id; that of a direct conversation is a hash of the two people in it. Asked again, it ' +
      'changes nothing and answers 200. Guests can only begin direct conversations, with people they share a group with.',
    tag: 'groups',
    who: 'signed-in',
    scope: 'groups:write',
    body: v.strictObject({
      id: groupId,
      kind: v.optional(groupKind, 'group'),
      name: groupName,
      description: v.optional(groupDescription, ''),
      history: v.optional(groupHistory, 'all'),
      members: memberIds,
    }),
    answers: { 201: named, 200: named },
  },
  async ({ me, body }) =>
    createGroupAnswer(await application().groups.create({ ...body, createdBy: me.id }), { id: body.id }),
);
