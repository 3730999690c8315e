/** A push service on loopback, and devices that subscribe there: what a browser has, whose keys alone open a push. */
import {
  createDecipheriv,
  createECDH,
  createPublicKey,
  hkdfSync,
  randomBytes,
  verify,
  type ECDH,
} from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { callAs, requestAs, type TestPerson } from './people.ts';

export interface ReceivedPush {
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
  /** By `performance.now()`. */
  readonly at: number;
}

export interface Notification {
  readonly title: string;
  readonly body: string;
  readonly tag: string;
  readonly navigate: string;
  readonly app_badge?: string;
}

/** What it answers next to a device; the last one goes on. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
}

export class PushService {
  readonly #server = createServer((request, response) => void this.#take(request, response));
  readonly #devices = new Map<string, PushDevice>();
  /** Requests to anything that is no device. */
  strays = 0;

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** A device of a person, subscribed. */
  async device(person: TestPerson): Promise<PushDevice> {
    const device = new PushDevice(person, `${this.origin}/send/${randomBytes(9).toString('base64url')}`);
    this.#devices.set(new URL(device.endpoint).pathname, device);
    await device.subscribe();
    return device;
  }

  stop(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const device = this.#devices.get(request.url ?? '');
    if (!device) {
      this.strays++;
      response.writeHead(201).end();
      return;
    }
    const push = { headers: request.headers, body: Buffer.concat(chunks), at: performance.now() };
    const { status, headers = {} } = device.take(push);
    response.writeHead(status, headers).end();
  }
}

export class PushDevice {
  readonly person: TestPerson;
  readonly endpoint: string;
  readonly pushes: ReceivedPush[] = [];
  /** In turn; the last one stays. */
  answers: Answer[] = [{ status: 201 }];
  readonly #keys: ECDH = createECDH('prime256v1');
  readonly #auth = randomBytes(16);
  readonly #waiting = new Set<() => void>();

  constructor(person: TestPerson, endpoint: string) {
    this.person = person;
    this.endpoint = endpoint;
    this.#keys.generateKeys();
  }

  /** What `PushSubscription.toJSON` gives. */
  get subscription(): { endpoint: string; keys: { p256dh: string; auth: string } } {
    return {
      endpoint: this.endpoint,
      keys: {
        p256dh: this.#keys.getPublicKey('base64url'),
        auth: this.#auth.toString('base64url'),
      },
    };
  }

  async subscribe(): Promise<void> {
    const path = '/api/v1/me/push-subscription';
    const answer = await requestAs(this.person, 'PUT', path, this.subscription);
    if (answer.status !== 204) throw new Error(`${answer.status} ${await answer.text()}`);
  }

  async isSubscribed(): Promise<boolean> {
    const path = '/api/v1/me/push-subscription';
    return (await callAs<{ endpoint: string | null }>(this.person, 'GET', path)).endpoint !== null;
  }

  take(push: ReceivedPush): Answer {
    this.pushes.push(push);
    for (const check of this.#waiting) check();
    return this.answers.length > 1 ? this.answers.shift()! : this.answers[0]!;
  }

  /** Waits for so many requests in all. */
  untilPushed(count: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const limit = setTimeout(
        () => reject(new Error(`${this.person.name} got ${this.pushes.length} of ${count} pushes`)),
        90_000,
      );
      const check = () => {
        if (this.pushes.length < count) return;
        clearTimeout(limit);
        this.#waiting.delete(check);
        resolve();
      };
      this.#waiting.add(check);
      check();
    });
  }

  /** What a browser would show, in the order received. @throws when the keys do not open it */
  get notifications(): Notification[] {
    return this.pushes.map(({ body }) => {
      const text = decrypt(body, this.#keys, this.#auth);
      return (JSON.parse(text.toString('utf8')) as { notification: Notification }).notification;
    });
  }
}

/** RFC 8291 over RFC 8188, in one record. */
function decrypt(body: Buffer, keys: ECDH, auth: Buffer): Buffer {
  const salt = body.subarray(0, 16);
  const keyLength = body[20]!;
  const sender = body.subarray(21, 21 + keyLength);
  const sealed = body.subarray(21 + keyLength);
  const derive = (secret: Uint8Array, salt: Uint8Array, info: Buffer, length: number) =>
    Buffer.from(hkdfSync('sha256', secret, salt, info, length));
  const about = Buffer.concat([Buffer.from('WebPush: info\0'), keys.getPublicKey(), sender]);
  const secret = derive(keys.computeSecret(sender), auth, about, 32);
  const key = derive(secret, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16);
  const nonce = derive(secret, salt, Buffer.from('Content-Encoding: nonce\0'), 12);
  const cipher = createDecipheriv('aes-128-gcm', key, nonce);
  cipher.setAuthTag(sealed.subarray(-16));
  const padded = Buffer.concat([cipher.update(sealed.subarray(0, -16)), cipher.final()]);
  return padded.subarray(0, padded.lastIndexOf(2)); // The delimiter of the last record; zeros follow it.
}

/** The claims of a push's VAPID header (RFC 8292). @throws when its signature is not by that key */
export function vapidClaims({ headers }: ReceivedPush, publicKey: string): Record<string, unknown> {
  const [, token = '', key = ''] = /^vapid t=([^,]+), k=(.+)$/.exec(headers.authorization ?? '') ?? [];
  if (key !== publicKey) throw new Error('another key');
  const [head = '', claims = '', signature = ''] = token.split('.');
  const point = Buffer.from(publicKey, 'base64url');
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
  };
  const isSigned = verify(
    'sha256',
    Buffer.from(`${head}.${claims}`),
    { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  if (!isSigned) throw new Error('not signed by this key');
  return JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')) as Record<string, unknown>;
}
