/** What the person says of themselves: it lives on the server, and the directory brings it to everybody's device. */
import { call, CairnError } from './api.ts';

export interface ProfileChange {
  name?: string;
  title?: string;
}

/** @throws CairnError with what is wrong, or that there is no connection */
export const changeProfile = (change: ProfileChange): Promise<{ name: string; title: string }> =>
  call('PATCH', '/api/v1/me', change);

/** Where the picture of an id is; once seen, it is kept on this device. */
export const pictureAddress = (pictureId: string): string => `/api/v1/pictures/${pictureId}`;

/** Cuts a square of 256 pixels out of the middle of a picture, and sets it. @throws CairnError */
export async function setPicture(file: Blob): Promise<void> {
  const picture = await toBase64(await squareOf(file));
  await call('PUT', '/api/v1/me/picture', { picture });
}

/** @throws CairnError */
export async function removePicture(): Promise<void> {
  await call('DELETE', '/api/v1/me/picture');
}

const PIXELS = 256;
/** A photograph of a face takes about 12 KB at the first; one of nothing but noise fits with the last. */
const QUALITIES = [0.85, 0.6, 0.3];
const BYTES_MAX = 65_536;

async function squareOf(file: Blob): Promise<Blob> {
  const image = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => {
    throw new CairnError('This file is no picture that this browser can read. Choose another.');
  });
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = PIXELS;
  const context = canvas.getContext('2d')!;
  // Pictures without a ground stand on white, in the dark too.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, PIXELS, PIXELS);
  const side = Math.min(image.width, image.height);
  const [left, top] = [(image.width - side) / 2, (image.height - side) / 2];
  context.imageSmoothingQuality = 'high';
  context.drawImage(image, left, top, side, side, 0, 0, PIXELS, PIXELS);
  image.close();
  for (const quality of QUALITIES) {
    const blob = await encoded(canvas, quality);
    if (blob && blob.size <= BYTES_MAX) return blob;
  }
  throw new CairnError('This picture cannot be made small enough. Choose another.');
}

/** WebP; where a browser cannot write that it answers a PNG, and JPEG is asked for. */
async function encoded(canvas: HTMLCanvasElement, quality: number): Promise<Blob | null> {
  const as = (type: string) => new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type, quality));
  const webp = await as('image/webp');
  return webp?.type === 'image/webp' ? webp : as('image/jpeg');
}

async function toBase64(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}
