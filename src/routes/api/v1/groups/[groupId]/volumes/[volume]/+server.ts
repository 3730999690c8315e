import { parseDocumentName } from '#domain/document-names.ts';
import { acceptedEncoding } from '#server/accepted-encoding.ts';
import { apiError } from '#server/api-error.ts';
import { application } from '#server/application.ts';
import type { RequestHandler } from './$types';

/** The whole of a volume as one Yjs update. One that is not theirs is answered like one that does not exist. */
export const GET: RequestHandler = async ({ params, request, locals }) => {
  if (!locals.session) return apiError(401, 'signed-out', 'Sign in first.');
  const { groups, snapshots } = application();
  const name = parseDocumentName(`group/${params.groupId}/${params.volume}`);
  if (name?.kind !== 'group' || !(await groups.mayRead(name.groupId, name.volume, locals.session.person.id)))
    return apiError(404, 'no-such-volume', 'You are not a member of such a group.');
  const etag = await snapshots.tag(name.groupId, name.volume);
  const headers = { etag, 'cache-control': 'private, no-store', vary: 'accept-encoding' };
  if (request.headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers });
  const encoding = acceptedEncoding(request.headers.get('accept-encoding'));
  const body = await snapshots.read(name.groupId, name.volume, etag, encoding);
  return new Response(body as Uint8Array<ArrayBuffer>, {
    headers: {
      ...headers,
      'content-type': 'application/octet-stream',
      ...(encoding === 'identity' ? {} : { 'content-encoding': encoding }),
    },
  });
};
