import * as v from 'valibot';
import { operation } from '#server/api/operation.ts';
import { devicesEnded, signedInDevice } from '#server/api/schemas.ts';
import { application } from '#server/application.ts';

export const GET = operation(
  {
    summary: 'Where you are signed in',
    tag: 'devices',
    who: 'signed-in',
    answers: {
      200: v.object({ devices: v.array(v.object({ ...signedInDevice.entries, isThis: v.boolean() })) }),
    },
  },
  async ({ me, session }) => {
    const devices = await application().auth.devices.of(me.id);
    return { devices: devices.map((device) => ({ ...device, isThis: device.id === session.sessionId })) };
  },
);

export const DELETE = operation(
  {
    summary: 'Sign out all your devices but the one that asks',
    tag: 'devices',
    who: 'signed-in',
    answers: { 200: devicesEnded },
  },
  async ({ me, session }) => ({
    ended: await application().auth.devices.endAll(me.id, { by: me.id, keep: session.sessionId }),
  }),
);
