import { isGroupId } from '#domain/ids.ts';
import { apiError } from '#server/api-error.ts';
import { application } from '#server/application.ts';
import type { RequestHandler } from './$types';

/** Leaves a group. A group that does not exist is answered like one that the person is not in. */
export const DELETE: RequestHandler = async ({ params, locals }) => {
  if (!locals.session) return apiError(401, 'signed-out', 'Sign in first.');
  const { groupId } = params;
  const result = isGroupId(groupId)
    ? await application().groups.leave(groupId, locals.session.person.id)
    : null;
  if (result !== 'left') return apiError(404, 'no-such-group', 'You are not a member of such a group.');
  return Response.json({ id: groupId });
};
