import * as v from 'valibot';
import { operation } from '#server/api/operation.ts';
import { problem } from '#server/api/problem.ts';
import { groupId, time } from '#server/api/schemas.ts';
import { application } from '#server/application.ts';
import { INVITE_DAYS, INVITE_REFUSALS, INVITE_USES } from '#server/invites.ts';
import { mayAdminister } from '#domain/rights.ts';

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
            groups: v.array(v.object({ id: v.string(), name: v.string() })),
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

/** Of one invite. */
const GROUPS_MAX = 20;
const STATUSES = { 'not-allowed': 403, 'unknown-group': 422, archived: 409 } as const;

export const POST = operation(
  {
    summary: 'Make an invite link',
    description:
      'Its code is in this answer and nowhere else: the database has its hash. Whoever joins by it is put into `groups`, ' +
      'as far as its maker administers them then too. Who administers nothing but groups invites guests into those.',
    tag: 'invites',
    who: 'not-guest',
    scope: 'administration',
    body: v.strictObject({
      uses: v.optional(within(INVITE_USES)),
      days: v.optional(within(INVITE_DAYS)),
      role: v.optional(role),
      groups: v.optional(
        v.pipe(v.array(groupId), v.maxLength(GROUPS_MAX, `Name at most ${GROUPS_MAX} groups.`)),
      ),
    }),
    answers: { 201: v.object({ ...invite, url: v.string() }) },
  },
  async ({ me, body, missing, event: { url } }) => {
    const { settings, invites } = application();
    // Who administers nothing is not told what there is to administer.
    if (!mayAdminister(me.role) && !body.groups?.length) return missing();
    if ((await settings.read())?.signUp === 'closed')
      return problem(409, 'sign-up-closed', 'The organisation takes no new people: its settings say so.');
    const invite = await invites.create(me.id, body);
    if ('refusal' in invite)
      return problem(STATUSES[invite.refusal], invite.refusal, INVITE_REFUSALS[invite.refusal]);
    const { code, ...made } = invite;
    return { url: `${url.origin}/join/${code}`, ...made };
  },
);
