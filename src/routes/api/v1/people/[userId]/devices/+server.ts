import { application } from '#server/application.ts';
import { personInCharge } from '#server/person-in-charge.ts';
import type { RequestHandler } from './$types';

/** Where somebody is signed in. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const person = await personInCharge(locals.session, params.userId);
  if (person instanceof Response) return person;
  return Response.json({ devices: await application().auth.devices.of(person.id) });
};

/** Signs somebody out everywhere. */
export const DELETE: RequestHandler = async ({ locals, params }) => {
  const person = await personInCharge(locals.session, params.userId);
  if (person instanceof Response) return person;
  return Response.json({ ended: await application().auth.devices.endAll(person.id) });
};
