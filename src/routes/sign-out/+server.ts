import { application } from '#server/application.ts';
import type { RequestHandler } from './$types';

/** Ends the session. What is on the device is the client's to clear, after this answered. */
export const POST: RequestHandler = async ({ request, locals }) => {
  const { cookies } = await application().auth.signOut(request.headers);
  locals.cookies.push(...cookies);
  return new Response(null, { status: 204 });
};
