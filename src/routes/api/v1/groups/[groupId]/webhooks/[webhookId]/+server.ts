import { operation } from '#server/api/operation.ts';
import { anyId, groupId, named } from '#server/api/schemas.ts';
import { application } from '#server/application.ts';
import { groupAdmin } from '#server/group-admin.ts';

export const DELETE = operation(
  {
    summary: 'Revoke a webhook',
    tag: 'webhooks',
    who: 'signed-in',
    scope: 'groups:write',
    params: { groupId, webhookId: anyId },
    missing: 'There is no such webhook in a group of yours.',
    answers: { 200: named },
  },
  async ({ me, params: { groupId, webhookId }, address, missing }) => {
    const refused = await groupAdmin(groupId, me.id, missing);
    if (refused) return refused;
    return (await application().webhooks.revoke({ groupId, by: me.id, address }, webhookId))
      ? { id: webhookId }
      : missing();
  },
);
