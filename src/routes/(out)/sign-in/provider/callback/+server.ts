import { error } from '@sveltejs/kit';
import { NOTHING_HERE } from '#server/api/problem.ts';
import { application } from '#server/application.ts';
import type { RequestHandler } from './$types';

/** Where the provider sends browsers back to, with its answer in the address. */
export const GET: RequestHandler = async ({ request, locals, url, getClientAddress }) => {
  const { provider } = application().auth;
  if (!provider) error(404, { message: NOTHING_HERE, code: 'not-found', id: '' });
  const { cookies, problem } = await provider.finish(request.headers, url.searchParams, getClientAddress());
  locals.cookies.push(...cookies);
  const location = problem === undefined ? '/' : `/sign-in?problem=${problem}`;
  return new Response(null, { status: 303, headers: { location } });
};
