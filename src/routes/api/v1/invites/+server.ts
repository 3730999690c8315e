import * as v from 'valibot';
import { operation } from '#server/api/operation.ts';
import { problem } from '#server/api/problem.ts';
import { time } from '#server/api/schemas.ts';
import { application } from '#server/application.ts';
import { INVITE_DAYS, INVITE_USES } from '#server/invites.ts';

const role = v.picklist(['member', 'guest']);
const invite = {
  id: v.string(),
  role,
  expiresAt: time,
  usesLeft: v.number(),
};

export const GET = operation(
  {
    summary: 'The newest invites',
    description: 'Without their codes, which only those know who hold them.',
    tag: 'invites',
    who: 'administrator',
    scope: 'administration',
    answers: {
      200: v.object({
        invites: v.array(
          v.object({
            ...invite,
            createdBy: v.object({ id: v.string(), name: v.string() }),
            createdAt: time,
            uses: v.number(),
            state: v.picklist(['open', 'revoked', 'expired', 'used']),
          }),
        ),
      }),
    },
  },
  async () => ({ invites: await application().invites.list() }),
);

const within = ({ least, most }: { least: number; most: number }) => {
  const sentence = `This is a whole number from ${least} to ${most}.`;
  return v.pipe(
    v.number(sentence),
    v.integer(sentence),
    v.minValue(least, sentence),
    v.maxValue(most, sentence),
  );
};

export const POST = operation(
  {
    summary: 'Make an invite link',
    description: 'Its code is in this answer and nowhere else: the database has its hash.',
    tag: 'invites',
    who: 'administrator',
    scope: 'administration',
    body: v.strictObject({
      uses: v.optional(within(INVITE_USES)),
      days: v.optional(within(INVITE_DAYS)),
      role: v.optional(role),
    }),
    answers: { 201: v.object({ ...invite, url: v.string() }) },
  },
  async ({ me, body, event: { url } }) => {
    const { settings, invites } = application();
    if ((await settings.read())?.signUp === 'closed')
      return problem(409, 'sign-up-closed', 'The organisation takes no new people: its settings say so.');
    const { code, ...made } = await invites.create(me.id, body);
    return { url: `${url.origin}/join/${code}`, ...made };
  },
);
