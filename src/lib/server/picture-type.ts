/**
 * What a picture is, by its bytes alone: a still WebP or a JPEG, square, of 32 to 256 pixels, with no place in it for
 * notes: cameras write there where they were. Browsers make such ones of a canvas.
 */
export type PictureType = 'image/webp' | 'image/jpeg';

export const PICTURE_BYTES_MAX = 65_536;
export const PICTURE_PIXELS = { min: 32, max: 256 };

/** Null for anything else. */
export function pictureType(bytes: Buffer): PictureType | null {
  if (bytes.length > PICTURE_BYTES_MAX) return null;
  const [type, size] = isWebp(bytes)
    ? (['image/webp', webpSize(bytes)] as const)
    : (['image/jpeg', jpegSize(bytes)] as const);
  if (!size || size.width !== size.height) return null;
  return size.width >= PICTURE_PIXELS.min && size.width <= PICTURE_PIXELS.max ? type : null;
}

interface Size {
  width: number;
  height: number;
}

const isWebp = (bytes: Buffer): boolean =>
  bytes.length >= 30 &&
  bytes.toString('latin1', 0, 4) === 'RIFF' &&
  bytes.readUInt32LE(4) + 8 === bytes.length &&
  bytes.toString('latin1', 8, 12) === 'WEBP';

/** Chunks of one still picture, with or without transparency. */
const WEBP_CHUNKS = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ICCP']);

function webpSize(bytes: Buffer): Size | null {
  let size: Size | null = null;
  for (let at = 12; at + 8 <= bytes.length;) {
    const name = bytes.toString('latin1', at, at + 4);
    const length = bytes.readUInt32LE(at + 4);
    const body = bytes.subarray(at + 8, at + 8 + length);
    if (!WEBP_CHUNKS.has(name) || body.length !== length) return null;
    if (name === 'VP8 ' || name === 'VP8L') size = name === 'VP8 ' ? lossySize(body) : losslessSize(body);
    at += 8 + length + (length % 2);
  }
  return size;
}

/** RFC 6386, 9.1: a key frame, its start code, and twice 14 bits. */
const lossySize = (body: Buffer): Size | null =>
  body.length >= 10 && (body[0]! & 1) === 0 && body.toString('hex', 3, 6) === '9d012a'
    ? { width: body.readUInt16LE(6) & 0x3fff, height: body.readUInt16LE(8) & 0x3fff }
    : null;

/** RFC 9649, 3.4: a signature, and twice 14 bits of what is one less. */
function losslessSize(body: Buffer): Size | null {
  if (body.length < 5 || body[0] !== 0x2f) return null;
  const bits = body.readUInt32LE(1);
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
}

const [START, SCAN, END] = [0xd8, 0xda, 0xd9];

/** Walks the segments up to the picture itself. */
function jpegSize(bytes: Buffer): Size | null {
  if (bytes.length < 4 || bytes[0] !== 0xff || bytes[1] !== START) return null;
  if (bytes.at(-2) !== 0xff || bytes.at(-1) !== END) return null;
  let size: Size | null = null;
  for (let at = 2; at + 4 <= bytes.length;) {
    const marker = bytes[at + 1]!;
    if (bytes[at] !== 0xff) return null;
    if (marker === SCAN) return size;
    const length = bytes.readUInt16BE(at + 2);
    if (length < 2 || at + 2 + length > bytes.length || isForNotes(marker)) return null;
    if (isFrame(marker) && length >= 8)
      size = { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
    at += 2 + length;
  }
  return null;
}

/** APP1, APP3 to APP15 and comments; APP0 says JFIF, and APP2 how colours are meant. */
const isForNotes = (marker: number): boolean =>
  marker === 0xfe || (marker >= 0xe1 && marker <= 0xef && marker !== 0xe2);
/** SOF0 to SOF15, without the three numbers in between that say something else. */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
