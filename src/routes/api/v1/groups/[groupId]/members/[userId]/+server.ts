import * as v from 'valibot';
import { memberRole, NO_SUCH_GROUP } from '#server/api/group-schemas.ts';
import { operation } from '#server/api/operation.ts';
import { groupId, named, userId } from '#server/api/schemas.ts';
import { application } from '#server/application.ts';
import { changeGroupAnswer } from '#server/change-group-answer.ts';

export const DELETE = operation(
  {
    summary: 'Remove a member from a group',
    description: 'Their devices are cut off at once. For the admins of the group.',
    tag: 'members',
    who: 'signed-in',
    scope: 'groups:write',
    params: { groupId, userId },
    missing: NO_SUCH_GROUP,
    answers: { 200: named },
  },
  async ({ me, params: { groupId, userId } }) =>
    changeGroupAnswer(await application().groups.removeMember(groupId, userId, me.id), { id: userId }),
);

export const PATCH = operation(
  {
    summary: 'Make somebody an admin of a group, or a member',
    description: 'The last admin stays one. For the admins of the group.',
    tag: 'members',
    who: 'signed-in',
    scope: 'groups:write',
    params: { groupId, userId },
    missing: NO_SUCH_GROUP,
    body: v.strictObject({ role: memberRole }),
    answers: { 200: named },
  },
  async ({ me, params: { groupId, userId }, body: { role } }) =>
    changeGroupAnswer(await application().groups.setRole(groupId, userId, role, me.id), { id: userId, role }),
);
