import * as v from 'valibot';

const LIMIT_MS = 10_000;
const answer = v.object({ session: v.nullable(v.object({ id: v.string(), expiresAt: v.string() })) });

/** What the server says of this device when it is asked. */
export interface ServerAnswer {
  /** When the session ends: milliseconds since 1970; null where this device is not signed in. */
  readonly expiresAt: number | null;
  /** How far this device's clock is ahead of the server's, to half a second. */
  readonly clockAheadMs: number;
  /** From asking to the answer. */
  readonly tookMs: number;
}

/** @returns null where there is no answer, or none of our server */
export async function askServer(): Promise<ServerAnswer | null> {
  try {
    const begun = Date.now();
    const response = await fetch('/api/v1/session', {
      cache: 'no-store',
      signal: AbortSignal.timeout(LIMIT_MS),
    });
    const ended = Date.now();
    const { session } = v.parse(answer, await response.json());
    // The header has whole seconds: half of one is the best guess at the rest.
    const serverAt = Date.parse(response.headers.get('date') ?? '') + 500;
    return {
      expiresAt: session === null ? null : Date.parse(session.expiresAt),
      clockAheadMs: Number.isNaN(serverAt) ? 0 : (begun + ended) / 2 - serverAt,
      tookMs: ended - begun,
    };
  } catch {
    return null;
  }
}
