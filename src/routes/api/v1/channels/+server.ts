import * as v from 'valibot';
import { channelPreview } from '#server/api/group-schemas.ts';
import { operation } from '#server/api/operation.ts';
import { application } from '#server/application.ts';

export const GET = operation(
  {
    summary: 'The channels that anybody may join, by name',
    description: 'To guests there are none.',
    tag: 'groups',
    who: 'signed-in',
    scope: 'groups:read',
    answers: { 200: v.object({ channels: v.array(channelPreview) }) },
  },
  async ({ me }) => ({ channels: await application().groups.channels(me.id) }),
);
