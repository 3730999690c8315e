/** Every operation and every document × everybody. What to do for a new operation: see `authorisation-table.ts`. */
import { globSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../../sync-server/set-up/root.mjs';
import type { ApiDocument } from '../support/contract.ts';
import { DATABASES, startServerOn, type ServerOnDatabase } from '../support/databases.ts';
import { Device } from '../support/device.ts';
import { ACTORS, makeOrganisation, type Organisation } from '../support/organisation.ts';
import { requestAs, type Caller } from '../support/people.ts';
import { DOCUMENTS, NO_OPERATIONS, TABLE, type Request, type Row } from './authorisation-table.ts';

/** What the files export, whatever the document says. */
const endpoints = globSync('src/routes/api/v1/**/+server.ts', { cwd: root })
  .flatMap((file) => {
    const address = file
      .replaceAll('\\', '/')
      .replace(/^src\/routes|\/\+server\.ts$/g, '')
      .replace(/\[(\w+)\]/g, '{$1}');
    const source = readFileSync(`${root}/${file}`, 'utf8');
    return [...source.matchAll(/^export const (GET|POST|PUT|PATCH|DELETE)\b/gm)].map(
      ([, method]) => `${method} ${address}`,
    );
  })
  .sort();

test('the table names every endpoint that there is, and no other', () => {
  expect(endpoints.length).toBeGreaterThan(5);
  expect(Object.keys(TABLE).sort()).toEqual(endpoints);
});

describe.each(DATABASES)('on the %s database', (kind) => {
  let on: ServerOnDatabase;
  let world: Organisation;

  beforeAll(async () => {
    on = await startServerOn(kind);
    world = await makeOrganisation(on);
  });
  afterAll(() => on?.stop());

  test('the OpenAPI document describes every endpoint', async () => {
    const { paths } = (await (await fetch(`${on.server.url}/api/v1/openapi.json`)).json()) as ApiDocument;
    const described = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect([...described, ...NO_OPERATIONS].sort()).toEqual(endpoints);
  });

  // Some rows sign seven people in anew, and a password takes its time.
  test.each(Object.entries(TABLE))('%s', { timeout: 120_000 }, async (operation, row) => {
    const heard: Record<string, number> = {};
    let request: Request | undefined;
    for (const actor of ACTORS) {
      request = await row.request?.(world, actor);
      const caller = { ...world.people[actor], ...(request?.cookie ? { cookie: request.cookie } : {}) };
      heard[actor] = await statusOf(caller, operation, request);
    }
    heard['anonymous'] = await statusOf({ url: on.server.url }, operation, request);
    expect(heard).toEqual(expected(row));
  });

  test.each(DOCUMENTS)('the document: $title', async ({ name, may }) => {
    const opened: string[] = [];
    for (const actor of ACTORS) {
      const device = new Device(world.people[actor]);
      const replica = device.open(name(world));
      await device.until('it is told', () => replica.isSynced || device.denied.size > 0);
      if (device.denied.size === 0) opened.push(actor);
      await device.close();
    }
    expect(opened).toEqual(ACTORS.filter((actor) => may.includes(actor)));
  });

  test('nobody who is not signed in gets a socket', async () => {
    const headers = { connection: 'upgrade', upgrade: 'websocket', 'sec-websocket-version': '13' };
    const answer = await fetch(`${on.server.url}/sync`, { headers }).catch((error: unknown) => error);
    expect(answer instanceof Response && answer.ok).toBe(false);
  });
});

/** The status, with all that let somebody through counted as 200. */
async function statusOf(caller: Caller, operation: string, request: Request = {}): Promise<number> {
  const [method = '', address = ''] = operation.split(' ');
  const path = address.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(request.params?.[name])),
  );
  const query = request.query ? `?${new URLSearchParams(request.query)}` : '';
  const { status } = await requestAs(caller, method, path + query, request.body);
  return status < 300 || status === 304 ? 200 : status;
}

function expected({ may, others = 404 }: Row): Record<string, number> {
  const statuses = ACTORS.map((actor): [string, number] => {
    if (may === 'anyone' || may.includes(actor)) return [actor, 200];
    return [actor, typeof others === 'number' ? others : (others[actor] ?? 404)];
  });
  return { ...Object.fromEntries(statuses), anonymous: may === 'anyone' ? 200 : 401 };
}
