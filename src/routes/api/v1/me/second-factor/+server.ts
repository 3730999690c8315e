import * as v from 'valibot';
import { operation } from '#server/api/operation.ts';
import { problem } from '#server/api/problem.ts';
import { withPassword } from '#server/api/schemas.ts';
import { application } from '#server/application.ts';

const isOn = v.object({ isOn: v.boolean() });
const code = v.pipe(v.string(), v.regex(/^\d{6}$/, 'A code has six digits.'));

export const GET = operation(
  { summary: 'Whether you have a second factor', tag: 'me', who: 'signed-in', answers: { 200: isOn } },
  async ({ me }) => ({ isOn: await application().auth.secondFactor.isOn(me.id) }),
);

export const POST = operation(
  {
    summary: 'Make a second factor',
    description:
      'Its secret and the recovery codes are shown this once; it counts after a PUT with a code of it.',
    tag: 'me',
    who: 'signed-in',
    body: withPassword,
    answers: { 200: v.object({ uri: v.string(), recoveryCodes: v.array(v.string()) }) },
  },
  async ({ session, body, address, event: { request } }) => {
    const asking = { ...body, session, headers: request.headers, address };
    const outcome = await application().auth.secondFactor.begin(asking);
    return 'problem' in outcome ? problem(400, 'refused', outcome.problem) : outcome;
  },
);

export const PUT = operation(
  {
    summary: 'Turn the second factor on, by a code of the app that has its secret',
    tag: 'me',
    who: 'signed-in',
    body: v.strictObject({ code }),
    answers: { 200: isOn },
  },
  async ({ session, body, address, event: { request, locals } }) => {
    const asking = { session, headers: request.headers, address };
    const outcome = await application().auth.secondFactor.confirm(asking, body.code);
    if ('problem' in outcome) return problem(400, 'refused', outcome.problem);
    locals.cookies.push(...outcome.cookies);
    return { isOn: true };
  },
);

export const DELETE = operation(
  {
    summary: 'Turn the second factor off',
    tag: 'me',
    who: 'signed-in',
    body: withPassword,
    answers: { 200: isOn },
  },
  async ({ session, body, address, event: { request, locals } }) => {
    const asking = { ...body, session, headers: request.headers, address };
    const outcome = await application().auth.secondFactor.turnOff(asking);
    if ('problem' in outcome) return problem(400, 'refused', outcome.problem);
    locals.cookies.push(...outcome.cookies);
    return { isOn: false };
  },
);
