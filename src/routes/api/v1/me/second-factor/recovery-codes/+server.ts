import * as v from 'valibot';
import { apiError } from '#server/api-error.ts';
import { application } from '#server/application.ts';
import { readJson } from '#server/read-json.ts';
import type { RequestHandler } from './$types';

const WithPassword = v.strictObject({ password: v.pipe(v.string(), v.maxLength(1_000)) });

/** Makes new recovery codes, shown this once; the old ones no longer count. */
export const POST: RequestHandler = async ({ request, locals, getClientAddress }) => {
  const { session } = locals;
  if (!session) return apiError(401, 'signed-out', 'Sign in first.');
  const wish = v.safeParse(WithPassword, await readJson(request));
  if (!wish.success) return apiError(400, 'malformed', 'Send your password.');
  const asking = { ...wish.output, session, headers: request.headers, address: getClientAddress() };
  const outcome = await application().auth.secondFactor.renewRecoveryCodes(asking);
  return 'problem' in outcome ? apiError(400, 'refused', outcome.problem) : Response.json(outcome);
};
