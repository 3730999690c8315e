/** Instances on one database are one server: what is said or ended on one is said and ended on the others. */
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  DIRECTORY,
  groupDocument,
  headDocument,
  inboxDocument,
  userDocument,
} from '#domain/document-names.ts';
import { progressOf, readReceipts } from '#domain/receipts.ts';
import { directoryPeople, inboxGroups, readHead } from '#domain/server-documents.ts';
import { readPosition } from '#domain/user-document.ts';
import { COMPACT_AT_ROWS } from '#server/stored-documents.ts';
import { startBalancer } from '../support/balancer.ts';
import { Device, makeGroup } from '../support/device.ts';
import { callAs, foundOrganisation, join, signInAgain, type TestPerson } from '../support/people.ts';
import { startPostgres, type TestPostgres } from '../support/postgres.ts';
import { PushService } from '../support/push-service.ts';
import { RawSocket } from '../support/raw-socket.ts';
import { startServer, type ServerProcess } from '../support/server-process.ts';

let postgres: TestPostgres;
let database: pg.Client;
let pushes: PushService;
let servers: [ServerProcess, ServerProcess];
/** On the first instance. */
let ada: TestPerson;
let ben: TestPerson;

beforeAll(async () => {
  postgres = await startPostgres();
  const databaseUrl = await postgres.createDatabase();
  database = new pg.Client(databaseUrl);
  await database.connect();
  pushes = await new PushService().start();
  const env = { PUSH_ORIGINS: pushes.origin };
  const first = await startServer({ databaseUrl, env });
  servers = [first, await startServer({ databaseUrl, env })];
  ada = await foundOrganisation(first.url);
  ben = await join(ada, 'ben');
});
afterAll(async () => {
  for (const server of servers ?? []) await server.stop();
  await pushes?.stop();
  await database?.end();
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

/** Ends the connections on which the instances hear of one another. @returns how many there were */
async function cutTheBus(): Promise<number> {
  const { rowCount } = await database.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where application_name = 'cairn' and query in (${LISTENING}, 'select 1 as heard') and state = 'idle'`,
  );
  return rowCount ?? 0;
}
const LISTENING = `'listen cairn_updates; listen cairn_endings; listen cairn_presence'`;

test('[S18] [S20] what ends while the bus is cut ends on every instance too', async () => {
  const eli = await join(ada, 'eli');
  const id = await makeGroup([ada, eli]);
  const device = new Device(await onSecond(eli));
  const head = device.open(headDocument(id));
  await device.until('it is open', () => head.isSynced);
  expect(await cutTheBus()).toBe(2);
  await callAs(ada, 'DELETE', `/api/v1/groups/${id}/members/${eli.id}`);
  await device.until('it is taken away', () => device.denied.has(headDocument(id)));
  await device.close();
});

test('[S20] a session whose row somebody deletes in the database is cut at once', async () => {
  const fay = await join(ada, 'fay');
  const socket = await RawSocket.open(await onSecond(fay));
  await socket.enter(inboxDocument(fay.id));
  await database.query(`delete from sessions where user_id = $1`, [fay.id]);
  expect(await socket.closed).toBe(4401);
});

describe('what one instance commits', () => {
  test('[S1] comes to the devices of the others, in one order for all', async () => {
    const id = await makeGroup([ada, ben]);
    const devices = [new Device(ada), new Device(await onSecond(ben))] as const;
    const groups = devices.map((device) => device.group(id));
    await Promise.all(devices.map((device) => device.until('it is open', () => device.wire.isSynced)));
    for (let at = 0; at < 20; at++) groups.forEach(({ writer }, of) => writer.post(`${of} says ${at}`));
    await Promise.all(groups.map((group) => group.untilSent()));
    await Promise.all(
      devices.map((device, at) => device.until('all is here', () => groups[at]!.messages.length === 40)),
    );
    const seqs = (at: number) => groups[at]!.messages.map(({ text, seq }) => `${seq} ${text}`);
    expect(seqs(1)).toEqual(seqs(0));
    expect(groups[0]!.messages.map(({ seq }) => seq)).toEqual(Array.from({ length: 40 }, (_, at) => at + 1));
    await Promise.all(devices.map((device) => device.close()));
  });

  test('comes while the bus is cut', async () => {
    const id = await makeGroup([ada, ben]);
    const devices = [new Device(ada), new Device(await onSecond(ben))] as const;
    const groups = devices.map((device) => device.group(id));
    await Promise.all(devices.map((device) => device.until('it is open', () => device.wire.isSynced)));
    for (let at = 0; at < 5; at++) {
      await cutTheBus();
      groups[0]!.writer.post(`cut ${at}`);
      await devices[1].until('it is here', () => groups[1]!.texts.includes(`cut ${at}`));
    }
    await Promise.all(devices.map((device) => device.close()));
  });

  test('is there for a device that changes over, with what it wrote last', async () => {
    const id = await makeGroup([ada, ben]);
    const balancer = await startBalancer(servers.map(({ port }) => port));
    const device = new Device({ ...ben, url: balancer.url });
    const group = device.group(id);
    const other = new Device(await onSecond(ada));
    const seen = other.group(id);
    await device.until('it is open', () => device.wire.isSynced);
    await other.until('it is open', () => other.wire.isSynced);
    for (let at = 0; at < 10; at++) {
      group.writer.post(`before ${at}`);
      device.wire.disconnect();
      device.wire.connectNow();
      group.writer.post(`after ${at}`);
      await group.untilSent();
    }
    expect(balancer.given.every((connections) => connections > 0)).toBe(true);
    await other.until('all is here', () => seen.messages.length === 20);
    expect(seen.texts).toEqual(group.texts);
    await Promise.all([device.close(), other.close()]);
    await balancer.close();
  });

  test('is in heads, inboxes, receipts, positions and the directory on the others', async () => {
    const gus = await join(ada, 'gus');
    const elsewhere = await onSecond(gus);
    const device = new Device(elsewhere);
    const inbox = device.open(inboxDocument(gus.id));
    const directory = device.open(DIRECTORY);
    const own = device.open(userDocument(gus.id));
    await device.until('it is open', () => device.wire.isSynced);
    const id = await makeGroup([ada, gus]);
    await device.until('the group is here', () => inboxGroups(inbox.doc).has(id));
    const head = device.open(headDocument(id));
    await callAs(ada, 'PATCH', `/api/v1/groups/${id}`, { name: 'Renamed here' });
    await device.until('it has its name', () => readHead(head.doc)?.name === 'Renamed here');
    await callAs(ada, 'PATCH', `/api/v1/people/${ben.id}`, { title: 'Surveyor' });
    await device.until(
      'the title is here',
      () => directoryPeople(directory.doc).get(ben.id)?.title === 'Surveyor',
    );
    await callAs(ada, 'POST', `/api/v1/groups/${id}/messages`, { text: 'by way of the first' });
    await callAs(gus, 'PUT', `/api/v1/groups/${id}/read-position`, { seq: 1 });
    await device.until('it is read here', () => readPosition(own.doc, id) === 1);
    await device.until('others see that', () => progressOf(readReceipts(head.doc), 1, ada.id).read === 1);
    await device.close();
  });

  test('is compacted by any of them, and nothing of it is lost', async () => {
    const id = await makeGroup([ada, ben]);
    const devices = [new Device(ada), new Device(await onSecond(ben))] as const;
    const groups = devices.map((device) => device.group(id));
    await Promise.all(devices.map((device) => device.until('it is open', () => device.wire.isSynced)));
    const each = COMPACT_AT_ROWS / 2 + 10;
    for (let at = 0; at < each; at++) {
      groups.forEach(({ writer }) => writer.post(`message ${at}`));
      await Promise.all(groups.map((group) => group.untilSent()));
    }
    await devices[0].until('all is here', () => groups[0]!.messages.length === 2 * each);
    const written = groups[0]!.texts;
    // Both compact when the last device leaves.
    await Promise.all(devices.map((device) => device.close()));
    const compactions = async () => {
      const { rows } = await database.query<{ compactions: string }>(
        `select compactions from documents where name = $1`,
        [groupDocument(id, 1)],
      );
      return Number(rows[0]!.compactions);
    };
    await expect.poll(compactions).toBeGreaterThan(0);
    for (const person of [ada, await onSecond(ada)]) {
      const fresh = new Device(person);
      const group = fresh.group(id);
      await fresh.until('all is there', () => group.messages.length === written.length);
      expect(group.texts).toEqual(written);
      await fresh.close();
    }
  });
});

describe('who is in a conversation', () => {
  test('is seen on the others, by who is there and by who comes later, until the connection ends', async () => {
    const id = await makeGroup([ada, ben]);
    const writing = new Device(ben);
    const { replica } = writing.group(id);
    await writing.until('it is open', () => writing.wire.isSynced);
    replica.sayPresence({ by: ben.id, typing: true });
    const second = await onSecond(ada);
    const states = new Map<number, boolean | null>();
    const watching = new Device(second);
    const watched = watching.group(id).replica;
    let changed = () => {};
    const until = (isSo: () => boolean) =>
      new Promise<void>((resolve) => (changed = () => isSo() && resolve()));
    watched.listen({
      opened: () => {},
      ended: () => {},
      heard: (said) => {
        for (const { client, state } of said) states.set(client, state?.typing ?? null);
        changed();
      },
    });
    await until(() => [...states.values()].join() === 'true');
    const stopped = until(() => [...states.values()].join() === 'false');
    replica.sayPresence({ by: ben.id, typing: false });
    await stopped;
    const gone = until(() => [...states.values()].join() === '');
    await writing.close();
    await gone;
    await watching.close();
  });
});

test('of what is owed each device is told once, by one of them', async () => {
  const people = await Promise.all(['hal', 'ida', 'jo', 'kim', 'lou'].map((name) => join(ada, name)));
  const id = await makeGroup([ada, ...people]);
  const devices = await Promise.all(people.map((person) => pushes.device(person)));
  await callAs(ada, 'POST', `/api/v1/groups/${id}/messages`, { text: 'Helicopter at seven' });
  const owed = async () => {
    const { rows } = await database.query<{ owed: number }>(
      `select (select count(*) from push_tasks)::int + (select count(*) from push_deliveries)::int as owed`,
    );
    return rows[0]!.owed;
  };
  expect(await owed()).toBe(1);
  await expect.poll(owed, { timeout: 30_000 }).toBe(0);
  expect(devices.map((device) => device.pushes.length)).toEqual(people.map(() => 1));
});
