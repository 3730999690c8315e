import * as v from 'valibot';
import { apiError } from '#server/api-error.ts';
import { application } from '#server/application.ts';
import { readJson } from '#server/read-json.ts';
import type { RequestHandler } from './$types';

/** What may be wished for; as in invites.ts, which sets what is usual. */
const Wish = v.strictObject({
  uses: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000))),
  days: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(90))),
});

/** Makes an invite link. The code is in this answer and nowhere else: the database has its hash. */
export const POST: RequestHandler = async ({ request, locals, url }) => {
  const { session } = locals;
  if (!session) return apiError(401, 'signed-out', 'Sign in first.');
  if (!['owner', 'administrator'].includes(session.person.role))
    return apiError(403, 'not-allowed', 'Only the owner and administrators can invite people.');
  const wish = v.safeParse(Wish, await readJson(request));
  if (!wish.success)
    return apiError(400, 'malformed', 'An invite takes uses (1 to 1000) and days (1 to 90), both optional.');
  const { code, expiresAt, usesLeft } = await application().invites.create(session.person.id, wish.output);
  return Response.json({ url: `${url.origin}/join/${code}`, expiresAt, usesLeft }, { status: 201 });
};
