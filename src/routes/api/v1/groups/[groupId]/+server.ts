import * as v from 'valibot';
import { isGroupId } from '#domain/ids.ts';
import { apiError } from '#server/api-error.ts';
import { application } from '#server/application.ts';
import { changeGroupAnswer } from '#server/change-group-answer.ts';
import { readJson } from '#server/read-json.ts';
import type { RequestHandler } from './$types';

const GroupChange = v.strictObject({ archived: v.boolean() });

/** Archives a group, or opens it again. */
export const PATCH: RequestHandler = async ({ params, locals, request }) => {
  if (!locals.session) return apiError(401, 'signed-out', 'Sign in first.');
  const change = v.safeParse(GroupChange, await readJson(request));
  if (!change.success)
    return apiError(400, 'malformed', 'A group can be changed in "archived", true or false.');
  const { groupId } = params;
  if (!isGroupId(groupId)) return changeGroupAnswer('not-member', {});
  const { archived } = change.output;
  const result = await application().groups.setArchived(groupId, archived, locals.session.person.id);
  return changeGroupAnswer(result, { id: groupId, archived });
};
