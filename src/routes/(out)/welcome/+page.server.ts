import { fail, redirect } from '@sveltejs/kit';
import { application } from '#server/application.ts';
import { formFields } from '../form-fields.ts';
import { signInAndEnter } from '../sign-in-and-enter.server.ts';
import type { Actions } from './$types';

/** The first run: names the organisation and makes its owner. */
export const actions: Actions = {
  async default(event) {
    const typed = await formFields(event.request, 'organisation', 'name', 'employeeId', 'password');
    const admission = await application().organisation.createOwner(typed);
    if ('problems' in admission) {
      const { organisation, name, employeeId } = typed;
      return fail(400, { typed: { organisation, name, employeeId }, problems: admission.problems });
    }
    await signInAndEnter(event, typed);
    redirect(303, '/sign-in');
  },
};
