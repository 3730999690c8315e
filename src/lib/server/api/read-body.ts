import { problem } from './problem.ts';

/** What operations take unless they say otherwise: a message of 8,000 characters has at most 48,000 bytes as JSON. */
export const BODY_BYTES_MAX = 64 * 1024;

/** Reads JSON of at most so many bytes, or answers with 400, 413 or 415. Nothing at all reads as undefined. */
export async function readBody(
  request: Request,
  bytesMax: number = BODY_BYTES_MAX,
): Promise<{ value: unknown } | Response> {
  const isTooLarge = () =>
    problem(413, 'too-large', `This takes at most ${Math.floor(bytesMax / 1024)} KiB.`);
  if (Number(request.headers.get('content-length') ?? 0) > bytesMax) return isTooLarge();
  const chunks: Uint8Array[] = [];
  let length = 0;
  // A stream without a declared length is counted as it comes.
  for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > bytesMax) return isTooLarge();
    chunks.push(chunk);
  }
  if (length === 0) return { value: undefined };
  if (!/^application\/json\s*(;|$)/i.test(request.headers.get('content-type') ?? ''))
    return problem(415, 'not-json', 'Send application/json.');
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
    return { value: JSON.parse(text) as unknown };
  } catch {
    return problem(400, 'malformed', 'This is no JSON.');
  }
}
