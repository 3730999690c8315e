import * as v from 'valibot';
import { operation } from '#server/api/operation.ts';
import { problem } from '#server/api/problem.ts';
import { secretText, userId } from '#server/api/schemas.ts';
import { application } from '#server/application.ts';
import { firstPassword } from '#server/first-password.ts';
import { personInCharge } from '#server/person-in-charge.ts';

export const PUT = operation(
  {
    summary: 'Give somebody a first password, which they must change',
    description:
      'Signs all their devices out. The password is in this answer and nowhere else. One is made where none is given.',
    tag: 'people',
    who: 'administrator',
    params: { userId },
    missing: 'There is no such person.',
    body: v.strictObject({ password: v.optional(secretText) }),
    answers: { 200: v.object({ id: v.string(), password: v.string() }) },
  },
  async ({ me, params, body, missing }) => {
    const person = await personInCharge(me, params.userId, missing);
    if (person instanceof Response) return person;
    const { password = firstPassword() } = body;
    const refused = await application().auth.resetPassword(person.id, password, me.id);
    return refused ? problem(400, 'unfit-password', refused.problem) : { id: person.id, password };
  },
);
