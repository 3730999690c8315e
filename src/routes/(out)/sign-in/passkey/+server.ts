import * as v from 'valibot';
import { problem } from '#server/api/problem.ts';
import { readBody } from '#server/api/read-body.ts';
import { application } from '#server/application.ts';
import type { RequestHandler } from './$types';

/** What a browser needs to ask for a passkey: it counts once, for five minutes, with the cookie of this answer. */
export const POST: RequestHandler = async ({ request, locals, getClientAddress }) => {
  const asked = await application().auth.passkeys.challenge(request.headers, getClientAddress());
  if ('problem' in asked) return problem(429, 'too-many', asked.problem);
  locals.cookies.push(...asked.cookies);
  return Response.json({ options: asked.options });
};

const Credential = v.strictObject({ response: v.looseObject({ id: v.string() }) });

/** Signs in with the passkey that answered. */
export const PUT: RequestHandler = async ({ request, locals, getClientAddress }) => {
  const body = await readBody(request);
  if (body instanceof Response) return body;
  const credential = v.safeParse(Credential, body.value);
  if (!credential.success) return problem(400, 'malformed', 'This is no answer of a passkey.');
  const attempt = { headers: request.headers, address: getClientAddress() };
  const outcome = await application().auth.passkeys.signIn(attempt, credential.output.response);
  if ('problem' in outcome) return problem(401, 'refused', outcome.problem);
  locals.cookies.push(...outcome.cookies);
  return Response.json({});
};
