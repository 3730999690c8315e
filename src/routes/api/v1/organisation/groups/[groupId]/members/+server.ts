import * as v from 'valibot';
import { memberRole } from '#server/api/group-schemas.ts';
import { operation } from '#server/api/operation.ts';
import { groupId } from '#server/api/schemas.ts';
import { application } from '#server/application.ts';

const member = v.object({ id: v.string(), name: v.string(), role: memberRole, active: v.boolean() });

export const GET = operation(
  {
    summary: 'Who is in a group, also in one that one is not in',
    tag: 'organisation',
    who: 'administrator',
    scope: 'administration',
    params: { groupId },
    missing: 'There is no such group.',
    answers: { 200: v.object({ members: v.array(member) }) },
  },
  async ({ params, missing }) => {
    const members = await application().organisationGroups.members(params.groupId);
    return members ? { members } : missing();
  },
);
