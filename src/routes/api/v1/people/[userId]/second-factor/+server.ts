import { operation } from '#server/api/operation.ts';
import { named, userId } from '#server/api/schemas.ts';
import { application } from '#server/application.ts';
import { personInCharge } from '#server/person-in-charge.ts';

export const DELETE = operation(
  {
    summary: 'Take the second factor from somebody who lost the app and the recovery codes',
    tag: 'people',
    who: 'administrator',
    params: { userId },
    missing: 'There is no such person.',
    answers: { 200: named },
  },
  async ({ me, params, missing }) => {
    const person = await personInCharge(me, params.userId, missing);
    if (person instanceof Response) return person;
    await application().auth.secondFactor.reset(person.id, me.id);
    return { id: person.id };
  },
);
