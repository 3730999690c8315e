import * as v from 'valibot';
import { operation } from '#server/api/operation.ts';
import { problem } from '#server/api/problem.ts';
import { application } from '#server/application.ts';
import { PICTURE_BYTES_MAX } from '#server/picture-type.ts';

const base64Max = Math.ceil(PICTURE_BYTES_MAX / 3) * 4;

export const PUT = operation(
  {
    summary: 'Set your picture',
    description:
      'A still WebP or a JPEG in Base64: square, of 32 to 256 pixels, at most 64 KiB, without EXIF, XMP or comments.',
    tag: 'me',
    who: 'signed-in',
    body: v.strictObject({
      picture: v.pipe(
        v.string(),
        v.maxLength(base64Max, 'This is more than 64 KiB.'),
        v.regex(/^[A-Za-z0-9+/]+={0,2}$/, 'This is no Base64.'),
      ),
    }),
    bodyBytesMax: base64Max + 1_024,
    answers: { 200: v.object({ picture: v.string() }) },
  },
  async ({ me, body }) => {
    const picture = await application().profiles.setPicture(me, Buffer.from(body.picture, 'base64'));
    return picture === null
      ? problem(400, 'no-picture', 'This is no picture that is taken here. Your picture is as it was.')
      : { picture };
  },
);

export const DELETE = operation(
  {
    summary: 'Remove your picture: your initials stand in its place',
    tag: 'me',
    who: 'signed-in',
    answers: { 200: v.object({}) },
  },
  async ({ me }) => {
    await application().profiles.removePicture(me);
    return {};
  },
);
