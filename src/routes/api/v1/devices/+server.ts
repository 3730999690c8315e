import * as v from 'valibot';
import { ROLES } from '#domain/rights.ts';
import { operation } from '#server/api/operation.ts';
import { anyId, pageLimit, signedInDevice } from '#server/api/schemas.ts';
import { application } from '#server/application.ts';

const owner = v.object({ id: v.string(), name: v.string(), role: v.picklist(ROLES) });

export const GET = operation(
  {
    summary: 'Where everybody is signed in, latest sign-in first, a page at a time',
    tag: 'devices',
    who: 'administrator',
    query: { after: v.optional(anyId), limit: pageLimit },
    answers: {
      200: v.object({
        devices: v.array(v.object({ ...signedInDevice.entries, person: owner, isThis: v.boolean() })),
        next: v.nullable(v.string()),
      }),
    },
  },
  async ({ session, query }) => {
    const { devices, next } = await application().auth.devices.ofEverybody(query);
    return { devices: devices.map((one) => ({ ...one, isThis: one.id === session.sessionId })), next };
  },
);
