import * as v from 'valibot';
import { clientIdsOf } from '#domain/client-id.ts';
import { operation } from '#server/api/operation.ts';
import { userId } from '#server/api/schemas.ts';

export const GET = operation(
  {
    summary: 'You, and the Yjs client ids that are yours',
    description:
      'Whoever opens documents by /yjs sets `doc.clientID` to a random number from `clientIds.from` to `clientIds.to`, ' +
      'a new one for every document object and every start: what comes under any other is not taken.',
    tag: 'me',
    who: 'signed-in',
    scope: 'any',
    answers: {
      200: v.object({
        id: userId,
        name: v.string(),
        employeeId: v.string(),
        role: v.picklist(['owner', 'administrator', 'member', 'guest']),
        slot: v.number(),
        clientIds: v.object({ from: v.number(), to: v.number() }),
        scopes: v.pipe(v.nullable(v.array(v.string())), v.description('Of the token; null for a device.')),
      }),
    },
  },
  ({ me, event }) => {
    const { id, name, employeeId, role, slot } = me;
    const { bearer } = event.locals;
    return {
      ...{ id, name, employeeId, role, slot },
      clientIds: clientIdsOf(slot),
      scopes: bearer ? [...bearer.scopes] : null,
    };
  },
);
