import * as v from 'valibot';
import { operation } from '#server/api/operation.ts';
import { problem } from '#server/api/problem.ts';
import { named, time } from '#server/api/schemas.ts';
import { application } from '#server/application.ts';

export const GET = operation(
  {
    summary: 'Your passkeys',
    tag: 'me',
    who: 'signed-in',
    answers: {
      200: v.object({
        passkeys: v.array(v.object({ id: v.string(), name: v.string(), createdAt: time })),
      }),
    },
  },
  async ({ me }) => ({ passkeys: await application().auth.passkeys.of(me.id) }),
);

export const POST = operation(
  {
    summary: 'Keep a passkey that the browser has made',
    description: '`response` is its credential as JSON, for the challenge that was asked for before.',
    tag: 'me',
    who: 'signed-in',
    body: v.strictObject({
      name: v.pipe(v.string(), v.maxLength(200, 'This has at most 200 characters.')),
      response: v.record(v.string(), v.unknown()),
    }),
    answers: { 201: named },
  },
  async ({ session, body, address, event: { request } }) => {
    const asking = { session, headers: request.headers, address };
    const made = await application().auth.passkeys.add(asking, body);
    return 'problem' in made ? problem(400, 'refused', made.problem) : made;
  },
);
