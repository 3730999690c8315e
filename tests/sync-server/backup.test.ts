/** Backups are made while people write, and what is restored is whole, erased again, and says what it lost. */
import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#client/random.ts';
import type { GroupId, RecordId } from '#domain/ids.ts';
import { openDatabase, type Database, type DatabasePlace } from '#server/database.ts';
import { lastBackup } from '#server/last-backup.ts';
import { verify } from '#server/verify.ts';
import { DATABASES, startServerOn, type ServerOnDatabase } from '../support/databases.ts';
import { Device, makeGroup } from '../support/device.ts';
import { callAs, foundOrganisation, join, requestAs, type TestPerson } from '../support/people.ts';
import { runCommand } from '../support/run-command.ts';
import { startServer, temporaryFolder } from '../support/server-process.ts';

describe.each(DATABASES)('a backup of the %s database', (kind) => {
  let on: ServerOnDatabase;
  let ada: TestPerson;
  let ben: TestPerson;
  let groupId: GroupId;

  beforeAll(async () => {
    on = await startServerOn(kind);
    ada = await foundOrganisation(on.server.url);
    ben = await join(ada, 'ben');
    groupId = await makeGroup([ada, ben]);
  });
  afterAll(() => on?.stop());

  const post = async (by: TestPerson, text: string, id = newId<RecordId>()): Promise<RecordId> => {
    await callAs(by, 'POST', `/api/v1/groups/${groupId}/messages`, { id, text });
    return id;
  };
  const backUp = async (folder: string, ...args: string[]): Promise<string> => {
    const { code, figures, complaint } = await runCommand(
      'backup',
      ['--json', '--to', folder, ...args],
      on.place,
    );
    expect([code, complaint]).toEqual([0, '']);
    return figures['backup_file'] as string;
  };

  test('[S25] made while people write has everything that was accepted before it began, and no half of anything', async () => {
    for (let at = 0; at < 20; at++) await post(ada, `before ${at}`);
    const written = writeOn(() => post(ben, 'meanwhile'));
    await written.atLeast(3);
    const file = await backUp(temporaryFolder());
    const ids = await written.stop();
    expect(ids.length).toBeGreaterThan(5);

    const place = await on.emptyPlace();
    const restored = await runCommand('restore', ['--json', file], place);
    expect([restored.code, restored.complaint]).toEqual([0, '']);
    expect(restored.figures).toMatchObject({ table_differences: 0, erased_again: 0 });
    await lookAt(place, async ({ pool }) => {
      const { rows } = await pool.query<{ count: number; newest: number }>(
        'select count(*), max(seq) as newest from messages',
      );
      expect(rows[0]!.count).toBe(rows[0]!.newest);
      expect(rows[0]!.count).toBeGreaterThanOrEqual(23);
      expect(rows[0]!.count).toBeLessThan(20 + ids.length);
    });
    const again = await startServer(place);
    const page = await callAs<{ messages: { text: string }[] }>(
      { ...ada, url: again.url },
      'GET',
      `/api/v1/groups/${groupId}/messages`,
    );
    expect(page.messages.at(-1)!.text).toBe('meanwhile');
    await again.stop();
  });

  test('is known to the database, and so is the last failure', async () => {
    const folder = temporaryFolder();
    await backUp(folder);
    await on.look(async (database) => {
      const { made, failed } = await lastBackup(database);
      expect(made?.bytes).toBeGreaterThan(1_000);
      expect(failed).toBeNull();
    });
  });

  test('keeps as many as it is told to, and touches nothing else', async () => {
    const folder = temporaryFolder();
    const files = [await backUp(folder), await backUp(folder), await backUp(folder, '--keep', '2')];
    expect(
      readdirSync(folder)
        .map((name) => `${folder}/${name}`)
        .sort(),
    ).toEqual(files.slice(1));
  });

  test('[S15] [S20] replaces the database only when told to, says what is lost, and brings back nothing that was ended', async () => {
    const deleted = await post(ada, 'Deleted after the backup.');
    const token = await callAs<{ id: string; token: string }>(ada, 'POST', '/api/v1/me/tokens', {
      name: 'lost laptop',
      scopes: ['groups:read'],
      days: 30,
    });
    const bearer = { url: on.server.url, token: token.token };
    expect((await requestAs(bearer, 'GET', '/api/v1/groups')).status).toBe(200);
    const file = await backUp(temporaryFolder());
    const lost = [await post(ben, 'one'), await post(ben, 'two')];
    const gone = await post(ben, 'three');
    await callAs(ada, 'DELETE', `/api/v1/groups/${groupId}/messages/${deleted}`);
    await callAs(ben, 'DELETE', `/api/v1/groups/${groupId}/messages/${gone}`);
    await requestAs(ada, 'DELETE', `/api/v1/me/tokens/${token.id}`);

    const served = await runCommand('restore', [file, '--replace'], on.place);
    expect(served.code).toBe(1);
    expect(served.complaint).toMatch(kind === 'postgres' ? /server is connected/ : /in use/);
    await on.server.stop();
    const refused = await runCommand('restore', [file], on.place);
    expect(refused.code).toBe(1);
    expect(refused.complaint).toMatch(/holds an organisation\. With --replace/);
    const restored = await runCommand('restore', [file, '--replace', '--json'], on.place);
    expect([restored.code, restored.complaint]).toEqual([0, '']);
    expect(restored.figures).toMatchObject({ records_lost: 2, records_brought_back: 0, erased_again: 1 });
    await on.server.restart();

    await post(ben, 'one', lost[0]);
    const status = await runCommand('restore', ['--status', '--json'], on.place);
    expect(status.figures).toMatchObject({ records_lost: 2, records_brought_back: 1 });
    expect((await requestAs(bearer, 'GET', '/api/v1/groups')).status).toBe(401);
    const { messages } = await callAs<{ messages: { id: string; text: string }[] }>(
      ada,
      'GET',
      `/api/v1/groups/${groupId}/messages`,
    );
    expect(messages.filter(({ id }) => id === deleted).map(({ text }) => text)).toEqual(['']);

    // Of a device that has not heard that it was deleted.
    await post(ben, 'three', gone);
    const after = new Device(ada);
    const group = after.group(groupId);
    await after.until('it is there', () => group.messages.some(({ id }) => id === gone));
    expect(group.messages.find(({ id }) => id === gone)).toMatchObject({ deleted: true, text: '' });
    await after.close();
    await on.look(async (database) => {
      expect((await verify(database, { repair: false })).differences).toEqual([]);
    });
  });

  test('restored twice begins two epochs', async () => {
    const file = await backUp(temporaryFolder());
    await on.server.stop();
    const epochs = [];
    for (let at = 0; at < 2; at++)
      epochs.push((await runCommand('restore', [file, '--replace', '--json'], on.place)).figures['epoch']);
    await on.server.restart();
    expect(epochs[1]).toBeGreaterThan(epochs[0] as number);
  });
});

async function lookAt(place: DatabasePlace, look: (database: Database) => Promise<void>): Promise<void> {
  const database = await openDatabase(place);
  try {
    await look(database);
  } finally {
    await database.close();
  }
}

/** Writes one after the other until it is stopped. */
function writeOn(write: () => Promise<RecordId>) {
  const ids: RecordId[] = [];
  let isStopped = false;
  let heard = (): void => {};
  const done = (async () => {
    while (!isStopped) {
      ids.push(await write());
      heard();
    }
  })();
  return {
    atLeast: (count: number) =>
      new Promise<void>((resolve) => (heard = () => (ids.length >= count ? resolve() : undefined))),
    async stop() {
      isStopped = true;
      await done;
      return ids;
    },
  };
}
