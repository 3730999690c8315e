import * as v from 'valibot';
import { operation } from '#server/api/operation.ts';
import { time } from '#server/api/schemas.ts';
import { application } from '#server/application.ts';

const readyUntil = v.nullable(
  v.pipe(
    time,
    v.transform((text) => new Date(text)),
  ),
);

export const PUT = operation(
  {
    summary: 'Say until when this device is ready for work without a network',
    description: 'As the device itself found; null where it is not. Those who lead a group see it.',
    tag: 'devices',
    who: 'signed-in',
    body: v.strictObject({ readyUntil }),
    answers: { 204: null },
  },
  async ({ session, body }) => {
    await application().auth.devices.noteReadiness(session.sessionId, body.readyUntil);
    return new Response(null, { status: 204 });
  },
);
