import * as v from 'valibot';
import { operation } from '#server/api/operation.ts';
import { groupId, signedInDevice, userId } from '#server/api/schemas.ts';
import { NOT_IN_GROUP } from '#server/api/written-problem.ts';
import { application } from '#server/application.ts';
import { groupAdmin } from '#server/group-admin.ts';

const { name, lastUsedAt, readyUntil, checkedAt } = signedInDevice.entries;

export const GET = operation(
  {
    summary: 'Which members of a group are ready for work without a network, by device',
    description: 'For admins of the group.',
    tag: 'members',
    who: 'signed-in',
    params: { groupId },
    missing: NOT_IN_GROUP,
    answers: {
      200: v.object({
        members: v.array(
          v.object({
            id: userId,
            name: v.string(),
            devices: v.array(v.object({ name, lastUsedAt, readyUntil, checkedAt })),
          }),
        ),
      }),
    },
  },
  async ({ me, params: { groupId }, missing }) =>
    (await groupAdmin(groupId, me.id, missing)) ?? {
      members: await application().auth.devices.ofMembers(groupId),
    },
);
