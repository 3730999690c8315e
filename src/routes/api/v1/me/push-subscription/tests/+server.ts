import { operation } from '#server/api/operation.ts';
import { problem } from '#server/api/problem.ts';
import { application } from '#server/application.ts';

export const POST = operation(
  {
    summary: 'Send this device a notification to see that they arrive',
    tag: 'me',
    who: 'signed-in',
    answers: { 204: null },
  },
  async ({ session }) => {
    const outcome = await application().push.test(session.sessionId);
    if (outcome?.kind === 'sent') return new Response(null, { status: 204 });
    return outcome === null || outcome.kind === 'gone'
      ? problem(409, 'not-subscribed', 'Notifications are off on this device. Turn them on again.')
      : problem(502, 'push-not-taken', 'The push service of your browser did not take it. Try again later.');
  },
);
