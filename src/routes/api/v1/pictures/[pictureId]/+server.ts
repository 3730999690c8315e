import * as v from 'valibot';
import { operation } from '#server/api/operation.ts';
import { application } from '#server/application.ts';

export const GET = operation(
  {
    summary: 'The picture of a person',
    description:
      'Its id is in the directory, or in a guest’s inbox: whoever may see the person knows it, and nobody can guess it. ' +
      'Another picture has another id, so this one can be kept for ever.',
    tag: 'people',
    who: 'signed-in',
    scope: 'people:read',
    params: { pictureId: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{22}$/)) },
    missing: 'There is no such picture.',
    answers: { 200: { contentType: 'image/webp' } },
  },
  async ({ params, missing }) => {
    const picture = await application().profiles.readPicture(params.pictureId);
    if (!picture) return missing();
    return new Response(picture.bytes as Uint8Array<ArrayBuffer>, {
      headers: {
        'content-type': picture.type,
        'cache-control': 'private, max-age=31536000, immutable',
        'content-security-policy': "default-src 'none'; sandbox",
      },
    });
  },
);
