import * as v from 'valibot';
import { isGroupId, isUserId } from '#domain/ids.ts';
import { apiError } from '#server/api-error.ts';
import { application } from '#server/application.ts';
import { changeGroupAnswer } from '#server/change-group-answer.ts';
import { readJson } from '#server/read-json.ts';
import type { RequestHandler } from './$types';

const RoleChange = v.strictObject({ role: v.picklist(['admin', 'member']) });

/** Takes somebody out of a group. */
export const DELETE: RequestHandler = async ({ params, locals }) => {
  if (!locals.session) return apiError(401, 'signed-out', 'Sign in first.');
  const { groupId, userId } = params;
  if (!isGroupId(groupId) || !isUserId(userId)) return changeGroupAnswer('not-member', {});
  const result = await application().groups.removeMember(groupId, userId, locals.session.person.id);
  return changeGroupAnswer(result, { id: userId });
};

/** Makes somebody an admin of a group, or a member. */
export const PATCH: RequestHandler = async ({ params, locals, request }) => {
  if (!locals.session) return apiError(401, 'signed-out', 'Sign in first.');
  const change = v.safeParse(RoleChange, await readJson(request));
  if (!change.success) return apiError(400, 'malformed', 'A role is "admin" or "member".');
  const { groupId, userId } = params;
  if (!isGroupId(groupId) || !isUserId(userId)) return changeGroupAnswer('not-member', {});
  const { role } = change.output;
  const result = await application().groups.setRole(groupId, userId, role, locals.session.person.id);
  return changeGroupAnswer(result, { id: userId, role });
};
