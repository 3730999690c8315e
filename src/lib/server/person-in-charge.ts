import { apiError } from './api-error.ts';
import { application } from './application.ts';
import type { Session } from './auth.ts';
import type { Person } from './people.ts';

/**
 * The person that an administrator asks to do something with, or the answer that says why not. Owners are the
 * affair of owners: an administrator who could reset their password would be one.
 */
export async function personInCharge(session: Session | null, userId: string): Promise<Person | Response> {
  if (!session) return apiError(401, 'signed-out', 'Sign in first.');
  const { role } = session.person;
  if (role !== 'owner' && role !== 'administrator')
    return apiError(403, 'not-allowed', 'Only the owner and administrators can do this.');
  const person = await application().people.byId(userId);
  if (!person) return apiError(404, 'not-found', 'There is no such person.');
  if (person.role === 'owner' && role !== 'owner')
    return apiError(403, 'not-allowed', 'Only the owner can do this for an owner.');
  return person;
}
