import { fail, redirect } from '@sveltejs/kit';
import { application } from '#server/application.ts';
import { formFields } from '../form-fields.ts';
import type { Actions } from './$types';

/** Replaces a password that somebody else chose; before that its owner is not signed in. */
export const actions: Actions = {
  async default({ request, locals }) {
    // The hook sent everybody else away when they asked for the page; the session may have ended since.
    if (!locals.beginner) redirect(303, '/sign-in');
    const { password, again } = await formFields(request, 'password', 'again');
    if (password !== again) return fail(400, { problems: { again: 'This is not the same password.' } });
    const refused = await application().auth.chooseFirstPassword(locals.beginner, password);
    if (refused) return fail(400, { problems: { password: refused.problem } });
    redirect(303, '/');
  },
};
