import { fail } from '@sveltejs/kit';
import { application } from '#server/application.ts';
import type { Problems } from '#server/people.ts';
import { providerProblem } from '#server/provider-problem.ts';
import { formFields } from '../form-fields.ts';
import { signInAndEnter } from '../sign-in-and-enter.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ url }) => {
  const { organisation, auth } = application();
  const provider = auth.provider?.name;
  return {
    organisation: await organisation.current(),
    provider,
    problem: provider && providerProblem(url.searchParams.get('problem')),
  };
};

export const actions: Actions = {
  async default(event) {
    const { employeeId, password } = await formFields(event.request, 'employeeId', 'password');
    const problems: Problems = {};
    if (employeeId.trim() === '') problems.employeeId = 'Enter your employee ID.';
    if (password === '') problems.password = 'Enter your password.';
    if (Object.keys(problems).length > 0) return fail(400, { employeeId, problems });
    const { problem } = await signInAndEnter(event, { employeeId, password });
    problems.form = problem;
    return fail(400, { employeeId, problems });
  },
};
