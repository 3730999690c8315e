import { operation } from '#server/api/operation.ts';
import { anyId, named } from '#server/api/schemas.ts';
import { application } from '#server/application.ts';

export const DELETE = operation(
  {
    summary: 'Revoke one of your tokens',
    description: 'What it has open on /yjs ends at once.',
    tag: 'tokens',
    who: 'signed-in',
    params: { tokenId: anyId },
    missing: 'You have no such token.',
    answers: { 200: named },
  },
  async ({ me, params: { tokenId }, address, missing }) =>
    (await application().tokens.revoke({ userId: me.id, address }, tokenId)) ? { id: tokenId } : missing(),
);
