/** How the server says whether people may be sent to it, and how it goes. */
import { once } from 'node:events';
import http from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SOCKET_CLOSE } from '../../sync-server/close-reasons.ts';
import { foundOrganisation, type TestPerson } from '../support/people.ts';
import { startPostgres, type TestPostgres } from '../support/postgres.ts';
import { RawSocket } from '../support/raw-socket.ts';
import { startServer, type ServerProcess } from '../support/server-process.ts';

let postgres: TestPostgres;
let server: ServerProcess;
let ada: TestPerson;

beforeAll(async () => {
  postgres = await startPostgres();
  const databaseUrl = await postgres.createDatabase();
  server = await startServer({ databaseUrl, env: { STOP_DELAY_SECONDS: '1' } });
  ada = await foundOrganisation(server.url);
});
afterAll(async () => {
  await server?.stop();
  await postgres?.remove();
});

const ask = async (path: string) => {
  const answer = await fetch(server.url + path);
  return { status: answer.status, body: (await answer.json()) as object };
};

test('a database that is away makes it not ready, and leaves it alive', async () => {
  await postgres.stop('immediate');
  await expect
    .poll(() => ask('/readyz'))
    .toEqual({
      status: 503,
      body: { status: 'unavailable', database: 'unavailable', migrations: 'ok', sync: 'ok' },
    });
  expect(await ask('/healthz')).toEqual({ status: 200, body: { status: 'ok' } });
  await postgres.start();
  await expect.poll(async () => (await ask('/readyz')).status).toBe(200);
});

test('what checks its health needs no body, and may do nothing else', async () => {
  const head = await fetch(`${server.url}/readyz`, { method: 'HEAD' });
  expect([head.status, await head.text()]).toEqual([200, '']);
  expect((await fetch(`${server.url}/healthz`, { method: 'POST' })).status).toBe(405);
});

test('a stop says so first, closes sockets with the reason, and answers what was asked', async () => {
  const socket = await RawSocket.open(ada);
  // A request whose body is still on its way when the signal comes.
  const body = JSON.stringify({ name: 'weather', scopes: ['groups:read'] });
  const request = http.request(`${server.url}/api/v1/me/tokens`, {
    method: 'POST',
    headers: {
      ...{ cookie: ada.cookie, origin: server.url },
      ...{ 'content-type': 'application/json', 'content-length': body.length },
    },
  });
  request.write(body.slice(0, 10));
  const begun = new Promise((resolve) => request.once('socket', (it) => it.once('connect', resolve)));
  await begun;
  const answered = once(request, 'response') as Promise<[http.IncomingMessage]>;
  const stopped = server.stop();
  await expect
    .poll(() => ask('/readyz'))
    .toEqual({
      status: 503,
      body: { status: 'stopping', database: 'ok', migrations: 'ok', sync: 'stopping' },
    });
  expect(await socket.closed).toBe(SOCKET_CLOSE.restart.code);
  await expect(fetch(`${server.url}/readyz`)).rejects.toThrow();
  request.end(body.slice(10));
  const [answer] = await answered;
  expect([answer.statusCode, answer.headers.connection]).toEqual([201, 'close']);
  answer.resume();
  expect(await stopped).toBe(0);
  expect(server.output()).not.toContain('stop-limit');
});

test('what started the server gives a stop the time that it was told to take', async () => {
  const started = await startServer({
    databaseUrl: await postgres.createDatabase(),
    program: 'sync-server/set-up/start.mjs',
    env: { STOP_DELAY_SECONDS: '6' },
  });
  expect(await started.stop()).toBe(0);
});
