import { Events, type MutableResponse } from 'oauth2-mock-server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DATABASES, startServerOn, type ServerOnDatabase } from '../support/databases.ts';
import {
  askProvider,
  openAnswer,
  startIdentityProvider,
  type TestProvider,
} from '../support/identity-provider.ts';
import { callAs, foundOrganisation, join, type TestPerson } from '../support/people.ts';
import { freePort } from '../support/server-process.ts';

interface Session {
  person: { id: string; name: string; employeeId: string; role: string } | null;
}

describe.each(DATABASES)('on the %s database', (kind) => {
  let provider: TestProvider;
  let on: ServerOnDatabase;
  let url: string;
  let ada: TestPerson;
  let ben: TestPerson;

  beforeAll(async () => {
    provider = await startIdentityProvider();
    on = await startServerWith({});
    url = on.server.url;
    ada = await foundOrganisation(url);
    ben = await join(ada, 'ben');
  });
  afterAll(async () => {
    await on?.stop();
    await provider?.stop();
  });

  async function startServerWith(env: NodeJS.ProcessEnv): Promise<ServerOnDatabase> {
    const port = await freePort();
    return startServerOn(kind, {
      port,
      env: {
        ORIGIN: `http://127.0.0.1:${port}`,
        CAIRN_OIDC_ISSUER: provider.issuer,
        CAIRN_OIDC_CLIENT_ID: 'cairn',
        CAIRN_OIDC_CLIENT_SECRET: 'a secret of the two',
        CAIRN_OIDC_NAME: 'Field ID',
        ...env,
      },
    });
  }

  const signIn = async () => openAnswer(await askProvider(url));
  const sessionOf = async (cookie: string, at = url): Promise<Session['person']> =>
    ((await (await fetch(`${at}/api/v1/session`, { headers: { cookie } })).json()) as Session).person;
  const peopleOf = async () => (await callAs<{ people: unknown[] }>(ada, 'GET', '/api/v1/people')).people;

  async function expectRefused(done: { to: string; cookie: string }, problem: string): Promise<void> {
    expect(done.to).toBe(`/sign-in?problem=${problem}`);
    expect(await sessionOf(done.cookie)).toBeNull();
  }

  test('the sign-in page offers it in plain HTML, and says what went wrong in a sentence of ours alone', async () => {
    const page = await (await fetch(`${url}/sign-in`)).text();
    expect(page).toContain('<a class="provider');
    expect(page).toContain('Sign in with Field ID');
    expect(page).not.toContain('<script');
    const refused = await (await fetch(`${url}/sign-in?problem=unknown-person`)).text();
    expect(refused).toContain('Field ID knows you, but this organisation does not.');
    const misled = await (await fetch(`${url}/sign-in?problem=Call+0900`)).text();
    expect(misled.replace(/<[^>]*>/g, ' ')).not.toContain('0900');
  });

  test('asks with state, nonce and PKCE', async () => {
    const begun = await fetch(`${url}/sign-in/provider`, { redirect: 'manual' });
    const asked = new URL(begun.headers.get('location')!).searchParams;
    expect(asked.get('redirect_uri')).toBe(`${url}/sign-in/provider/callback`);
    expect(asked.get('code_challenge_method')).toBe('S256');
    for (const name of ['state', 'nonce', 'code_challenge'])
      expect(asked.get(name)!.length).toBeGreaterThan(20);
  });

  test('who is known by the claim is let in, and known by the provider’s own name for them afterwards', async () => {
    provider.says({ sub: 'person-2', preferred_username: 'BEN', email: 'ada@people.cairn.invalid' });
    const done = await signIn();
    expect(done.to).toBe('/');
    expect(await sessionOf(done.cookie)).toMatchObject({ id: ben.id });
    provider.says({ sub: 'person-2', preferred_username: 'ada' });
    expect(await sessionOf((await signIn()).cookie)).toMatchObject({ id: ben.id });
  });

  test('another account of the provider with the same claim does not get in', async () => {
    provider.says({ sub: 'person-2', preferred_username: 'ben' });
    expect((await signIn()).to).toBe('/');
    provider.says({ sub: 'person-9', preferred_username: 'ben' });
    await expectRefused(await signIn(), 'other-account');
  });

  test('a claim that the ID token lacks is asked for', async () => {
    await join(ada, 'cai');
    provider.says({ sub: 'johndoe' });
    provider.service.once(Events.BeforeUserinfo, ({ body }: MutableResponse) =>
      Object.assign(body, { sub: 'johndoe', preferred_username: 'cai' }),
    );
    expect(await sessionOf((await signIn()).cookie)).toMatchObject({ employeeId: 'cai' });
    // What is told about somebody else does not count.
    provider.says({ sub: 'person-8' });
    provider.service.once(Events.BeforeUserinfo, ({ body }: MutableResponse) =>
      Object.assign(body, { sub: 'johndoe', preferred_username: 'ada' }),
    );
    await expectRefused(await signIn(), 'unknown-person');
  });

  test('nobody is known by an e-mail address, and who is unknown is not created', async () => {
    const before = await peopleOf();
    provider.says({ sub: 'person-3', email: 'ada@people.cairn.invalid', email_verified: true });
    await expectRefused(await signIn(), 'unknown-person');
    provider.says({ sub: 'person-4', preferred_username: 'nobody' });
    await expectRefused(await signIn(), 'unknown-person');
    expect(await peopleOf()).toEqual(before);
  });

  test('[S20] who was deactivated is refused, whether the provider knew them before or not', async () => {
    for (const name of ['dee', 'eli']) {
      const person = await join(ada, name);
      provider.says({ sub: `sub of ${name}`, preferred_username: name });
      if (name === 'dee') expect((await signIn()).to).toBe('/');
      await callAs(ada, 'PATCH', `/api/v1/people/${person.id}`, { active: false });
      await expectRefused(await signIn(), 'not-active');
    }
  });

  test('an answer counts once, and in the browser that asked', async () => {
    provider.says({ sub: 'person-2', preferred_username: 'ben' });
    const mine = await askProvider(url);
    await expectRefused(await openAnswer({ ...mine, cookie: '' }), 'expired');
    const other = await askProvider(url);
    await expectRefused(await openAnswer({ ...mine, cookie: other.cookie }), 'expired');
    expect((await openAnswer(other)).to).toBe('/');
    await expectRefused(await openAnswer(other), 'expired');
    const made = new URL(other.address);
    made.searchParams.set('state', 'a state that nobody asked with');
    await expectRefused(await openAnswer({ ...other, address: made.href }), 'expired');
  });

  test('an answer that is too late is refused', async () => {
    const late = await askProvider(url);
    const { rowCount } = await on.look(({ pool }) =>
      pool.query(
        `update verifications set value = jsonb_set(value::jsonb, '{expiresAt}', '1')::text
         where value like '%codeVerifier%'`,
      ),
    );
    expect(rowCount).toBeGreaterThan(0);
    await expectRefused(await openAnswer(late), 'expired');
  });

  test('what the provider ends, or cannot vouch for, lets nobody in', async () => {
    provider.says({ sub: 'person-2', preferred_username: 'ben' });
    const ended = await askProvider(url);
    const said = new URL(ended.address);
    said.searchParams.delete('code');
    said.searchParams.set('error', 'access_denied');
    await expectRefused(await openAnswer({ ...ended, address: said.href }), 'cancelled');

    const forged = [{ iss: 'https://id.example.org' }, { aud: 'another' }, { nonce: 'another' }, { exp: 1 }];
    for (const wrong of forged) {
      provider.says({ sub: 'person-2', preferred_username: 'ben', ...wrong });
      await expectRefused(await signIn(), 'refused');
    }
    provider.says({ sub: 'person-2', preferred_username: 'ben' });
    provider.service.once(Events.BeforeResponse, (answer: MutableResponse) => {
      answer.statusCode = 400;
      answer.body = { error: 'invalid_grant' };
    });
    await expectRefused(await signIn(), 'refused');
    const elsewhere = await askProvider(url);
    const mixed = new URL(elsewhere.address);
    mixed.searchParams.set('iss', 'https://id.example.org');
    await expectRefused(await openAnswer({ ...elsewhere, address: mixed.href }), 'refused');
    expect((await signIn()).to).toBe('/');
  });

  test('nothing of the provider’s is kept but its name for somebody', async () => {
    provider.says({ sub: 'person-2', preferred_username: 'ben' });
    expect((await signIn()).to).toBe('/');
    const rows = await on.look(
      async ({ pool }) =>
        (
          await pool.query<object>(`select * from accounts where provider_id = 'oidc' and user_id = $1`, [
            ben.id,
          ])
        ).rows,
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      account_id: `${provider.issuer} person-2`,
      access_token: null,
      refresh_token: null,
      id_token: null,
    });
  });

  test('where the operator says so, newcomers join as members, once', async () => {
    const open = await startServerWith({ CAIRN_OIDC_UNKNOWN: 'join', CAIRN_OIDC_CLAIM: 'number' });
    try {
      const owner = await foundOrganisation(open.server.url);
      provider.says({ sub: 'person-7', number: 'S-0107', name: 'Fay Quint' });
      const answers = await Promise.all([askProvider(open.server.url), askProvider(open.server.url)]);
      const done = await Promise.all(answers.map(openAnswer));
      expect(done.map(({ to }) => to)).toEqual(['/', '/']);
      const [first, second] = await Promise.all(done.map(({ cookie }) => sessionOf(cookie, open.server.url)));
      expect(first).toMatchObject({ name: 'Fay Quint', employeeId: 'S-0107', role: 'member' });
      expect(second).toEqual(first);
      provider.says({ sub: 'person-6', number: 'not an id at all' });
      expect((await openAnswer(await askProvider(open.server.url))).to).toBe(
        '/sign-in?problem=unknown-person',
      );
      await callAs(owner, 'PATCH', '/api/v1/settings', { signUp: 'closed' });
      provider.says({ sub: 'person-5', number: 'S-0105' });
      expect((await openAnswer(await askProvider(open.server.url))).to).toBe(
        '/sign-in?problem=unknown-person',
      );
    } finally {
      await open.stop();
    }
  });

  test('a provider that does not answer is said so, and passwords go on working', async () => {
    const away = await startServerWith({ CAIRN_OIDC_ISSUER: `http://127.0.0.1:${await freePort()}` });
    try {
      await foundOrganisation(away.server.url);
      const begun = await fetch(`${away.server.url}/sign-in/provider`, { redirect: 'manual' });
      expect(begun.headers.get('location')).toBe('/sign-in?problem=unreachable');
    } finally {
      await away.stop();
    }
  });
});
