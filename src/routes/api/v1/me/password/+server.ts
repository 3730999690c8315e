import * as v from 'valibot';
import { apiError } from '#server/api-error.ts';
import { application } from '#server/application.ts';
import { readJson } from '#server/read-json.ts';
import type { RequestHandler } from './$types';

const Change = v.strictObject({
  current: v.pipe(v.string(), v.maxLength(1_000)),
  next: v.pipe(v.string(), v.maxLength(1_000)),
});

/** Changes one's own password and signs the other devices out. */
export const PUT: RequestHandler = async ({ request, locals, getClientAddress }) => {
  const { session } = locals;
  if (!session) return apiError(401, 'signed-out', 'Sign in first.');
  const change = v.safeParse(Change, await readJson(request));
  if (!change.success) return apiError(400, 'malformed', 'Send the current password and the next one.');
  const outcome = await application().auth.changePassword({
    ...change.output,
    session,
    address: getClientAddress(),
  });
  if ('ended' in outcome) return Response.json(outcome);
  const { current, next } = outcome.problems;
  return apiError(400, current ? 'wrong-password' : 'unfit-password', current ?? next ?? '');
};
