/** `/metrics` of the running server: it reads as Prometheus reads it, and what happens is counted. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { GroupId } from '#domain/ids.ts';
import { Device, makeGroup } from '../support/device.ts';
import { Exposition } from '../support/exposition.ts';
import { callAs, foundOrganisation, join, requestAs, type TestPerson } from '../support/people.ts';
import { startPostgres } from '../support/postgres.ts';
import { PushService } from '../support/push-service.ts';
import { RawSocket } from '../support/raw-socket.ts';
import { freePort, startServer, type ServerProcess } from '../support/server-process.ts';

let server: ServerProcess;
let port: number;
let pushes: PushService;
let ada: TestPerson;
let ben: TestPerson;
let groupId: GroupId;

beforeAll(async () => {
  port = await freePort();
  pushes = await new PushService().start();
  const env = { METRICS_PORT: String(port), SLOW_QUERY_MS: '0', PUSH_ORIGINS: pushes.origin };
  server = await startServer({ env });
  ada = await foundOrganisation(server.url);
  ben = await join(ada, 'ben');
  groupId = await makeGroup([ada, ben]);
});
afterAll(async () => {
  await server?.stop();
  await pushes?.stop();
});

const scrape = () => Exposition.of(`http://127.0.0.1:${port}/metrics`);
const sockets = async () => (await scrape()).sum('cairn_sync_sockets');

/** How much a figure grows while something is done. */
async function growthOf(
  figures: readonly (readonly [string, Record<string, string>?])[],
  work: () => Promise<unknown>,
): Promise<number[]> {
  const before = await scrape();
  await work();
  const after = await scrape();
  return figures.map(([name, labels]) => after.sum(name, labels) - before.sum(name, labels));
}

test('is on its own port only, with health beside it', async () => {
  expect((await fetch(`${server.url}/metrics`)).status).toBe(404);
  expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(404);
  expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200);
});

test('names and labels keep to the conventions, and no label holds an id', async () => {
  await requestAs(ben, 'GET', `/api/v1/groups/${groupId}/messages`);
  await fetch(`${server.url}/${groupId}`);
  const { families } = await scrape();
  const ours = [...families.values()].filter(({ name }) => name.startsWith('cairn_'));
  expect(ours.length).toBeGreaterThan(15);
  for (const { name, type, help } of ours) {
    expect(name.endsWith('_total'), `${name} is a ${type}`).toBe(type === 'counter');
    if (type === 'histogram') expect(name).toMatch(/_(seconds|records)$/);
    expect(help).toMatch(/\.$/);
  }
  const labels = [...families.values()].flatMap(({ samples }) =>
    samples.flatMap((one) => Object.values(one.labels)),
  );
  expect(labels).toContain('/api/v1/groups/[groupId]/messages');
  for (const id of [ada.id, ben.id, groupId])
    expect(labels.filter((label) => label.includes(id))).toEqual([]);
  for (const standard of ['process_resident_memory_bytes', 'nodejs_eventloop_lag_p99_seconds'])
    expect(families.has(standard)).toBe(true);
});

test('counts records by what became of them, and what their commit took', async () => {
  const device = new Device(ben);
  const group = device.group(groupId);
  await device.until('it is open', () => group.replica.isSynced);
  const grown = await growthOf(
    [
      ['cairn_records_accepted_total'],
      ['cairn_records_refused_total', { reason: 'group-archived' }],
      ['cairn_commit_records_sum'],
      ['cairn_commit_duration_seconds_count'],
      ['cairn_database_query_duration_seconds_count', { outcome: 'ok' }],
    ],
    async () => {
      group.writer.post('one');
      group.writer.post('two');
      await group.untilSent();
      const other = await makeGroup([ada, ben], 'Old');
      await callAs(ada, 'PATCH', `/api/v1/groups/${other}`, { archived: true });
      const late = await requestAs(ada, 'POST', `/api/v1/groups/${other}/messages`, { text: 'late' });
      expect(late.status).toBe(409);
    },
  );
  expect(grown[0]).toBe(2);
  expect(grown[1]).toBe(1);
  expect(grown[2]).toBeGreaterThanOrEqual(3);
  expect(grown[3]).toBeGreaterThanOrEqual(2);
  expect(grown[4]).toBeGreaterThan(10);
  await device.close();
});

test('counts sockets and documents while they are open', async () => {
  await expect.poll(sockets).toBe(0);
  const device = new Device(ada);
  const directory = device.open('directory');
  await device.until('it is open', () => directory.isSynced);
  const during = await scrape();
  expect(during.sum('cairn_sync_sockets')).toBe(1);
  expect(during.sum('cairn_open_documents')).toBeGreaterThan(0);
  await device.close();
  await expect.poll(sockets).toBe(0);
});

test('counts faults by kind, and requests by the pattern of their address', async () => {
  const [faults, found, missing] = await growthOf(
    [
      ['cairn_faults_total', { kind: 'malformed-frame' }],
      ['cairn_http_request_duration_seconds_count', { method: 'GET', route: '/api/v1/me', status: '200' }],
      ['cairn_http_request_duration_seconds_count', { route: 'none', status: '404' }],
    ],
    async () => {
      await callAs(ada, 'GET', '/api/v1/me');
      for (const path of ['/no-such', '/nor-this']) await fetch(server.url + path);
      const socket = await RawSocket.open(ada);
      socket.socket.send(Uint8Array.of(200, 1, 2));
      await expect
        .poll(async () => (await scrape()).sum('cairn_faults_total', { kind: 'malformed-frame' }))
        .toBeGreaterThan(0);
      socket.socket.terminate();
    },
  );
  expect([faults, found, missing]).toEqual([1, 1, 2]);
});

test('counts work that is owed, and erasures when they are done', async () => {
  const sent = await callAs<{ id: string }>(ada, 'POST', `/api/v1/groups/${groupId}/messages`, {
    text: 'gone soon',
  });
  const before = await scrape();
  await requestAs(ada, 'DELETE', `/api/v1/groups/${groupId}/messages/${sent.id}`);
  const done = { kind: 'erasure', outcome: 'done' };
  await expect
    .poll(async () => (await scrape()).sum('cairn_tasks_total', done) - before.sum('cairn_tasks_total', done))
    .toBe(1);
  for (const kind of ['push', 'delivery', 'erasure'])
    expect(
      (await scrape()).families.get('cairn_tasks_waiting')!.samples.map(({ labels }) => labels['kind']),
    ).toContain(kind);
});

test('counts what push services were given', async () => {
  const device = await pushes.device(ada);
  const sent = ['cairn_push_total', { outcome: 'sent' }] as const;
  const push = () => requestAs(ada, 'POST', '/api/v1/me/push-subscription/tests');
  expect(await growthOf([sent], push)).toEqual([1]);
  expect(device.pushes).toHaveLength(1);
});

test('measures how far an instance is behind another', async () => {
  const postgres = await startPostgres();
  const databaseUrl = await postgres.createDatabase();
  const first = await startServer({ databaseUrl });
  const secondPort = await freePort();
  const second = await startServer({ databaseUrl, env: { METRICS_PORT: String(secondPort) } });
  const cai = await foundOrganisation(first.url, 'cai');
  const dora = await join(cai, 'dora');
  const id = await makeGroup([cai, dora]);
  const device = new Device({ ...dora, url: second.url });
  const group = device.group(id);
  await device.until('it is open', () => group.replica.isSynced);
  await callAs(cai, 'POST', `/api/v1/groups/${id}/messages`, { text: 'from the other one' });
  await group.untilTexts('from the other one');
  const figures = await Exposition.of(`http://127.0.0.1:${secondPort}/metrics`);
  expect(figures.sum('cairn_instance_lag_seconds_count')).toBeGreaterThan(0);
  expect(figures.sum('cairn_instance_lag_seconds_sum')).toBeGreaterThan(0);
  await device.close();
  for (const server of [first, second]) await server.stop();
  await postgres.remove();
});

test('a port that is taken is named', async () => {
  const beside = startServer({ env: { METRICS_PORT: String(port) } });
  await expect(beside).rejects.toThrow(/METRICS_PORT/);
});
