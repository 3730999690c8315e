import * as v from 'valibot';
import { ROLES } from '#domain/rights.ts';
import { operation } from '#server/api/operation.ts';
import { person, userId } from '#server/api/schemas.ts';
import { application } from '#server/application.ts';
import { changePerson } from '#server/change-people.ts';
import { peopleRefused } from '#server/people-answer.ts';

const missing = 'There is no such person.';
const typed = v.pipe(v.string(), v.maxLength(1_000, 'This has at most 1000 characters.'));

export const GET = operation(
  {
    summary: 'Somebody of the organisation',
    tag: 'people',
    who: 'not-guest',
    scope: 'people:read',
    params: { userId },
    missing,
    answers: { 200: v.object({ person }) },
  },
  async ({ params, missing }) => {
    const found = await application().people.byId(params.userId);
    return found ? { person: found } : missing();
  },
);

export const PATCH = operation(
  {
    summary: 'Change somebody, in what is named',
    description: 'Whoever is deactivated is signed out everywhere at once. Owners are changed by owners.',
    tag: 'people',
    who: 'administrator',
    scope: 'administration',
    params: { userId },
    missing,
    body: v.strictObject({
      name: v.optional(typed),
      title: v.optional(typed),
      role: v.optional(v.picklist(ROLES)),
      active: v.optional(v.boolean('This is true or false.')),
    }),
    answers: { 200: v.object({ person }) },
  },
  async ({ me, params, body, address }) => {
    const { database, people } = application();
    const outcome = await changePerson({ database, people, by: me, address }, params.userId, body);
    return 'person' in outcome ? outcome : peopleRefused(outcome);
  },
);
