import * as v from 'valibot';
import { operation } from '#server/api/operation.ts';
import { problem } from '#server/api/problem.ts';
import { application } from '#server/application.ts';

const minutes = v.pipe(
  v.number(),
  v.integer('This is a whole number of minutes.'),
  v.minValue(0, 'This is at least 0.'),
  v.maxValue(1_439, 'This is at most 1439.'),
);
const timeZone = v.pipe(v.string(), v.maxLength(64, 'This has at most 64 characters.'));
const quiet = v.strictObject({
  from: v.pipe(minutes, v.description('Since midnight.')),
  to: v.pipe(minutes, v.description('Since midnight; before `from` it is in the next day.')),
  timeZone,
});

export const GET = operation(
  {
    summary: 'When this device is not told of anything',
    tag: 'me',
    who: 'signed-in',
    answers: { 200: v.object({ quiet: v.nullable(quiet) }) },
  },
  async ({ session }) => ({
    quiet: await application().push.subscriptions.quietHours(session.sessionId),
  }),
);

export const PUT = operation(
  {
    summary: 'Choose when this device is not told of anything',
    description:
      'Null for never. What comes meanwhile is told when they are over, unless it was read by then.',
    tag: 'me',
    who: 'signed-in',
    body: v.strictObject({ quiet: v.nullable(quiet) }),
    answers: { 204: null },
  },
  async ({ session, body }) => {
    switch (await application().push.subscriptions.keepQuiet(session.sessionId, body.quiet)) {
      case 'kept':
        return new Response(null, { status: 204 });
      case 'not-subscribed':
        return problem(409, 'not-subscribed', 'Notifications are off on this device. Turn them on again.');
      case 'unknown-time-zone':
        return problem(400, 'malformed', 'This is no time zone such as Europe/Oslo.');
    }
  },
);
