import { operation } from '#server/api/operation.ts';
import { anyId, devicesEnded } from '#server/api/schemas.ts';
import { application } from '#server/application.ts';

export const DELETE = operation(
  {
    summary: 'Sign out one of your devices',
    tag: 'devices',
    who: 'signed-in',
    params: { deviceId: anyId },
    missing: 'This device is not signed in any more.',
    answers: { 200: devicesEnded },
  },
  async ({ me, params: { deviceId }, missing }) =>
    (await application().auth.devices.end(me.id, deviceId, me.id)) ? { ended: 1 } : missing(),
);
