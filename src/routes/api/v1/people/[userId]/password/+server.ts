import { operation } from '#server/api/operation.ts';
import { problem } from '#server/api/problem.ts';
import { named, userId, withPassword } from '#server/api/schemas.ts';
import { application } from '#server/application.ts';
import { personInCharge } from '#server/person-in-charge.ts';

export const PUT = operation(
  {
    summary: 'Give somebody a first password, which they must change',
    description: 'Signs all their devices out.',
    tag: 'people',
    who: 'administrator',
    params: { userId },
    missing: 'There is no such person.',
    body: withPassword,
    answers: { 200: named },
  },
  async ({ me, params, body, missing }) => {
    const person = await personInCharge(me, params.userId, missing);
    if (person instanceof Response) return person;
    const refused = await application().auth.resetPassword(person.id, body.password);
    return refused ? problem(400, 'unfit-password', refused.problem) : { id: person.id };
  },
);
