import { fail, redirect } from '@sveltejs/kit';
import { application } from '#server/application.ts';
import { formFields } from '../../form-fields.ts';
import { signInAndEnter } from '../../sign-in-and-enter.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, setHeaders }) => {
  const { organisation, invites } = application();
  const [current, invite] = await Promise.all([organisation.current(), invites.look(params.code)]);
  setHeaders({ 'x-robots-tag': 'noindex' });
  return { organisation: current, invite };
};

/** Makes a person by an invite link. */
export const actions: Actions = {
  async default(event) {
    const typed = await formFields(event.request, 'name', 'employeeId', 'password');
    const joining = await application().invites.join(event.params.code, typed);
    if ('problems' in joining) {
      const { name, employeeId } = typed;
      return fail(400, { typed: { name, employeeId }, problems: joining.problems });
    }
    await signInAndEnter(event, typed, joining.missed > 0 ? '/?joined=not-all' : '/');
    redirect(303, '/sign-in');
  },
};
