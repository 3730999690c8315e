import * as v from 'valibot';
import {
  groupDescription,
  groupDetails,
  groupHistory,
  groupName,
  NO_SUCH_GROUP,
  retentionDays,
} from '#server/api/group-schemas.ts';
import { operation } from '#server/api/operation.ts';
import { groupId, named } from '#server/api/schemas.ts';
import { application } from '#server/application.ts';
import { changeGroupAnswer } from '#server/change-group-answer.ts';

export const GET = operation(
  {
    summary: 'A group and its members',
    description: 'For its members.',
    tag: 'groups',
    who: 'signed-in',
    scope: 'groups:read',
    params: { groupId },
    missing: NO_SUCH_GROUP,
    answers: { 200: groupDetails },
  },
  async ({ me, params, missing }) => (await application().groups.details(params.groupId, me.id)) ?? missing(),
);

export const PATCH = operation(
  {
    summary: 'Rename or describe a group, archive it or open it again',
    description:
      'Also says what newcomers see of it, and for how many days messages are kept (0: for ever, null: as the organisation has it), within the bounds of the organisation. For its admins.',
    tag: 'groups',
    who: 'signed-in',
    scope: 'groups:write',
    params: { groupId },
    missing: NO_SUCH_GROUP,
    body: v.strictObject({
      name: v.exactOptional(groupName),
      description: v.exactOptional(groupDescription),
      history: v.exactOptional(groupHistory),
      archived: v.exactOptional(v.boolean()),
      retentionDays: v.exactOptional(v.nullable(retentionDays)),
    }),
    answers: { 200: named },
  },
  async ({ me, params, body }) =>
    changeGroupAnswer(await application().groups.update(params.groupId, body, me.id), {
      id: params.groupId,
      ...body,
    }),
);
