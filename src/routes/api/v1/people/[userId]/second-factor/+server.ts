import { application } from '#server/application.ts';
import { personInCharge } from '#server/person-in-charge.ts';
import type { RequestHandler } from './$types';

/** Takes the second factor from somebody who lost the app and the recovery codes. */
export const DELETE: RequestHandler = async ({ locals, params }) => {
  const person = await personInCharge(locals.session, params.userId);
  if (person instanceof Response) return person;
  await application().auth.secondFactor.reset(person.id);
  return Response.json({ id: person.id });
};
