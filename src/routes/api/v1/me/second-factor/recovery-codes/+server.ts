import * as v from 'valibot';
import { operation } from '#server/api/operation.ts';
import { problem } from '#server/api/problem.ts';
import { withPassword } from '#server/api/schemas.ts';
import { application } from '#server/application.ts';

export const POST = operation(
  {
    summary: 'Make new recovery codes',
    description: 'They are shown this once; the old ones no longer count.',
    tag: 'me',
    who: 'signed-in',
    body: withPassword,
    answers: { 200: v.object({ recoveryCodes: v.array(v.string()) }) },
  },
  async ({ session, body, address, event: { request } }) => {
    const asking = { ...body, session, headers: request.headers, address };
    const outcome = await application().auth.secondFactor.renewRecoveryCodes(asking);
    return 'problem' in outcome ? problem(400, 'refused', outcome.problem) : outcome;
  },
);
