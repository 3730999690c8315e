import * as v from 'valibot';
import { operation } from '#server/api/operation.ts';
import { problem } from '#server/api/problem.ts';
import { groupId, nameText, time, userId } from '#server/api/schemas.ts';
import { NOT_IN_GROUP } from '#server/api/written-problem.ts';
import { application } from '#server/application.ts';
import { groupAdmin } from '#server/group-admin.ts';
import { WEBHOOKS_PER_GROUP_MAX } from '#server/webhooks.ts';

const listed = v.object({
  id: v.string(),
  name: v.string(),
  madeBy: userId,
  createdAt: time,
  lastUsedAt: v.nullable(time),
});

export const GET = operation(
  {
    summary: 'The webhooks of a group, without their addresses',
    tag: 'webhooks',
    who: 'signed-in',
    scope: 'groups:read',
    params: { groupId },
    missing: NOT_IN_GROUP,
    answers: { 200: v.object({ webhooks: v.array(listed) }) },
  },
  async ({ me, params: { groupId }, missing }) =>
    (await groupAdmin(groupId, me.id, missing)) ?? { webhooks: await application().webhooks.of(groupId) },
);

export const POST = operation(
  {
    summary: 'Make an address that writes into a group in your name',
    description: 'For admins of the group. The address is in this answer and nowhere else.',
    tag: 'webhooks',
    who: 'signed-in',
    scope: 'groups:write',
    params: { groupId },
    missing: NOT_IN_GROUP,
    body: v.strictObject({ name: nameText }),
    answers: { 201: v.object({ ...listed.entries, url: v.string() }) },
  },
  async ({ me, params: { groupId }, body, address, missing, event: { url } }) => {
    const refused = await groupAdmin(groupId, me.id, missing);
    if (refused) return refused;
    const made = await application().webhooks.make({ groupId, by: me.id, address }, body.name);
    if (!made)
      return problem(409, 'too-many', `This group has ${WEBHOOKS_PER_GROUP_MAX} webhooks. Revoke one first.`);
    const { secret, ...webhook } = made;
    return { ...webhook, url: `${url.origin}/api/v1/hooks/${secret}` };
  },
);
