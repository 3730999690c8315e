import * as v from 'valibot';
import { operation } from '#server/api/operation.ts';
import { time } from '#server/api/schemas.ts';
import { application } from '#server/application.ts';
import { INVITE_DAYS, INVITE_USES } from '#server/invites.ts';

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
    body: v.strictObject({ uses: v.optional(within(INVITE_USES)), days: v.optional(within(INVITE_DAYS)) }),
    answers: { 201: v.object({ url: v.string(), expiresAt: time, usesLeft: v.number() }) },
  },
  async ({ me, body, event: { url } }) => {
    const { code, expiresAt, usesLeft } = await application().invites.create(me.id, body);
    return { url: `${url.origin}/join/${code}`, expiresAt, usesLeft };
  },
);
