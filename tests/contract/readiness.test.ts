import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ledgerDigest } from '#domain/ledger-digest.ts';
import { DATABASES, startServerOn, type ServerOnDatabase } from '../support/databases.ts';
import { Device, makeGroup } from '../support/device.ts';
import { callAs, foundOrganisation, join, requestAs, type TestPerson } from '../support/people.ts';

interface Readiness {
  members: { name: string; devices: { readyUntil: string | null; checkedAt: string | null }[] }[];
}

describe.each(DATABASES)('on the %s database', (kind) => {
  let on: ServerOnDatabase;
  let ada: TestPerson;
  let ben: TestPerson;

  beforeAll(async () => {
    on = await startServerOn(kind);
    ada = await foundOrganisation(on.server.url);
    ben = await join(ada, 'ben');
  });
  afterAll(() => on?.stop());

  test('an admin of a group sees until when each device of its members is ready', async () => {
    const groupId = await makeGroup([ada, ben]);
    const of = async (name: string) => {
      const { members } = await callAs<Readiness>(ada, 'GET', `/api/v1/groups/${groupId}/readiness`);
      return members.find((member) => member.name === name)!.devices;
    };
    expect(await of('ben')).toMatchObject([{ readyUntil: null, checkedAt: null }]);
    const readyUntil = '2031-05-03T12:00:00.000Z';
    await requestAs(ben, 'PUT', '/api/v1/me/readiness', { readyUntil });
    expect(await of('ben')).toMatchObject([{ readyUntil }]);
    await requestAs(ben, 'PUT', '/api/v1/me/readiness', { readyUntil: null });
    const [checked] = await of('ben');
    expect(checked).toMatchObject({ readyUntil: null, checkedAt: expect.any(String) as string });
    await callAs(ada, 'DELETE', `/api/v1/people/${ben.id}/devices`);
    expect(await of('ben')).toEqual([]);
  });

  test.each([[{}], [{ readyUntil: 'soon' }], [{ readyUntil: 7 }], [{ readyUntil: null, more: 1 }]])(
    'what is no readiness is refused: %j',
    async (body) => {
      expect((await requestAs(ada, 'PUT', '/api/v1/me/readiness', body)).status).toBe(400);
    },
  );

  test('a device and the server find out whether they agree', async () => {
    const cai = await join(ada, 'cai');
    const groupId = await makeGroup([ada, cai]);
    const device = new Device(ada);
    const group = device.group(groupId);
    for (const text of ['one', 'two', 'three']) group.writer.post(text);
    await group.untilSent();
    const asked = (rev: number) =>
      callAs<{ rev: number; digest: string }>(
        ada,
        'GET',
        `/api/v1/groups/${groupId}/volumes/1/digest?rev=${rev}`,
      );
    const entries = group.volume.ledger.toArray();
    expect(entries).toHaveLength(3);
    expect(await asked(3)).toEqual({ rev: 3, digest: ledgerDigest(entries) });
    expect(await asked(2)).toEqual({ rev: 3, digest: ledgerDigest(entries.slice(0, 2)) });
    expect((await asked(2)).digest).not.toBe((await asked(3)).digest);
    for (const rev of ['-1', 'x', '1.5', '']) {
      const answer = await requestAs(ada, 'GET', `/api/v1/groups/${groupId}/volumes/1/digest?rev=${rev}`);
      expect(answer.status, rev).toBe(400);
    }
    await device.close();
  });
});
