/** Tokens and webhooks: what acts in somebody's name without them. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { GroupId } from '#domain/ids.ts';
import { DATABASES, startServerOn, type ServerOnDatabase } from '../support/databases.ts';
import { makeGroup } from '../support/device.ts';
import { callAs, foundOrganisation, join, requestAs, type TestPerson } from '../support/people.ts';

interface Token {
  id: string;
  token: string;
}

describe.each(DATABASES)('on the %s database', (kind) => {
  let on: ServerOnDatabase;
  let ada: TestPerson;
  let ben: TestPerson;
  let groupId: GroupId;

  beforeAll(async () => {
    on = await startServerOn(kind);
    ada = await foundOrganisation(on.server.url);
    ben = await join(ada, 'ben');
    groupId = await makeGroup([ada, ben]);
  });
  afterAll(() => on?.stop());

  const make = (by: TestPerson, scopes: string[]) =>
    callAs<Token>(by, 'POST', '/api/v1/me/tokens', { name: 'weather', scopes });
  const as = ({ token }: Token) => ({ url: on.server.url, token });
  const messages = () => `/api/v1/groups/${groupId}/messages`;

  test('a token does what its scopes say, in the name of its person, and nothing else', async () => {
    const token = await make(ben, ['messages:write', 'groups:read']);
    const { groups } = (await (await requestAs(as(token), 'GET', '/api/v1/groups')).json()) as {
      groups: object[];
    };
    expect(groups).toHaveLength(1);
    const written = await requestAs(as(token), 'POST', messages(), { text: 'rain by noon' });
    expect([written.status, await written.json()]).toMatchObject([201, { author: ben.id }]);
    const me = await requestAs(as(token), 'GET', '/api/v1/me');
    expect(await me.json()).toMatchObject({ id: ben.id, scopes: ['messages:write', 'groups:read'] });
    for (const [method, path] of [
      ['GET', messages()],
      ['GET', '/api/v1/search?q=rain'],
      ['GET', '/api/v1/me/tokens'],
      ['POST', '/api/v1/me/tokens'],
      ['GET', '/api/v1/me/devices'],
      ['PUT', '/api/v1/me/password'],
    ] as const) {
      const answer = await requestAs(as(token), method, path, method === 'GET' ? undefined : {});
      const { code } = (await answer.json()) as { code: string };
      expect([path, answer.status, code]).toEqual([path, 403, 'not-in-scope']);
    }
  });

  test('a revoked token, one that ran out, and one of somebody deactivated open nothing', async () => {
    const cai = await join(ada, 'cai');
    const [revoked, old, left] = [
      await make(ben, ['groups:read']),
      await make(ben, ['groups:read']),
      await make(cai, ['groups:read']),
    ];
    const opens = async (token: Token) => (await requestAs(as(token), 'GET', '/api/v1/me')).status;
    for (const token of [revoked, old, left]) expect(await opens(token)).toBe(200);
    expect((await requestAs(ada, 'DELETE', `/api/v1/me/tokens/${revoked.id}`)).status).toBe(404);
    await callAs(ben, 'DELETE', `/api/v1/me/tokens/${revoked.id}`);
    await on.look(async ({ pool }) => {
      await pool.query(`update tokens set expires_at = now() - interval '1 second' where id = $1`, [old.id]);
      await pool.query(`update users set active = false where id = $1`, [cai.id]);
    });
    for (const token of [revoked, old, left, { id: '', token: 'cairn_no' }])
      expect(await opens(token)).toBe(401);
  });

  test('a token stands alone: a cookie beside it opens nothing more', async () => {
    const { token } = await make(ben, ['groups:read']);
    const headers = { cookie: ada.cookie, authorization: `Bearer ${token}` };
    const me = await fetch(`${ada.url}/api/v1/me`, { headers });
    expect(await me.json()).toMatchObject({ id: ben.id });
    const bad = { ...headers, authorization: 'Bearer cairn_no' };
    expect((await fetch(`${ada.url}/api/v1/me`, { headers: bad })).status).toBe(401);
    // Nor is another site let in by a header that names no token.
    const forged = { cookie: ada.cookie, origin: 'https://elsewhere.example', authorization: 'Basic YTpi' };
    const post = { method: 'POST', headers: { ...forged, 'content-type': 'application/json' }, body: '{}' };
    expect((await fetch(`${ada.url}/api/v1/invites`, post)).status).toBe(403);
  });

  test('what is secret of tokens and webhooks is shown once and is in no row and no line of the log', async () => {
    const token = await make(ada, ['groups:read']);
    const path = `/api/v1/groups/${groupId}/webhooks`;
    const { url } = await callAs<{ url: string }>(ada, 'POST', path, { name: 'stock' });
    const secrets = [token.token, url.split('/').at(-1)!];
    await requestAs(as(token), 'GET', '/api/v1/groups');
    await requestAs({ url: on.server.url }, 'POST', new URL(url).pathname, { text: 'two pumps left' });
    const shown = JSON.stringify([
      await callAs(ada, 'GET', '/api/v1/me/tokens'),
      await callAs(ada, 'GET', path),
      await on.look(async ({ pool }) => [
        (await pool.query('select * from tokens')).rows,
        (await pool.query('select * from webhooks')).rows,
      ]),
    ]);
    expect(shown).toContain('stock');
    for (const secret of secrets) {
      expect(shown).not.toContain(secret);
      expect(on.server.output()).not.toContain(secret);
    }
  });

  test('a token takes what it is told only in full: names, scopes, days', async () => {
    for (const body of [
      {},
      { name: 'weather' },
      { name: 'weather', scopes: [] },
      { name: 'weather', scopes: ['everything'] },
      { name: 'weather', scopes: ['groups:read', 'groups:read'] },
      { name: '  ', scopes: ['groups:read'] },
      { name: 'x'.repeat(81), scopes: ['groups:read'] },
      { name: 'weather', scopes: ['groups:read'], days: 0 },
      { name: 'weather', scopes: ['groups:read'], role: 'owner' },
    ])
      expect((await requestAs(ada, 'POST', '/api/v1/me/tokens', body)).status).toBe(400);
  });

  test('a webhook writes in the name of who made it, until it is revoked or they leave', async () => {
    const other = await makeGroup([ada, ben]);
    const path = `/api/v1/groups/${other}/webhooks`;
    const makeHook = async () => {
      const { id, url } = await callAs<{ id: string; url: string }>(ada, 'POST', path, { name: 'weather' });
      return { id, send: (body: object) => requestAs({ url: ada.url }, 'POST', new URL(url).pathname, body) };
    };
    const [first, second] = [await makeHook(), await makeHook()];
    expect((await first.send({ text: 'wind from the west' })).status).toBe(201);
    const page = `/api/v1/groups/${other}/messages`;
    expect(await callAs(ben, 'GET', page)).toMatchObject({
      messages: [{ author: ada.id, text: 'wind from the west' }],
    });
    expect((await first.send({ text: 'a', group: groupId })).status).toBe(400);
    await callAs(ada, 'DELETE', `${path}/${first.id}`);
    expect((await first.send({ text: 'a' })).status).toBe(404);
    await callAs(ada, 'DELETE', `/api/v1/groups/${other}/members/me`);
    expect((await second.send({ text: 'a' })).status).toBe(404);
  });

  test('who sends too much is told when to come back', async () => {
    const path = `/api/v1/groups/${groupId}/webhooks`;
    const { url } = await callAs<{ url: string }>(ada, 'POST', path, { name: 'flood' });
    const flood = Array.from({ length: 80 }, () =>
      requestAs({ url: ada.url }, 'POST', new URL(url).pathname, { text: 'again' }),
    );
    const refused = (await Promise.all(flood)).filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    for (const answer of refused) expect(Number(answer.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
  });
});
