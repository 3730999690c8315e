import * as v from 'valibot';
import { acceptedEncoding } from '#server/accepted-encoding.ts';
import { operation } from '#server/api/operation.ts';
import { groupId, queryNumber } from '#server/api/schemas.ts';
import { application } from '#server/application.ts';

export const GET = operation(
  {
    summary: 'The whole of a volume as one Yjs update',
    description: 'With an ETag: a client that has it is answered 304.',
    tag: 'messages',
    who: 'signed-in',
    scope: 'messages:read',
    params: { groupId, volume: v.pipe(v.string(), v.regex(/^[1-9]/), queryNumber(1, 9_999_999)) },
    missing: 'You are not a member of such a group.',
    answers: { 200: { contentType: 'application/octet-stream' }, 304: null },
  },
  async ({ me, params: { groupId, volume }, event: { request }, missing }) => {
    const { groups, snapshots } = application();
    if (!(await groups.mayRead(groupId, volume, me.id))) return missing();
    const etag = await snapshots.tag(groupId, volume);
    const headers = { etag, 'cache-control': 'private, no-store', vary: 'accept-encoding' };
    if (request.headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers });
    const encoding = acceptedEncoding(request.headers.get('accept-encoding'));
    const body = await snapshots.read(groupId, volume, etag, encoding);
    return new Response(body as Uint8Array<ArrayBuffer>, {
      headers: {
        ...headers,
        'content-type': 'application/octet-stream',
        ...(encoding === 'identity' ? {} : { 'content-encoding': encoding }),
      },
    });
  },
);
