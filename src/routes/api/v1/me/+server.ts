import * as v from 'valibot';
import { clientIdsOf } from '#domain/client-id.ts';
import { operation } from '#server/api/operation.ts';
import { problem } from '#server/api/problem.ts';
import { userId } from '#server/api/schemas.ts';
import { application } from '#server/application.ts';

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
        title: v.string(),
        picture: v.pipe(v.nullable(v.string()), v.description('Its id; null for initials.')),
        role: v.picklist(['owner', 'administrator', 'member', 'guest']),
        slot: v.number(),
        clientIds: v.object({ from: v.number(), to: v.number() }),
        scopes: v.pipe(v.nullable(v.array(v.string())), v.description('Of the token; null for a device.')),
      }),
    },
  },
  async ({ me, event }) => {
    const { id, name, employeeId, title, role, slot } = me;
    const { bearer } = event.locals;
    return {
      ...{ id, name, employeeId, title, role, slot },
      picture: await application().profiles.pictureOf(id),
      clientIds: clientIdsOf(slot),
      scopes: bearer ? [...bearer.scopes] : null,
    };
  },
);

const text = v.pipe(
  v.string(),
  v.check((typed) => typed.isWellFormed() && !typed.includes('\0'), 'This cannot be read.'),
  v.maxLength(1_000, 'This is too long.'),
);

export const PATCH = operation(
  {
    summary: 'Change your name and title',
    description: 'What is not named stays. Everybody’s directory has it at once.',
    tag: 'me',
    who: 'signed-in',
    body: v.strictObject({ name: v.optional(text), title: v.optional(text) }),
    answers: { 200: v.object({ name: v.string(), title: v.string() }) },
  },
  async ({ me, body }) => {
    const outcome = await application().profiles.change(me, body);
    if ('person' in outcome) return { name: outcome.person.name, title: outcome.person.title };
    const errors = Object.entries(outcome.problems).map(([field, detail]) => ({ field, detail }));
    return problem(400, 'malformed', errors[0]!.detail, { errors });
  },
);
