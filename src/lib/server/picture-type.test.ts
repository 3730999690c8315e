import { describe, expect, it } from 'vitest';
import { pictureType, PICTURE_BYTES_MAX } from './picture-type.ts';

const chunk = (name: string, body: Buffer): Buffer => {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(body.length);
  return Buffer.concat([Buffer.from(name), length, body, Buffer.alloc(body.length % 2)]);
};
function webp(...chunks: Buffer[]): Buffer {
  const length = Buffer.alloc(4);
  const body = Buffer.concat([Buffer.from('WEBP'), ...chunks]);
  length.writeUInt32LE(body.length);
  return Buffer.concat([Buffer.from('RIFF'), length, body]);
}
function lossy(width: number, height = width): Buffer {
  const body = Buffer.from('000000' + '9d012a' + '00000000' + '0000000000000000', 'hex');
  body.writeUInt16LE(width, 6);
  body.writeUInt16LE(height, 8);
  return chunk('VP8 ', body);
}
function segment(marker: number, body: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
}
function frame(width: number, height = width): Buffer {
  const body = Buffer.alloc(15);
  body.writeUInt16BE(height, 1);
  body.writeUInt16BE(width, 3);
  return segment(0xc0, body);
}
const jpeg = (...segments: Buffer[]): Buffer =>
  Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    ...segments,
    segment(0xda, Buffer.alloc(8)),
    Buffer.from([1, 2, 3, 0xff, 0xd9]),
  ]);

describe('pictureType', () => {
  it('knows a square picture that a canvas makes', () => {
    expect(pictureType(webp(lossy(256)))).toBe('image/webp');
    expect(pictureType(webp(chunk('VP8L', Buffer.from('2fffc03f0000000000', 'hex'))))).toBe('image/webp');
    expect(pictureType(jpeg(segment(0xe0, Buffer.from('JFIF\0')), frame(96)))).toBe('image/jpeg');
  });

  it.each<[string, Buffer]>([
    ['nothing', Buffer.alloc(0)],
    ['a page', Buffer.from('<!doctype html><script>alert(1)</script>'.padEnd(80))],
    [
      'a drawing that can hold scripts',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"></svg>'.padEnd(80)),
    ],
    ['a PNG', Buffer.from('89504e470d0a1a0a0000000d49484452'.padEnd(160, '0'), 'hex')],
    ['one that is not square', webp(lossy(256, 128))],
    ['one that is too large', webp(lossy(257))],
    ['one that is too small', jpeg(frame(16))],
    ['one of too many bytes', webp(lossy(256), chunk('ALPH', Buffer.alloc(PICTURE_BYTES_MAX)))],
    ['notes of a camera in a WebP', webp(lossy(256), chunk('EXIF', Buffer.alloc(10)))],
    ['one that moves', webp(lossy(256), chunk('ANIM', Buffer.alloc(10)))],
    ['notes of a camera in a JPEG', jpeg(segment(0xe1, Buffer.from('Exif\0\0')), frame(96))],
    ['a comment', jpeg(segment(0xfe, Buffer.from('hello')), frame(96))],
    ['something behind the picture', Buffer.concat([webp(lossy(256)), Buffer.from('<script>')])],
    ['something behind a JPEG', Buffer.concat([jpeg(frame(96)), Buffer.from('<script>')])],
    ['one that is cut off', webp(lossy(256)).subarray(0, 25)],
    ['a JPEG without a picture', jpeg()],
  ])('refuses %s', (_what, bytes) => expect(pictureType(bytes)).toBeNull());
});
