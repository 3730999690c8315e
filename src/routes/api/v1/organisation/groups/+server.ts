import * as v from 'valibot';
import { listedGroup } from '#server/api/group-schemas.ts';
import { operation } from '#server/api/operation.ts';
import { groupId, pageLimit } from '#server/api/schemas.ts';
import { application } from '#server/application.ts';
import { listGroups } from '#server/list-groups.ts';

export const GET = operation(
  {
    summary: 'Groups of the organisation, by name, a page at a time',
    description: 'That they exist, not what is said in them. Direct conversations are not among them.',
    tag: 'organisation',
    who: 'administrator',
    scope: 'administration',
    query: { after: v.optional(groupId), limit: pageLimit },
    answers: { 200: v.object({ groups: v.array(listedGroup), next: v.nullable(v.string()) }) },
  },
  ({ query }) => listGroups(application().database.pool, query),
);
