import * as v from 'valibot';
import { apiError } from '#server/api-error.ts';
import { application } from '#server/application.ts';
import { personInCharge } from '#server/person-in-charge.ts';
import { readJson } from '#server/read-json.ts';
import type { RequestHandler } from './$types';

const Reset = v.strictObject({ password: v.pipe(v.string(), v.maxLength(1_000)) });

/** Gives somebody a first password, which they must change; signs all their devices out. */
export const PUT: RequestHandler = async ({ request, locals, params }) => {
  const person = await personInCharge(locals.session, params.userId);
  if (person instanceof Response) return person;
  const reset = v.safeParse(Reset, await readJson(request));
  if (!reset.success) return apiError(400, 'malformed', 'Send a password.');
  const refused = await application().auth.resetPassword(person.id, reset.output.password);
  if (refused) return apiError(400, 'unfit-password', refused.problem);
  return Response.json({ id: person.id });
};
