import type { UserId } from '#domain/ids.ts';
import { problem } from './api/problem.ts';
import { application } from './application.ts';
import type { Person } from './people.ts';

/**
 * The person that an administrator asks to do something with, or the answer that says why not. Owners are the
 * affair of owners: an administrator who could reset their password would be one.
 * @param missing what is answered where there is no such person
 */
export async function personInCharge(
  me: Person,
  userId: UserId,
  missing: () => Response,
): Promise<Person | Response> {
  const person = await application().people.byId(userId);
  if (!person) return missing();
  if (person.role === 'owner' && me.role !== 'owner')
    return problem(403, 'not-allowed', 'Only the owner can do this for an owner.');
  return person;
}
