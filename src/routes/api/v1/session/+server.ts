import * as v from 'valibot';
import { operation } from '#server/api/operation.ts';
import { time, userId } from '#server/api/schemas.ts';
import { application } from '#server/application.ts';

const Answer = v.object({
  organisation: v.nullable(v.object({ name: v.string(), epoch: v.number(), traceDays: v.number() })),
  person: v.nullable(
    v.object({
      id: userId,
      name: v.string(),
      employeeId: v.string(),
      role: v.picklist(['owner', 'administrator', 'member', 'guest']),
      slot: v.number(),
    }),
  ),
  session: v.nullable(v.object({ id: v.string(), expiresAt: time })),
});

export const GET = operation(
  {
    summary: 'Who this device is signed in as',
    description: 'Works signed out, and before the first run.',
    tag: 'session',
    who: 'anyone',
    answers: { 200: Answer },
  },
  async ({ session }) => {
    const organisation = await application().organisation.current();
    if (!session) return { organisation, person: null, session: null };
    const { id, name, employeeId, role, slot } = session.person;
    return {
      organisation,
      person: { id, name, employeeId, role, slot },
      session: { id: session.sessionId, expiresAt: session.expiresAt },
    };
  },
);
