import * as v from 'valibot';
import { operation } from '#server/api/operation.ts';
import { problem } from '#server/api/problem.ts';
import { devicesEnded, secretText } from '#server/api/schemas.ts';
import { application } from '#server/application.ts';

export const PUT = operation(
  {
    summary: 'Change your password',
    description: 'Signs your other devices out.',
    tag: 'me',
    who: 'signed-in',
    body: v.strictObject({ current: secretText, next: secretText }),
    answers: { 200: devicesEnded },
  },
  async ({ session, body, address }) => {
    const outcome = await application().auth.changePassword({ ...body, session, address });
    if ('ended' in outcome) return outcome;
    const { current, next } = outcome.problems;
    return problem(400, current ? 'wrong-password' : 'unfit-password', current ?? next ?? '');
  },
);
