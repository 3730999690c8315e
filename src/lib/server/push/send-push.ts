/** One request to a push service. */
import http from 'node:http';
import https from 'node:https';
import webPush from 'web-push';
import { isPushEndpoint, lookUpPublic } from './push-hosts.ts';
import type { PushKeys } from './push-keys.ts';

export interface Subscription {
  readonly endpoint: string;
  /** The device's public key and secret, base64url: what is sent is encrypted for it alone (RFC 8291). */
  readonly p256dh: string;
  readonly auth: string;
  /** How the device reaches this server. */
  readonly origin: string;
  /** Which it speaks, such as `de`. */
  readonly language: string;
}

export interface Push {
  /** JSON. */
  readonly payload: string;
  /** One that waits at the push service is replaced by the next with the same topic. */
  readonly topic?: string;
  readonly isUrgent: boolean;
}

export type PushOutcome =
  | { readonly kind: 'sent' }
  /** The subscription is over. */
  | { readonly kind: 'gone' }
  | { readonly kind: 'later'; readonly afterMs: number | null; readonly why: string }
  | { readonly kind: 'refused'; readonly why: string };

const TTL_SECONDS = 7 * 86_400;
const LIMIT_MS = 10_000;
const GONE = [404, 410];
const AGAIN = [408, 425, 429];

/** @param origins see `isPushEndpoint` */
export async function sendPush(
  subscription: Subscription,
  { payload, topic, isUrgent }: Push,
  { keys, origins }: { keys: PushKeys; origins: readonly string[] },
): Promise<PushOutcome> {
  // Again, since what is allowed may have changed since the device subscribed.
  if (!isPushEndpoint(subscription.endpoint, origins)) return { kind: 'gone' };
  const { origin, endpoint, p256dh, auth } = subscription;
  let details: webPush.RequestDetails;
  try {
    details = webPush.generateRequestDetails({ endpoint, keys: { p256dh, auth } }, payload, {
      vapidDetails: {
        subject: origin.startsWith('https:') ? origin : 'mailto:nobody@cairn.invalid',
        ...keys,
      },
      contentEncoding: 'aes128gcm',
      TTL: TTL_SECONDS,
      urgency: isUrgent ? 'high' : 'normal',
      ...(topic ? { topic } : {}),
    });
  } catch {
    return { kind: 'gone' }; // Its keys are none.
  }
  try {
    const answer = await request(details, origins);
    if (answer.status >= 200 && answer.status < 300) return { kind: 'sent' };
    if (GONE.includes(answer.status)) return { kind: 'gone' };
    if (AGAIN.includes(answer.status) || answer.status >= 500)
      return { kind: 'later', afterMs: answer.retryAfterMs, why: `status ${answer.status}` };
    return { kind: 'refused', why: `status ${answer.status}` };
  } catch (error) {
    return { kind: 'later', afterMs: null, why: (error as Error).message };
  }
}

/** Redirects are not followed: they are a status like any other. */
function request(
  { endpoint, method, headers, body }: webPush.RequestDetails,
  origins: readonly string[],
): Promise<{ status: number; retryAfterMs: number | null }> {
  const url = new URL(endpoint);
  const { request } = url.protocol === 'http:' ? http : https;
  return new Promise((resolve, reject) => {
    const asked = request(url, {
      method,
      headers,
      signal: AbortSignal.timeout(LIMIT_MS),
      ...(origins.includes(url.origin) ? {} : { lookup: lookUpPublic }),
    });
    asked.on('error', reject);
    asked.on('response', (response) => {
      // What it says does not matter, and is not read to its end.
      response.on('error', () => {}).destroy();
      resolve({
        status: response.statusCode ?? 0,
        retryAfterMs: readRetryAfter(response.headers['retry-after']),
      });
    });
    asked.end(body);
  });
}

function readRetryAfter(value: string | undefined): number | null {
  if (value === undefined) return null;
  const ms = /^\d{1,9}$/.test(value) ? Number(value) * 1_000 : Date.parse(value) - Date.now();
  return Number.isFinite(ms) && ms >= 0 ? ms : null;
}
