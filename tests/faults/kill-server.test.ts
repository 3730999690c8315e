import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { GroupId, RecordId } from '#domain/ids.ts';
import { createChance } from '../support/chance.ts';
import { Device, makeGroup } from '../support/device.ts';
import { foundOrganisation, join, type TestPerson } from '../support/people.ts';
import { startPostgres, type TestPostgres } from '../support/postgres.ts';
import { startServer, type ServerProcess } from '../support/server-process.ts';

const KILLS = process.env['LONG'] === '1' ? 50 : 3;
const WRITERS = 4;

describe.each(['embedded', 'postgres'] as const)('the server on the %s database is killed', (kind) => {
  let postgres: TestPostgres | undefined;
  let server: ServerProcess;
  let people: [TestPerson, ...TestPerson[]];

  beforeAll(async () => {
    if (kind === 'postgres') postgres = await startPostgres({ fsync: true });
    server = await startServer(postgres ? { databaseUrl: await postgres.createDatabase() } : {});
    const ada = await foundOrganisation(server.url);
    people = [ada];
    for (let at = 1; at < WRITERS; at++) people.push(await join(ada, `writer${at}`));
  });
  afterAll(async () => {
    await server?.stop();
    await postgres?.stop();
  });

  test(
    `[S25] ${KILLS} kills lose, double or reorder nothing that was shown as sent`,
    async () => {
      const chance = createChance();
      const groupId = await makeGroup(people);
      const acknowledged = new Map<RecordId, number>();
      for (let kill = 0; kill < KILLS; kill++) {
        const writing = writers(people, groupId, acknowledged);
        await writing.untilAcknowledged(acknowledged.size + chance.integer(WRITERS, 40));
        await delay(chance.integer(0, 20)); // The one wait that is the test itself: the moment of the kill.
        await server.kill('SIGKILL');
        await writing.destroy();
        await server.restart();
      }
      const context = `seed ${chance.seed}`;
      expect(acknowledged.size, context).toBeGreaterThanOrEqual(KILLS * WRITERS);
      const reader = new Device(people[0]);
      const group = reader.group(groupId);
      await reader.until('the group is there', () => group.messages.length >= acknowledged.size);
      const seen = group.messages;
      expect(new Set(seen.map(({ id }) => id)).size, context).toBe(seen.length);
      expect(
        seen.map(({ seq }) => seq),
        context,
      ).toEqual(seen.map((_, at) => at + 1));
      const now = new Map(seen.map(({ id, seq }) => [id, seq]));
      for (const [id, seq] of acknowledged) expect(now.get(id), context).toBe(seq);
      await reader.close();
    },
    KILLS * 10_000 + 30_000,
  );
});

/** Devices that write as fast as they are answered, and note what they were shown as sent. */
function writers(people: readonly TestPerson[], groupId: GroupId, acknowledged: Map<RecordId, number>) {
  let enough = () => {};
  let wanted = Infinity;
  const devices = people.map((person) => {
    const device = new Device(person);
    const group = device.group(groupId);
    const write = () => {
      const mine = group.messages.filter(({ by }) => by === person.id);
      for (const { id, seq } of mine) if (seq !== null) acknowledged.set(id, seq);
      if (acknowledged.size >= wanted) enough();
      if (mine.every(({ seq }) => seq !== null)) group.writer.post(`${person.name} ${mine.length}`);
    };
    let isStopped = false;
    const next = () => void (isStopped || queueMicrotask(write));
    group.replica.observe(next);
    next();
    return {
      close: () => {
        isStopped = true;
        return device.close();
      },
    };
  });
  return {
    untilAcknowledged: (count: number) =>
      new Promise<void>((resolve) => {
        wanted = count;
        enough = resolve;
      }),
    destroy: () => Promise.all(devices.map((device) => device.close())),
  };
}
