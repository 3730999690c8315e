import * as v from 'valibot';
import { operation } from '#server/api/operation.ts';
import { application } from '#server/application.ts';

export const POST = operation(
  {
    summary: 'A ticket for one socket on `/sync`',
    description:
      'It is good once, for 30 seconds, and for this session. Sent as the token of the first Auth message.',
    tag: 'session',
    who: 'signed-in',
    answers: { 201: v.object({ ticket: v.string() }) },
  },
  async ({ session }) => ({ ticket: await application().tickets.issue(session.sessionId) }),
);
