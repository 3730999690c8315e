import * as v from 'valibot';
import { memberIds, memberRole, NO_SUCH_GROUP } from '#server/api/group-schemas.ts';
import { operation } from '#server/api/operation.ts';
import { groupId, named, time, userId } from '#server/api/schemas.ts';
import { application } from '#server/application.ts';
import { changeGroupAnswer } from '#server/change-group-answer.ts';

const member = v.object({ id: userId, name: v.string(), role: memberRole, joinedAt: time });

export const GET = operation(
  {
    summary: 'Who is in a group',
    tag: 'members',
    who: 'signed-in',
    scope: 'groups:read',
    params: { groupId },
    missing: NO_SUCH_GROUP,
    answers: { 200: v.object({ members: v.array(member) }) },
  },
  async ({ me, params: { groupId }, missing }) => {
    const members = await application().groups.members(groupId);
    return members.some(({ id }) => id === me.id) ? { members } : missing();
  },
);

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
