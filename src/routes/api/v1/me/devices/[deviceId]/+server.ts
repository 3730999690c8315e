import { apiError } from '#server/api-error.ts';
import { application } from '#server/application.ts';
import type { RequestHandler } from './$types';

/** Signs one of one's own devices out. */
export const DELETE: RequestHandler = async ({ locals, params }) => {
  if (!locals.session) return apiError(401, 'signed-out', 'Sign in first.');
  const isEnded = await application().auth.devices.end(locals.session.person.id, params.deviceId);
  if (!isEnded) return apiError(404, 'not-found', 'This device is not signed in any more.');
  return Response.json({ ended: 1 });
};
