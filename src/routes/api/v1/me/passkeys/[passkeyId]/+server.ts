import { operation } from '#server/api/operation.ts';
import { anyId, named } from '#server/api/schemas.ts';
import { application } from '#server/application.ts';

export const DELETE = operation(
  {
    summary: 'Remove one of your passkeys: it opens nothing any more',
    tag: 'me',
    who: 'signed-in',
    params: { passkeyId: anyId },
    missing: 'You have no such passkey.',
    answers: { 200: named },
  },
  async ({ me, params: { passkeyId }, missing }) =>
    (await application().auth.passkeys.remove(me.id, passkeyId)) ? { id: passkeyId } : missing(),
);
