/** The shipped configurations for reverse proxies, in the proxies that they are for, with TLS. */
import { rmSync } from 'node:fs';
import { request } from 'node:https';
import tls from 'node:tls';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Device, makeGroup } from '../support/device.ts';
import { startBot } from '../support/example-bot.ts';
import {
  makeCertificate,
  PROXIES,
  startFrontProxy,
  type Behind,
  type Certificate,
  type FrontProxy,
} from '../support/front-proxy.ts';
import { callAs, foundOrganisation, join, PASSWORD, type TestPerson } from '../support/people.ts';
import { startPostgres, type TestPostgres } from '../support/postgres.ts';
import { freePort, startServer, type ServerOptions, type ServerProcess } from '../support/server-process.ts';

let postgres: TestPostgres;
let certificate: Certificate;
const trusted = tls.getCACertificates('default');

beforeAll(async () => {
  postgres = await startPostgres();
  certificate = await makeCertificate();
  tls.setDefaultCACertificates([...trusted, certificate.pem]);
});
afterAll(async () => {
  tls.setDefaultCACertificates(trusted);
  if (certificate) rmSync(certificate.folder, { recursive: true, force: true });
  await postgres?.remove();
});

interface Running {
  readonly servers: readonly ServerProcess[];
  readonly behind: Behind;
}

async function startOne(options: ServerOptions): Promise<Running> {
  const server = await startServer(options);
  return { servers: [server], behind: { web: server.port, syncs: [server.port, server.port] } };
}

async function startParts(options: ServerOptions): Promise<Running> {
  const web = await startServer({ ...options, part: 'web' });
  const syncs = [
    await startServer({ ...options, part: 'sync' }),
    await startServer({ ...options, part: 'sync' }),
  ] as const;
  return { servers: [web, ...syncs], behind: { web: web.port, syncs: [syncs[0].port, syncs[1].port] } };
}

/** Signs in from another address of this machine, and claims a third. */
const signInFrom = (port: number, localAddress: string, claimed: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const asked = request(
      `https://localhost:${port}/sign-in`,
      {
        method: 'POST',
        family: 4,
        localAddress,
        headers: {
          origin: `https://localhost:${port}`,
          accept: 'text/html',
          'content-type': 'application/x-www-form-urlencoded',
          'x-real-ip': claimed,
          'x-forwarded-for': claimed,
        },
      },
      (answer) => resolve(answer.resume().statusCode),
    );
    asked.on('error', reject);
    asked.end(new URLSearchParams({ employeeId: 'ada', password: PASSWORD }).toString());
  });

describe.each([
  ['one process', startOne],
  ['pages apart from two that sync', startParts],
])('%s', (_what, start) => {
  describe.each(PROXIES)('behind %s', (kind) => {
    let databaseUrl: string;
    let port: number;
    let running: Running;
    let proxy: FrontProxy;
    let ada: TestPerson;
    let ben: TestPerson;

    beforeAll(async () => {
      port = await freePort();
      databaseUrl = await postgres.createDatabase();
      const env = { ORIGIN: `https://localhost:${port}`, ADDRESS_HEADER: 'x-real-ip' };
      running = await start({ databaseUrl, env });
      proxy = await startFrontProxy(kind, port, running.behind, certificate);
      ada = await foundOrganisation(`https://localhost:${port}`);
      ben = await join(ada, 'ben');
    });
    afterAll(async () => {
      await proxy?.stop();
      for (const server of running?.servers ?? []) await server.stop();
    });

    test('people sign in, and what they write comes to one another over wss', async () => {
      expect(ada.cookie).toContain('__Host-');
      const id = await makeGroup([ada, ben]);
      const devices = [new Device(ada), new Device(ben)] as const;
      const groups = devices.map((device) => device.group(id));
      groups[0]!.writer.post('Is this on?');
      await groups[1]!.untilTexts('Is this on?');
      groups[1]!.writer.post('It is.');
      await groups[0]!.untilTexts('Is this on?', 'It is.');
      await Promise.all(groups.map((group) => group.untilSent()));
      await Promise.all(devices.map((device) => device.close()));
    });

    test('a program joins with a stock client and its token', async () => {
      const id = await makeGroup([ada, ben]);
      const scopes = ['groups:read', 'messages:read', 'messages:write'];
      const { token } = await callAs<{ token: string }>(ben, 'POST', '/api/v1/me/tokens', {
        name: 'bot',
        scopes,
      });
      const bot = await startBot(`https://localhost:${port}`, token, id);
      await bot.listens;
      const device = new Device(ada);
      const group = device.group(id);
      group.writer.post('ping');
      await group.untilTexts('ping', 'pong');
      bot.stop();
      await device.close();
    });

    test('a sign-in is from where it comes, and not from where it says', async () => {
      expect(await signInFrom(port, '127.0.0.2', '203.0.113.9')).toBe(303);
      const client = new pg.Client(databaseUrl);
      await client.connect();
      const { rows } = await client.query<{ from: string }>(
        `select ip_address as from from sessions order by created_at desc limit 1`,
      );
      await client.end();
      expect(rows).toEqual([{ from: '127.0.0.2' }]);
    });

    test('what is for operators is not to be seen', async () => {
      for (const path of ['/readyz', '/metrics'])
        expect((await fetch(`https://localhost:${port}${path}`)).status).toBe(404);
      expect((await fetch(`https://localhost:${port}/healthz`)).status).toBe(200);
    });

    if (kind === 'nginx')
      test('whoever comes without TLS is sent to where it is', async () => {
        const answer = await fetch(`http://127.0.0.1:${proxy.plainPort}/g/1`, { redirect: 'manual' });
        expect(answer.status).toBe(301);
        expect(answer.headers.get('location')).toBe('https://127.0.0.1/g/1');
      });

    if (start === startParts)
      test('devices of one that stops go on at the other', async () => {
        const id = await makeGroup([ada, ben]);
        const devices = [new Device(ada), new Device(ben)] as const;
        const groups = devices.map((device) => device.group(id));
        await Promise.all(devices.map((device) => device.until('it is open', () => device.wire.isSynced)));
        await running.servers[1]!.stop();
        for (const { writer } of groups) writer.post('still here');
        await Promise.all(groups.map((group) => group.untilSent()));
        for (const [at, device] of devices.entries())
          await device.until('both are here', () => groups[at]!.messages.length === 2);
        await Promise.all(devices.map((device) => device.close()));
      });
  });
});
