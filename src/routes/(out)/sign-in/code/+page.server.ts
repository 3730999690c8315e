import { fail, redirect } from '@sveltejs/kit';
import { application } from '#server/application.ts';
import { formFields } from '../../form-fields.ts';
import type { Actions } from './$types';

/** The second step of signing in, for who has a second factor. */
export const actions: Actions = {
  async default({ request, locals, getClientAddress }) {
    const { code } = await formFields(request, 'code');
    if (code.trim() === '') return fail(400, { problem: 'Enter a code.', isOver: false });
    const outcome = await application().auth.signInWithCode(request.headers, code, getClientAddress());
    if ('problem' in outcome) return fail(400, outcome);
    locals.cookies.push(...outcome.cookies);
    redirect(303, '/');
  },
};
