import * as v from 'valibot';
import { isGroupId, isUserId, type GroupId, type UserId } from '#domain/ids.ts';
import { MEMBERS_MAX } from '#domain/limits.ts';
import { apiError } from '#server/api-error.ts';
import { application } from '#server/application.ts';
import { nameProblem, tidyName } from '#server/people.ts';
import { readJson } from '#server/read-json.ts';
import type { RequestHandler } from './$types';

const NewGroup = v.strictObject({
  id: v.custom<GroupId>((id) => isGroupId(id) && !id.startsWith('dm-')),
  name: v.string(),
  members: v.pipe(v.array(v.custom<UserId>(isUserId)), v.maxLength(MEMBERS_MAX)),
});

/** Makes a group of the signed-in person and others, under the id that the device chose. */
export const POST: RequestHandler = async ({ request, locals }) => {
  if (!locals.session) return apiError(401, 'signed-out', 'Sign in first.');
  const wish = v.safeParse(NewGroup, await readJson(request));
  if (!wish.success) return apiError(400, 'malformed', 'A group takes an id, a name and a list of members.');
  const { id, members } = wish.output;
  const name = tidyName(wish.output.name);
  const problem = nameProblem(name, 'a name for the group');
  if (problem !== null) return apiError(400, 'bad-name', problem);
  const createdBy = locals.session.person.id;
  switch (await application().groups.create({ id, name, createdBy, members })) {
    case 'created':
    case 'exists':
      return Response.json({ id }, { status: 201 });
    case 'unknown-member':
      return apiError(
        422,
        'unknown-member',
        'One of these people is not, or no longer, in the organisation.',
      );
    case 'id-taken':
      return apiError(409, 'id-taken', 'Another group has this id. Try again.');
  }
};
