/** What ends on one instance ends on the others that stand on the same database. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { headDocument, inboxDocument } from '#domain/document-names.ts';
import { Device, makeGroup } from '../support/device.ts';
import { callAs, foundOrganisation, join, signInAgain, type TestPerson } from '../support/people.ts';
import { startPostgres, type TestPostgres } from '../support/postgres.ts';
import { RawSocket } from '../support/raw-socket.ts';
import { startServer, type ServerProcess } from '../support/server-process.ts';

let postgres: TestPostgres;
let servers: [ServerProcess, ServerProcess];
/** On the first instance. */
let ada: TestPerson;
let ben: TestPerson;

beforeAll(async () => {
  postgres = await startPostgres();
  const databaseUrl = await postgres.createDatabase();
  const first = await startServer({ databaseUrl });
  servers = [first, await startServer({ databaseUrl })];
  ada = await foundOrganisation(first.url);
  ben = await join(ada, 'ben');
});
afterAll(async () => {
  for (const server of servers ?? []) await server.stop();
  await postgres?.remove();
});

/** The same person, with a session of their own, on the second instance. */
const onSecond = async (person: TestPerson): Promise<TestPerson> => ({
  ...(await signInAgain(person)),
  url: servers[1].url,
});

test('[S18] whoever becomes a guest loses the directory on every instance', async () => {
  const cai = await join(ada, 'cai');
  const device = new Device(await onSecond(cai));
  const directory = device.open('directory');
  await device.until('it is open', () => directory.isSynced);
  await callAs(ada, 'PATCH', `/api/v1/people/${cai.id}`, { role: 'guest' });
  await device.until('it is taken away', () => device.denied.has('directory'));
  const asGuest = { ...cai, url: servers[1].url };
  expect(await callAs(asGuest, 'GET', '/api/v1/channels')).toEqual({ channels: [] });
  await device.close();
});

test('[S18] whoever is removed loses the group on every instance', async () => {
  const id = await makeGroup([ada, ben]);
  const device = new Device(await onSecond(ben));
  const head = device.open(headDocument(id));
  await device.until('it is open', () => head.isSynced);
  await callAs(ada, 'DELETE', `/api/v1/groups/${id}/members/${ben.id}`);
  await device.until('it is taken away', () => device.denied.has(headDocument(id)));
  await device.close();
});

test('[S20] a session that ends, and a person who is deactivated, are cut on every instance', async () => {
  const dora = await join(ada, 'dora');
  const laptop = await onSecond(dora);
  const socket = await RawSocket.open(laptop);
  await socket.enter(inboxDocument(dora.id));
  const headers = { cookie: laptop.cookie, origin: servers[0].url };
  expect((await fetch(`${servers[0].url}/sign-out`, { method: 'POST', headers })).status).toBe(204);
  expect(await socket.closed).toBe(4401);

  const phone = await RawSocket.open(await onSecond(dora));
  await phone.enter(inboxDocument(dora.id));
  await callAs(ada, 'PATCH', `/api/v1/people/${dora.id}`, { active: false });
  expect(await phone.closed).toBe(4401);
});
