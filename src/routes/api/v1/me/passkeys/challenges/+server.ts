import * as v from 'valibot';
import { operation } from '#server/api/operation.ts';
import { problem } from '#server/api/problem.ts';
import { withPassword } from '#server/api/schemas.ts';
import { application } from '#server/application.ts';

export const POST = operation(
  {
    summary: 'Ask for what a browser needs to make a passkey',
    description: 'Counts once, for five minutes, with the cookie of the answer.',
    tag: 'me',
    who: 'signed-in',
    body: withPassword,
    answers: { 200: v.object({ options: v.record(v.string(), v.unknown()) }) },
  },
  async ({ session, body, address, event: { request, locals } }) => {
    const asking = { ...body, session, headers: request.headers, address };
    const begun = await application().auth.passkeys.begin(asking);
    if ('problem' in begun) return problem(400, 'refused', begun.problem);
    locals.cookies.push(...begun.cookies);
    return { options: begun.options };
  },
);
