import { application } from '#server/application.ts';
import type { RequestHandler } from './$types';

/** Who this device is signed in as. Works signed out, and before the first run. */
export const GET: RequestHandler = async ({ locals }) => {
  const organisation = await application().organisation.current();
  if (!locals.session) return Response.json({ organisation, person: null, session: null });
  const { person, sessionId, expiresAt } = locals.session;
  const { id, name, employeeId, role, slot } = person;
  return Response.json({
    organisation,
    person: { id, name, employeeId, role, slot },
    session: { id: sessionId, expiresAt },
  });
};
