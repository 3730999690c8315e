/** A square of 32 pixels, as a browser makes a WebP of it: the frame alone, which no browser is asked to paint. */
function smallPicture(): string {
  const body = Buffer.from(`0000009d012a20002000${'00'.repeat(8)}`, 'hex');
  const length = (bytes: number) => Buffer.from(Uint32Array.of(bytes).buffer);
  const chunk = Buffer.concat([Buffer.from('WEBPVP8 '), length(body.length), body]);
  return Buffer.concat([Buffer.from('RIFF'), length(chunk.length), chunk]).toString('base64');
}

export const SMALL_PICTURE = smallPicture();
