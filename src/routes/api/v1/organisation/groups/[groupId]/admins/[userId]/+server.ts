import { operation } from '#server/api/operation.ts';
import { problem } from '#server/api/problem.ts';
import { groupId, named, userId } from '#server/api/schemas.ts';
import { application } from '#server/application.ts';

export const PUT = operation(
  {
    summary: 'Make a member the admin of a group that has none any more',
    description:
      'Where all admins have left or are deactivated. Who appoints gets no right to read what is said in it.',
    tag: 'organisation',
    who: 'administrator',
    scope: 'administration',
    params: { groupId, userId },
    missing: 'There is no such group.',
    answers: { 200: named },
  },
  async ({ me, params, missing }) => {
    const { organisationGroups } = application();
    switch (await organisationGroups.appointAdmin(params.groupId, params.userId, me.id)) {
      case 'done':
        return { id: params.userId };
      case 'unknown':
        return missing();
      case 'has-admin':
        return problem(409, 'has-admin', 'This group has an active admin, who decides who else is one.');
      case 'not-member':
        return problem(422, 'unknown-member', 'Only an active member of the group can become its admin.');
    }
  },
);
