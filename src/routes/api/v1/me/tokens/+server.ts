import * as v from 'valibot';
import { SCOPES, type Scope } from '#domain/scopes.ts';
import { operation } from '#server/api/operation.ts';
import { problem } from '#server/api/problem.ts';
import { listedToken, nameText } from '#server/api/schemas.ts';
import { application } from '#server/application.ts';
import { TOKENS_PER_PERSON_MAX } from '#server/tokens.ts';

const scope = v.picklist(Object.keys(SCOPES) as Scope[], 'There is no such scope.');

export const GET = operation(
  {
    summary: 'Your tokens, without what is secret of them',
    tag: 'tokens',
    who: 'signed-in',
    answers: { 200: v.object({ tokens: v.array(listedToken) }) },
  },
  async ({ me }) => ({ tokens: await application().tokens.of(me.id) }),
);

export const POST = operation(
  {
    summary: 'Make a token, with which a program acts in your name',
    description: 'It is in this answer and nowhere else: the database has its hash.',
    tag: 'tokens',
    who: 'signed-in',
    body: v.strictObject({
      name: nameText,
      scopes: v.pipe(
        v.array(scope),
        v.minLength(1, 'Choose at least one.'),
        v.check((scopes) => new Set(scopes).size === scopes.length, 'Each once.'),
      ),
      days: v.optional(
        v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(3_650, 'This is at most 3650.')),
      ),
    }),
    answers: { 201: v.object({ ...listedToken.entries, token: v.string() }) },
  },
  async ({ me, body, address }) => {
    const made = await application().tokens.make({ userId: me.id, address }, body);
    return made ?? problem(409, 'too-many', `You have ${TOKENS_PER_PERSON_MAX} tokens. Revoke one first.`);
  },
);
