import { NO_SUCH_GROUP } from '#server/api/group-schemas.ts';
import { operation } from '#server/api/operation.ts';
import { groupId, named } from '#server/api/schemas.ts';
import { application } from '#server/application.ts';
import { changeGroupAnswer } from '#server/change-group-answer.ts';

export const PUT = operation(
  {
    summary: 'Join a channel',
    description: 'Joined already, nothing changes. To guests there are no channels.',
    tag: 'members',
    who: 'signed-in',
    scope: 'groups:write',
    params: { groupId },
    missing: NO_SUCH_GROUP,
    answers: { 200: named },
  },
  async ({ me, params: { groupId } }) =>
    changeGroupAnswer(await application().groups.join(groupId, me.id), { id: groupId }),
);

export const DELETE = operation(
  {
    summary: 'Leave a group',
    description: 'Nobody leaves a direct conversation.',
    tag: 'members',
    who: 'signed-in',
    scope: 'groups:write',
    params: { groupId },
    missing: NO_SUCH_GROUP,
    answers: { 200: named },
  },
  async ({ me, params: { groupId } }) =>
    changeGroupAnswer(await application().groups.leave(groupId, me.id), { id: groupId }),
);
