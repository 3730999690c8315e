import * as v from 'valibot';
import { listedGroup } from '#server/api/group-schemas.ts';
import { operation } from '#server/api/operation.ts';
import { groupId } from '#server/api/schemas.ts';
import { application } from '#server/application.ts';
import { findGroup } from '#server/list-groups.ts';

const archived = v.boolean('This is true or false.');

export const GET = operation(
  {
    summary: 'A group of the organisation, also one that one is not in',
    tag: 'organisation',
    who: 'administrator',
    scope: 'administration',
    params: { groupId },
    missing: 'There is no such group.',
    answers: { 200: listedGroup },
  },
  async ({ params, missing }) => (await findGroup(application().database.pool, params.groupId)) ?? missing(),
);

export const PATCH = operation(
  {
    summary: 'Archive or reopen a group, also one that one is not in',
    tag: 'organisation',
    who: 'administrator',
    scope: 'administration',
    params: { groupId },
    missing: 'There is no such group.',
    body: v.strictObject({ archived }),
    answers: { 200: v.object({ id: v.string(), archived }) },
  },
  async ({ me, params, body, missing }) => {
    const { organisationGroups } = application();
    const outcome = await organisationGroups.setArchived(params.groupId, body.archived, me.id);
    return outcome === 'done' ? { id: params.groupId, archived: body.archived } : missing();
  },
);
