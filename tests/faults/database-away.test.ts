import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Device, makeGroup } from '../support/device.ts';
import { foundOrganisation, type TestPerson } from '../support/people.ts';
import { startPostgres, type TestPostgres } from '../support/postgres.ts';
import { startServer, type ServerProcess } from '../support/server-process.ts';

let postgres: TestPostgres;
let server: ServerProcess;
let ada: TestPerson;

beforeAll(async () => {
  postgres = await startPostgres({ fsync: true });
  server = await startServer({ databaseUrl: await postgres.createDatabase() });
  ada = await foundOrganisation(server.url);
});
afterAll(async () => {
  await server?.stop();
  await postgres?.stop();
});

test.each([
  ['crashes', () => postgres.stop('immediate'), () => postgres.start()],
  ['hangs', () => Promise.resolve(postgres.pause()), () => Promise.resolve(postgres.resume())],
])(
  '[S25] while the database %s nothing is acknowledged, and all arrives afterwards',
  async (_how, away, back) => {
    const groupId = await makeGroup([ada]);
    const device = new Device(ada);
    const group = device.group(groupId);
    group.writer.post('before');
    await group.untilSent();
    await away();
    group.writer.post('while it is away');
    await delay(1_000); // Long enough for a wrong acknowledgement to arrive.
    expect(group.messages.at(-1)?.seq).toBeNull();
    await back();
    await group.untilSent();
    expect(group.messages.map(({ seq }) => seq)).toEqual([1, 2]);
    await device.close();
  },
);

test('a device that connects while the database is away comes in by itself when it is back', async () => {
  const groupId = await makeGroup([ada]);
  const writer = new Device(ada);
  writer.group(groupId).writer.post('waiting for you');
  await writer.group(groupId).untilSent();
  const device = new Device(ada);
  await device.until('it is connected', () => device.wire.isSynced);
  await postgres.stop('immediate');
  const group = device.group(groupId);
  await delay(300); // The refusal has arrived; the device is between two attempts.
  expect(device.denied.size).toBe(0);
  await postgres.start();
  await group.untilTexts('waiting for you');
  await Promise.all([device.close(), writer.close()]);
});
