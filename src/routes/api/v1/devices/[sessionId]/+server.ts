import { mayChangePerson } from '#domain/rights.ts';
import { operation } from '#server/api/operation.ts';
import { problem } from '#server/api/problem.ts';
import { anyId, named } from '#server/api/schemas.ts';
import { application } from '#server/application.ts';
import { PEOPLE_REFUSALS } from '#server/change-people.ts';

export const DELETE = operation(
  {
    summary: 'Sign a device of somebody out',
    description: 'Its connection is cut at once.',
    tag: 'devices',
    who: 'administrator',
    params: { sessionId: anyId },
    missing: 'This device is not signed in any more.',
    answers: { 200: named },
  },
  async ({ me, params: { sessionId }, missing }) => {
    const { devices } = application().auth;
    const person = await devices.personOf(sessionId);
    if (!person) return missing();
    if (!mayChangePerson(me, person)) return problem(403, 'owners-only', PEOPLE_REFUSALS['owners-only']);
    return (await devices.end(person.id, sessionId, me.id)) ? { id: sessionId } : missing();
  },
);
