import * as v from 'valibot';
import { ROLES } from '#domain/rights.ts';
import { operation } from '#server/api/operation.ts';
import { pageLimit, person, queryFlag, secretText, userId } from '#server/api/schemas.ts';
import { application } from '#server/application.ts';
import { createPerson } from '#server/change-people.ts';
import { listPeople } from '#server/list-people.ts';
import { peopleRefused } from '#server/people-answer.ts';

const role = v.picklist(ROLES);
const typed = v.pipe(v.string(), v.maxLength(1_000, 'This has at most 1000 characters.'));

export const GET = operation(
  {
    summary: 'Everybody of the organisation, by name, a page at a time',
    description:
      '`search` is a part of a name, a title or an employee ID; `after` is the `next` of the page before.',
    tag: 'people',
    who: 'not-guest',
    scope: 'people:read',
    query: {
      search: v.optional(v.pipe(v.string(), v.maxLength(100, 'This has at most 100 characters.'))),
      role: v.optional(role),
      active: v.optional(queryFlag),
      after: v.optional(userId),
      limit: pageLimit,
    },
    answers: {
      200: v.object({ people: v.array(person), next: v.nullable(v.string()), total: v.number() }),
    },
  },
  ({ query }) => listPeople(application().database.pool, query),
);

export const POST = operation(
  {
    summary: 'Add somebody with a first password, which they must change',
    description: 'The password is in this answer and nowhere else. One is made where none is given.',
    tag: 'people',
    who: 'administrator',
    body: v.strictObject({
      name: typed,
      employeeId: typed,
      title: v.optional(typed),
      role: v.optional(role),
      password: v.optional(secretText),
    }),
    answers: { 201: v.object({ person, password: v.string() }) },
  },
  async ({ me, body, address }) => {
    const { database, people } = application();
    const outcome = await createPerson({ database, people, by: me, address }, body);
    return 'person' in outcome ? outcome : peopleRefused(outcome);
  },
);
