import * as v from 'valibot';
import { apiError } from '#server/api-error.ts';
import { application } from '#server/application.ts';
import { readJson } from '#server/read-json.ts';
import type { RequestHandler } from './$types';

const WithPassword = v.strictObject({ password: v.pipe(v.string(), v.maxLength(1_000)) });
const WithCode = v.strictObject({ code: v.pipe(v.string(), v.regex(/^\d{6}$/)) });

/** Whether one has a second factor. */
export const GET: RequestHandler = async ({ locals }) => {
  if (!locals.session) return apiError(401, 'signed-out', 'Sign in first.');
  return Response.json({ isOn: await application().auth.secondFactor.isOn(locals.session.person.id) });
};

/** Makes a secret and recovery codes, shown this once; PUT makes them count. */
export const POST: RequestHandler = async ({ request, locals, getClientAddress }) => {
  const { session } = locals;
  if (!session) return apiError(401, 'signed-out', 'Sign in first.');
  const wish = v.safeParse(WithPassword, await readJson(request));
  if (!wish.success) return apiError(400, 'malformed', 'Send your password.');
  const asking = { ...wish.output, session, headers: request.headers, address: getClientAddress() };
  const outcome = await application().auth.secondFactor.begin(asking);
  return 'problem' in outcome
    ? apiError(400, 'refused', outcome.problem)
    : Response.json(outcome, { headers: { 'cache-control': 'no-store' } });
};

/** Turns the second factor on, by a code of the app that has the secret. */
export const PUT: RequestHandler = async ({ request, locals, getClientAddress }) => {
  const { session } = locals;
  if (!session) return apiError(401, 'signed-out', 'Sign in first.');
  const typed = v.safeParse(WithCode, await readJson(request));
  if (!typed.success) return apiError(400, 'malformed', 'A code has six digits.');
  const asking = { session, headers: request.headers, address: getClientAddress() };
  const outcome = await application().auth.secondFactor.confirm(asking, typed.output.code);
  if ('problem' in outcome) return apiError(400, 'refused', outcome.problem);
  locals.cookies.push(...outcome.cookies);
  return Response.json({ isOn: true });
};

/** Turns the second factor off. */
export const DELETE: RequestHandler = async ({ request, locals, getClientAddress }) => {
  const { session } = locals;
  if (!session) return apiError(401, 'signed-out', 'Sign in first.');
  const wish = v.safeParse(WithPassword, await readJson(request));
  if (!wish.success) return apiError(400, 'malformed', 'Send your password.');
  const asking = { ...wish.output, session, headers: request.headers, address: getClientAddress() };
  const outcome = await application().auth.secondFactor.turnOff(asking);
  if ('problem' in outcome) return apiError(400, 'refused', outcome.problem);
  locals.cookies.push(...outcome.cookies);
  return Response.json({ isOn: false });
};
