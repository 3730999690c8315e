/** Pages and API in one process, sync in others, on one database and behind one address. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { headDocument } from '#domain/document-names.ts';
import { readHead } from '#domain/server-documents.ts';
import { root } from '../../sync-server/set-up/root.mjs';
import { findNode, toolEnvironment } from '../../sync-server/set-up/runtime.mjs';
import { startBalancer, type Balancer } from '../support/balancer.ts';
import { Device, makeGroup } from '../support/device.ts';
import { callAs, foundOrganisation, join, type TestPerson } from '../support/people.ts';
import { startPostgres, type TestPostgres } from '../support/postgres.ts';
import { PushService } from '../support/push-service.ts';
import { freePort, startServer, type ServerProcess } from '../support/server-process.ts';

let postgres: TestPostgres;
let databaseUrl: string;
let pushes: PushService;
let web: ServerProcess;
let syncs: [ServerProcess, ServerProcess];
let balancer: Balancer;
let ada: TestPerson;
let ben: TestPerson;

beforeAll(async () => {
  postgres = await startPostgres();
  pushes = await new PushService().start();
  databaseUrl = await postgres.createDatabase();
  const port = await freePort();
  const env = { ORIGIN: `http://127.0.0.1:${port}`, PUSH_ORIGINS: pushes.origin };
  web = await startServer({ databaseUrl, port, env, part: 'web' });
  const first = await startServer({ databaseUrl, env, part: 'sync' });
  syncs = [first, await startServer({ databaseUrl, env, part: 'sync' })];
  balancer = await startBalancer(syncs.map((server) => server.port));
  ada = { ...(await foundOrganisation(web.url)), syncUrl: syncs[0].url };
  ben = { ...(await join(ada, 'ben')), syncUrl: syncs[1].url };
});
afterAll(async () => {
  await balancer?.close();
  for (const server of [web, ...(syncs ?? [])]) await server?.stop();
  await pushes?.stop();
  await postgres?.remove();
});

/** What an upgrade is answered that is refused. */
const refusal = (url: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/sync`, {
      headers: { cookie: ada.cookie, origin: web.url },
    });
    socket.on('unexpected-response', (_request, { statusCode }) => resolve(statusCode ?? 0));
    socket.on('open', () => reject(new Error('it was let in')));
    socket.on('error', () => {}); // Follows the answer.
  });

test('each part answers what is its own', async () => {
  expect(await refusal(web.url)).toBe(404);
  for (const { url } of syncs) {
    for (const path of ['/', '/sign-in', '/api/v1/session'])
      expect((await fetch(url + path)).status).toBe(404);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
  }
  expect((await fetch(`${web.url}/sign-in`)).status).toBe(200);
});

test.each(['web', 'sync'])('the part %s says plainly that it needs a Postgres', async (part) => {
  const env = { ...toolEnvironment(), DATABASE_URL: '', LOG_LEVEL: 'silent', PORT: String(await freePort()) };
  const child = spawn(findNode(), ['sync-server/main.ts', part], { cwd: root, env });
  let says = '';
  child.stderr.on('data', (chunk) => (says += String(chunk)));
  expect(await once(child, 'close')).toEqual([1, null]);
  expect(says.trim().split('\n')).toHaveLength(1);
  expect(says).toContain('DATABASE_URL');
  expect(says).toContain('npm start');
});

test('what is written over HTTP comes to devices at every part that syncs, and back', async () => {
  const id = await makeGroup([ada, ben]);
  const devices = [new Device(ada), new Device(ben)] as const;
  const groups = devices.map((device) => device.group(id));
  const heads = devices.map((device) => device.open(headDocument(id)));
  await Promise.all(devices.map((device) => device.until('it is open', () => device.wire.isSynced)));
  await callAs(ada, 'POST', `/api/v1/groups/${id}/messages`, { text: 'over HTTP' });
  await Promise.all(groups.map((group) => group.untilTexts('over HTTP')));
  await callAs(ada, 'PATCH', `/api/v1/groups/${id}`, { name: 'Over HTTP, too' });
  for (const [at, device] of devices.entries())
    await device.until('it is renamed', () => readHead(heads[at]!.doc)?.name === 'Over HTTP, too');
  groups[1]!.writer.post('by a device');
  await groups[0]!.untilTexts('over HTTP', 'by a device');
  await groups[1]!.untilSent();
  const { messages } = await callAs<{ messages: { text: string }[] }>(
    ada,
    'GET',
    `/api/v1/groups/${id}/messages`,
  );
  expect(messages.map(({ text }) => text).sort()).toEqual(['by a device', 'over HTTP']);
  await Promise.all(devices.map((device) => device.close()));
});

/** In how many rows of documents and log a text stands. */
async function storedWith(text: string): Promise<number> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  const { rows } = await client.query<{ count: number }>(
    `select count(*)::int from (select state as bytes from documents union all select payload from document_updates)
       as stored where position($1::bytea in bytes) > 0`,
    [Buffer.from(text)],
  );
  await client.end();
  return rows[0]!.count;
}

test('[S15] what is deleted over HTTP is erased, and [S18] who is removed over HTTP is cut', async () => {
  const id = await makeGroup([ada, ben]);
  const device = new Device(ben);
  const group = device.group(id);
  await device.until('it is open', () => device.wire.isSynced);
  const said = await callAs<{ id: string }>(ada, 'POST', `/api/v1/groups/${id}/messages`, { text: 'secret' });
  await group.untilTexts('secret');
  expect(await storedWith('secret')).toBeGreaterThan(0);
  await callAs(ada, 'DELETE', `/api/v1/groups/${id}/messages/${said.id}`);
  await device.until('it is gone', () => group.messages.every(({ deleted }) => deleted));
  await expect.poll(() => storedWith('secret')).toBe(0);
  await callAs(ada, 'DELETE', `/api/v1/groups/${id}/members/${ben.id}`);
  await device.until('it is taken away', () => device.denied.has(group.replica.name));
  await device.close();
});

test('what is written over HTTP is told by push', async () => {
  const id = await makeGroup([ada, ben]);
  const device = await pushes.device(ben);
  await callAs(ada, 'POST', `/api/v1/groups/${id}/messages`, { text: 'Weather is closing in' });
  await device.untilPushed(1);
});

test('a part that stops loses and doubles nothing: its devices go on at another', async () => {
  const id = await makeGroup([ada, ben]);
  const devices = [ada, ben].map((person) => new Device({ ...person, syncUrl: balancer.url }));
  const groups = devices.map((device) => device.group(id));
  await Promise.all(devices.map((device) => device.until('it is open', () => device.wire.isSynced)));
  for (const [at, { writer }] of groups.entries())
    for (let n = 0; n < 20; n++) writer.post(`${at} before ${n}`);
  expect(await syncs[0].stop()).toBe(0);
  for (const [at, { writer }] of groups.entries())
    for (let n = 0; n < 20; n++) writer.post(`${at} after ${n}`);
  await Promise.all(groups.map((group) => group.untilSent()));
  for (const [at, device] of devices.entries())
    await device.until('all is here', () => groups[at]!.messages.length === 80);
  expect(groups[0]!.texts).toEqual(groups[1]!.texts);
  expect(new Set(groups[0]!.texts).size).toBe(80);
  await Promise.all(devices.map((device) => device.close()));
});

test('administrators are told that the process which answers them has no devices', async () => {
  expect(await callAs(ada, 'GET', '/api/v1/server')).toMatchObject({ database: 'postgres', syncs: false });
});
