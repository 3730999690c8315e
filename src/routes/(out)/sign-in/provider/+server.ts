import { error } from '@sveltejs/kit';
import { NOTHING_HERE } from '#server/api/problem.ts';
import { application } from '#server/application.ts';
import type { RequestHandler } from './$types';

/** Sends a browser to where the organisation signs in. A link, as `form-action` would stop a form on its way out. */
export const GET: RequestHandler = async ({ request, locals, getClientAddress }) => {
  const { provider } = application().auth;
  if (!provider) error(404, { message: NOTHING_HERE, code: 'not-found', id: '' });
  const begun = await provider.begin(request.headers, getClientAddress());
  const isRefused = 'problem' in begun;
  if (!isRefused) locals.cookies.push(...begun.cookies);
  const location = isRefused ? `/sign-in?problem=${begun.problem}` : begun.location;
  return new Response(null, { status: 303, headers: { location } });
};
