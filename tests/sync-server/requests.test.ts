/** What the operator sees of requests: an id through answer and log, no secret, and statements that are slow. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '#server/database.ts';
import { Device, makeGroup } from '../support/device.ts';
import { callAs, foundOrganisation, join, PASSWORD, type TestPerson } from '../support/people.ts';
import { startPostgres, type TestPostgres } from '../support/postgres.ts';
import { RawSocket } from '../support/raw-socket.ts';
import { startServer, type ServerProcess } from '../support/server-process.ts';

let postgres: TestPostgres;
let databaseUrl: string;
let server: ServerProcess;
let ada: TestPerson;

beforeAll(async () => {
  postgres = await startPostgres();
  databaseUrl = await postgres.createDatabase();
  server = await startServer({ databaseUrl, env: { LOG_LEVEL: 'debug', SLOW_QUERY_MS: '20' } });
  ada = await foundOrganisation(server.url);
});
afterAll(async () => {
  await server?.stop();
  await postgres?.remove();
});

type Line = Readonly<Record<string, unknown>>;
const lines = (): Line[] =>
  server
    .output()
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Line);
const linesOf = (request: string) => lines().filter((line) => line['request'] === request);

test('a request has the id that its proxy gave it, in its answer and in the log', async () => {
  const given = '7b9c1f2e-1d9a-4a51-8f5c-0c5b1f4c2d11';
  const answer = await fetch(`${server.url}/api/v1/people/nobody`, { headers: { 'x-request-id': given } });
  expect(answer.headers.get('x-request-id')).toBe(given);
  expect(await answer.json()).toMatchObject({ status: 401, id: given });
  await expect.poll(() => linesOf(given)).toHaveLength(1);
  expect(linesOf(given)[0]).toMatchObject({
    event: 'request',
    method: 'GET',
    route: '/api/v1/people/[userId]',
    status: 401,
  });
});

test.each([
  ['none', undefined],
  ['short', 'id'],
  ['a line and more', 'abcdefgh","level":"x'],
  ['a long one', 'x'.repeat(65)],
])('one that came with %s gets a new id', async (_what, given) => {
  const answer = await fetch(`${server.url}/no-such-page`, {
    headers: given === undefined ? {} : { 'x-request-id': given },
  });
  const id = answer.headers.get('x-request-id')!;
  expect(id).toMatch(/^[\w-]{8}$/);
  await expect.poll(() => linesOf(id)).toMatchObject([{ route: 'none', status: 404 }]);
});

test('files and pages have an id as well', async () => {
  for (const path of ['/manifest.webmanifest', '/sign-in', '/healthz'])
    expect((await fetch(server.url + path)).headers.get('x-request-id'), path).toMatch(/^[\w-]{8}$/);
});

test('a socket has the id of its upgrade, in the answer and in what is logged of it', async () => {
  const socket = await RawSocket.open(ada);
  socket.socket.send(Uint8Array.of(200, 1, 2));
  await expect.poll(() => lines().some((line) => line['event'] === 'malformed-frame')).toBe(true);
  const line = lines().find(({ event }) => event === 'malformed-frame')!;
  expect(line).toMatchObject({ socket: expect.stringMatching(/^[\w-]{8}$/) as string, user: ada.id });
  socket.socket.terminate();
});

test('a statement that takes long is logged, without values, with the request that asked', async () => {
  const database = await openDatabase({ dataDir: '', databaseUrl });
  let asked: Promise<Response> | undefined;
  await database.transaction(async (client) => {
    await client.query('lock table users in access exclusive mode');
    asked = fetch(`${server.url}/api/v1/session`, {
      headers: { cookie: ada.cookie, 'x-request-id': 'slow-request' },
    });
    const waiting = 'select count(*)::int as count from pg_locks where not granted';
    await expect
      .poll(async () => (await client.query<{ count: number }>(waiting)).rows[0]!.count)
      .toBeGreaterThan(0);
    await client.query('select pg_sleep(0.03)');
  });
  await asked;
  await database.close();
  const isIt = ({ event, request }: Line) => event === 'slow-query' && request === 'slow-request';
  await expect.poll(() => lines().some(isIt)).toBe(true);
  const slow = lines().find(isIt)!;
  expect(slow['statement']).toMatch(/users/);
  expect(slow['statement']).toMatch(/\$1/);
  expect(slow['ms']).toBeGreaterThanOrEqual(20);
});

test('no text, password, code, token or secret address is in the log', async () => {
  const { url: link } = await callAs<{ url: string }>(ada, 'POST', '/api/v1/invites');
  const ben = await join(ada, 'ben');
  const groupId = await makeGroup([ada, ben]);
  const { token } = await callAs<{ token: string }>(ben, 'POST', '/api/v1/me/tokens', {
    name: 'weather',
    scopes: ['messages:write', 'messages:read'],
  });
  const hook = await callAs<{ url: string }>(ada, 'POST', `/api/v1/groups/${groupId}/webhooks`, {
    name: 'gauge',
  });
  const said = 'the sluice at mile nine is open';
  await fetch(hook.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ text: said }),
  });
  await fetch(`${server.url}/api/v1/search?q=sluice`, { headers: { authorization: `Bearer ${token}` } });
  await fetch(link);
  await fetch(`${server.url}/yjs/directory?token=${token}`);
  const device = new Device(ben);
  const group = device.group(groupId);
  await device.until('it is open', () => group.replica.isSynced);
  group.writer.post('second sluice');
  await group.untilSent();
  await device.close();
  await fetch(`${server.url}/sign-in?next=${token}`);
  const written = server.output();
  expect(written).toContain('/api/v1/hooks/[secret]');
  expect(written).toContain('/(out)/join/[code]');
  const cookies = ben.cookie.split('; ').map((one) => one.split('=')[1]!);
  const secrets = [
    said,
    'sluice',
    PASSWORD,
    link.split('/').at(-1)!,
    hook.url.split('/').at(-1)!,
    token,
    ...cookies,
  ];
  for (const secret of secrets) expect(secret.length).toBeGreaterThan(5);
  expect(secrets.filter((secret) => written.includes(secret))).toEqual([]);
});
