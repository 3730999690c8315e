import * as v from 'valibot';
import { retentionDays } from '#server/api/group-schemas.ts';
import { operation } from '#server/api/operation.ts';
import { problem } from '#server/api/problem.ts';
import { application } from '#server/application.ts';
import { shownLimits } from '#server/shown-limits.ts';

const signUp = v.picklist(['invite', 'closed'], 'This is invite or closed.');
const retention = {
  retentionDays: v.pipe(
    retentionDays,
    v.description('Days that groups keep messages which do not say so themselves; 0: for ever.'),
  ),
  retentionLeastDays: v.pipe(retentionDays, v.description('Groups keep them at least so long; 0: no bound.')),
  retentionMostDays: v.pipe(retentionDays, v.description('Groups keep them at most so long; 0: no bound.')),
};
const count = 'This is a whole number from 0 to 100000.';
const bound = v.pipe(v.number(count), v.integer(count), v.minValue(0, count), v.maxValue(100_000, count));
const bounds = {
  groupMembersMax: v.pipe(bound, v.description('Members of a group; 0: no bound. Who is in it stays.')),
  groupsADayMax: v.pipe(bound, v.description('Groups that a person may make in a day; 0: no bound.')),
};
const settings = v.object({
  name: v.string(),
  signUp,
  receipts: v.boolean(),
  pushText: v.boolean(),
  traceDays: v.pipe(
    v.number(),
    v.description('Days that the trace of a deleted message is shown; 0: always.'),
  ),
  ...retention,
  ...bounds,
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
      ...v.partial(v.object({ ...retention, ...bounds })).entries,
    }),
    answers: { 200: v.object({ settings }) },
  },
  async ({ me, body }) => {
    const changed = await application().settings.change(me, body);
    return 'problem' in changed ? problem(400, 'bad-settings', changed.problem) : { settings: changed };
  },
);
