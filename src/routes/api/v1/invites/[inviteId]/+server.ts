import { operation } from '#server/api/operation.ts';
import { anyId, named } from '#server/api/schemas.ts';
import { application } from '#server/application.ts';

export const DELETE = operation(
  {
    summary: 'Withdraw an invite: nobody joins by it any more',
    description: 'Administrators withdraw every invite, others those that they made.',
    tag: 'invites',
    who: 'signed-in',
    scope: 'administration',
    params: { inviteId: anyId },
    missing: 'There is no such invite.',
    answers: { 200: named },
  },
  async ({ me, params, missing }) => {
    const isKnown = await application().invites.revoke(params.inviteId, me);
    return isKnown ? { id: params.inviteId } : missing();
  },
);
