import * as v from 'valibot';
import { memberIds, NO_SUCH_GROUP } from '#server/api/group-schemas.ts';
import { operation } from '#server/api/operation.ts';
import { groupId, named } from '#server/api/schemas.ts';
import { application } from '#server/application.ts';
import { changeGroupAnswer } from '#server/change-group-answer.ts';

export const POST = operation(
  {
    summary: 'Add people to a group',
    description:
      'All of them, or nobody. Who is in it already stays what they are. For the admins of a group, and every member ' +
      'of a channel but guests.',
    tag: 'members',
    who: 'signed-in',
    scope: 'groups:write',
    params: { groupId },
    missing: NO_SUCH_GROUP,
    body: v.strictObject({ members: v.pipe(memberIds, v.minLength(1, 'Name at least one person.')) }),
    answers: { 200: named },
  },
  async ({ me, params: { groupId }, body: { members } }) =>
    changeGroupAnswer(await application().groups.addMembers(groupId, members, me.id), {
      id: groupId,
      members,
    }),
);
