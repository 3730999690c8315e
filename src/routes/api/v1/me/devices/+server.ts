import { apiError } from '#server/api-error.ts';
import { application } from '#server/application.ts';
import type { RequestHandler } from './$types';

/** Where one is signed in. */
export const GET: RequestHandler = async ({ locals }) => {
  if (!locals.session) return apiError(401, 'signed-out', 'Sign in first.');
  const { person, sessionId } = locals.session;
  const devices = await application().auth.devices.of(person.id);
  return Response.json({
    devices: devices.map((device) => ({ ...device, isThis: device.id === sessionId })),
  });
};

/** Signs all devices out but the one that asks. */
export const DELETE: RequestHandler = async ({ locals }) => {
  if (!locals.session) return apiError(401, 'signed-out', 'Sign in first.');
  const { person, sessionId } = locals.session;
  return Response.json({ ended: await application().auth.devices.endAll(person.id, { keep: sessionId }) });
};
