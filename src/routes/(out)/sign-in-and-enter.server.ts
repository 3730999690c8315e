import { redirect, type RequestEvent } from '@sveltejs/kit';
import { application } from '#server/application.ts';

/**
 * Gives this browser a session and goes to the application; answers the problem when that is refused.
 * @param to where in it
 */
export async function signInAndEnter(
  { request, locals, getClientAddress }: RequestEvent,
  { employeeId, password }: { employeeId: string; password: string },
  to = '/',
): Promise<{ problem: string }> {
  const outcome = await application().auth.signIn({
    employeeId,
    password,
    headers: request.headers,
    address: getClientAddress(),
  });
  if ('problem' in outcome) return outcome;
  locals.cookies.push(...outcome.cookies);
  redirect(303, outcome.needs === 'code' ? '/sign-in/code' : to);
}
