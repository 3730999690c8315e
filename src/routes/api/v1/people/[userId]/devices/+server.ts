import * as v from 'valibot';
import { operation } from '#server/api/operation.ts';
import { devicesEnded, signedInDevice, userId } from '#server/api/schemas.ts';
import { application } from '#server/application.ts';
import { personInCharge } from '#server/person-in-charge.ts';

export const GET = operation(
  {
    summary: 'Where somebody is signed in',
    tag: 'devices',
    who: 'administrator',
    params: { userId },
    missing: 'There is no such person.',
    answers: { 200: v.object({ devices: v.array(signedInDevice) }) },
  },
  async ({ me, params, missing }) => {
    const person = await personInCharge(me, params.userId, missing);
    if (person instanceof Response) return person;
    return { devices: await application().auth.devices.of(person.id) };
  },
);

export const DELETE = operation(
  {
    summary: 'Sign somebody out everywhere',
    tag: 'devices',
    who: 'administrator',
    params: { userId },
    missing: 'There is no such person.',
    answers: { 200: devicesEnded },
  },
  async ({ me, session, params, missing }) => {
    const person = await personInCharge(me, params.userId, missing);
    if (person instanceof Response) return person;
    // Of one's own devices the one that asks stays.
    const keep = person.id === me.id ? session.sessionId : undefined;
    return { ended: await application().auth.devices.endAll(person.id, { by: me.id, keep }) };
  },
);
