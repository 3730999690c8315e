/** A small provider of OpenID Connect, and a browser that somebody signs in with there. */
import { Events, OAuth2Server, type MutableToken } from 'oauth2-mock-server';

export interface TestProvider {
  readonly issuer: string;
  readonly service: OAuth2Server['service'];
  /** Who sits before the browser: what the provider says of them from now on. */
  says(claims: Record<string, unknown>): void;
  stop(): Promise<void>;
}

export async function startIdentityProvider(): Promise<TestProvider> {
  const server = new OAuth2Server();
  await server.issuer.keys.generate('RS256');
  await server.start(0, '127.0.0.1');
  let said: Record<string, unknown> = {};
  server.service.on(Events.BeforeTokenSigning, ({ payload }: MutableToken) => Object.assign(payload, said));
  return {
    issuer: server.issuer.url!,
    service: server.service,
    says: (claims) => (said = claims),
    stop: () => server.stop(),
  };
}

/** Where the provider sends the browser back to, and with what cookies of ours. */
export interface Answer {
  address: string;
  cookie: string;
}

/** Goes to the provider by the link of the sign-in page, and comes back with its answer, which is not opened yet. */
export async function askProvider(url: string): Promise<Answer> {
  const begun = await fetch(`${url}/sign-in/provider`, { redirect: 'manual' });
  const there = new URL(begun.headers.get('location')!, url);
  if (there.origin === url) throw new Error(`${begun.status} ${there.search}`);
  const answered = await fetch(there, { redirect: 'manual' });
  return { address: answered.headers.get('location')!, cookie: cookiesOf(begun) };
}

/** Opens the answer. @returns where that leads, and the cookies it leaves */
export async function openAnswer({ address, cookie }: Answer): Promise<{ to: string; cookie: string }> {
  const answer = await fetch(address, { headers: { cookie }, redirect: 'manual' });
  return { to: answer.headers.get('location') ?? String(answer.status), cookie: cookiesOf(answer) };
}

const cookiesOf = (answer: Response): string =>
  answer.headers
    .getSetCookie()
    .filter((one) => !/max-age=0/i.test(one))
    .map((one) => one.split(';')[0])
    .join('; ');
