import * as v from 'valibot';
import { operation } from '#server/api/operation.ts';
import { problem } from '#server/api/problem.ts';
import { application } from '#server/application.ts';
import { shownLimits } from '#server/shown-limits.ts';

const signUp = v.picklist(['invite', 'closed'], 'This is invite or closed.');
const settings = v.object({
  name: v.string(),
  signUp,
  receipts: v.boolean(),
  pushText: v.boolean(),
  traceDays: v.pipe(
    v.number(),
    v.description('Days that the trace of a deleted message is shown; 0: always.'),
  ),
});
const days = 'This is a whole number from 0 to 3650.';

export const GET = operation(
  {
    summary: 'What is decided for the organisation',
    tag: 'organisation',
    who: 'administrator',
    scope: 'administration',
    answers: { 200: v.object({ settings, limits: v.record(v.string(), v.number()) }) },
  },
  async () => {
    const { settings, requestRates } = application();
    return { settings: await settings.read(), limits: shownLimits(requestRates) };
  },
);

export const PATCH = operation(
  {
    summary: 'Change the settings that are named',
    tag: 'organisation',
    who: 'administrator',
    scope: 'administration',
    body: v.strictObject({
      name: v.optional(v.pipe(v.string(), v.maxLength(1_000, 'This has at most 1000 characters.'))),
      signUp: v.optional(signUp),
      receipts: v.optional(v.boolean('This is true or false.')),
      pushText: v.optional(v.boolean('This is true or false.')),
      traceDays: v.optional(
        v.pipe(v.number(days), v.integer(days), v.minValue(0, days), v.maxValue(3_650, days)),
      ),
    }),
    answers: { 200: v.object({ settings }) },
  },
  async ({ me, body }) => {
    const changed = await application().settings.change(me, body);
    return 'problem' in changed ? problem(400, 'bad-settings', changed.problem) : { settings: changed };
  },
);
