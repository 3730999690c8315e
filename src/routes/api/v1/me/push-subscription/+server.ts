import * as v from 'valibot';
import { operation } from '#server/api/operation.ts';
import { application } from '#server/application.ts';
import { ENDPOINT_MAX, isPushEndpoint } from '#server/push/push-hosts.ts';

/** A point of P-256, uncompressed, and 16 bytes, as base64url (RFC 8291). */
const p256dh = v.pipe(
  v.string(),
  v.regex(/^B[A-Za-z0-9_-]{86}=?$/, 'This is no public key of a subscription.'),
);
const auth = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{22}={0,2}$/, 'This is no secret of a subscription.'));
const endpoint = v.pipe(
  v.string(),
  v.maxLength(ENDPOINT_MAX, `This has at most ${ENDPOINT_MAX} characters.`),
  v.check(
    (text: string) => isPushEndpoint(text, application().push.origins),
    'This server sends notifications through the push services of the common browsers only.',
  ),
);

export const GET = operation(
  {
    summary: 'Whether this device gets notifications, and the key to subscribe with',
    tag: 'me',
    who: 'signed-in',
    answers: { 200: v.object({ publicKey: v.string(), endpoint: v.nullable(v.string()) }) },
  },
  async ({ session }) => {
    const { push } = application();
    const subscription = await push.subscriptions.of(session.sessionId);
    return { publicKey: push.publicKey, endpoint: subscription?.endpoint ?? null };
  },
);

export const PUT = operation(
  {
    summary: 'Have notifications sent to this device',
    description:
      'As a browser gives it. It ends when the device signs out. They are in the language that was chosen in the browser, or the one that it asks for.',
    tag: 'me',
    who: 'signed-in',
    body: v.strictObject({ endpoint, keys: v.strictObject({ p256dh, auth }) }),
    answers: { 204: null },
  },
  async ({ session, body, event }) => {
    await application().push.subscriptions.set(session.sessionId, {
      endpoint: body.endpoint,
      ...body.keys,
      origin: event.url.origin,
      language: event.locals.language,
    });
    return new Response(null, { status: 204 });
  },
);

export const DELETE = operation(
  {
    summary: 'Send this device no more notifications',
    tag: 'me',
    who: 'signed-in',
    answers: { 204: null },
  },
  async ({ session }) => {
    await application().push.subscriptions.remove(session.sessionId);
    return new Response(null, { status: 204 });
  },
);
