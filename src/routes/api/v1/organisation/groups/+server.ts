import * as v from 'valibot';
import { operation } from '#server/api/operation.ts';
import { groupId, pageLimit, time } from '#server/api/schemas.ts';
import { application } from '#server/application.ts';
import { listGroups } from '#server/list-groups.ts';

const group = v.object({
  id: v.string(),
  name: v.string(),
  kind: v.picklist(['group', 'channel']),
  members: v.number(),
  admins: v.number(),
  archived: v.boolean(),
  lastMessageAt: v.nullable(time),
});

export const GET = operation(
  {
    summary: 'Groups of the organisation, by name, a page at a time',
    description: 'That they exist, not what is said in them. Direct conversations are not among them.',
    tag: 'organisation',
    who: 'administrator',
    scope: 'administration',
    query: { after: v.optional(groupId), limit: pageLimit },
    answers: { 200: v.object({ groups: v.array(group), next: v.nullable(v.string()) }) },
  },
  ({ query }) => listGroups(application().database.pool, query),
);
