/** How long messages are kept, and how large groups may become: what is decided, by whom, and what follows. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#client/random.ts';
import { readEvents } from '#domain/group-events.ts';
import type { GroupId } from '#domain/ids.ts';
import type { Database } from '#server/database.ts';
import { verify } from '#server/verify.ts';
import { DATABASES, startServerOn, type ServerOnDatabase } from '../support/databases.ts';
import { Device, makeGroup } from '../support/device.ts';
import { callAs, foundOrganisation, join, requestAs, type TestPerson } from '../support/people.ts';

describe.each(DATABASES)('on the %s database', (kind) => {
  let on: ServerOnDatabase;
  let ada: TestPerson;
  let ben: TestPerson;
  let cai: TestPerson;

  beforeAll(async () => {
    on = await startServerOn(kind);
    ada = await foundOrganisation(on.server.url);
    ben = await join(ada, 'ben');
    cai = await join(ada, 'cai');
  });
  afterAll(() => on?.stop());

  const post = (by: TestPerson, groupId: GroupId, text: string, id = newId()) =>
    callAs<{ id: string }>(by, 'POST', `/api/v1/groups/${groupId}/messages`, { id, text });
  const change = (by: TestPerson, groupId: GroupId, body: object) =>
    requestAs(by, 'PATCH', `/api/v1/groups/${groupId}`, body);
  const decide = (body: object) => callAs(ada, 'PATCH', '/api/v1/settings', body);
  const codeOf = async (answer: Response) => [
    answer.status,
    ((await answer.json()) as { code?: string }).code,
  ];

  test('a group says how long messages are kept, within what the organisation allows, and tells its members', async () => {
    const groupId = await makeGroup([ada, ben]);
    const details = () =>
      callAs<{ keptDays: number; retentionDays: number | null }>(ada, 'GET', `/api/v1/groups/${groupId}`);
    expect(await details()).toMatchObject({ keptDays: 0, retentionDays: null });
    expect((await change(ben, groupId, { retentionDays: 30 })).status).toBe(403);
    expect((await change(ada, groupId, { retentionDays: 30 })).status).toBe(200);
    expect(await details()).toMatchObject({ keptDays: 30, retentionDays: 30 });

    await decide({ retentionDays: 90, retentionLeastDays: 60, retentionMostDays: 365 });
    expect(await details()).toMatchObject({ keptDays: 60, retentionDays: 30 });
    for (const days of [0, 30, 400])
      expect(await codeOf(await change(ada, groupId, { retentionDays: days }))).toEqual([
        422,
        'beyond-bounds',
      ]);
    expect((await change(ada, groupId, { retentionDays: null })).status).toBe(200);
    expect(await details()).toMatchObject({ keptDays: 90, retentionDays: null });
    expect(
      await codeOf(await requestAs(ada, 'PATCH', '/api/v1/settings', { retentionLeastDays: 1_000 })),
    ).toEqual([400, 'bad-settings']);

    const device = new Device(ben);
    const group = device.group(groupId);
    await device.until('it knows what happened', () => readEvents(group.volume.events).length >= 3);
    expect(readEvents(group.volume.events).map(({ what, days }) => [what, days])).toEqual([
      ['created', undefined],
      ['retention-chosen', 30],
      ['retention-left', undefined],
    ]);
    await device.close();
    const { entries } = await callAs<{ entries: { action: string; detail: object }[] }>(
      ada,
      'GET',
      '/api/v1/audit?action=group.retention-changed',
    );
    expect(entries.map(({ detail }) => detail)).toEqual([{ days: null }, { days: 30 }]);
    await decide({ retentionDays: 0, retentionLeastDays: 0, retentionMostDays: 0 });
  });

  /** As if they had been written long ago. */
  const age = (groupId: GroupId, upTo: number, days: number) =>
    on.look(({ pool }) =>
      pool.query(
        `update messages set accepted_at = now() - make_interval(days => $3) where group_id = $1 and seq <= $2`,
        [groupId, upTo, days],
      ),
    );
  const untilErased = async (groupId: GroupId, count: number) => {
    const deleted = async () => {
      const { messages } = await callAs<{ messages: { deletedAt: string | null }[] }>(
        ada,
        'GET',
        `/api/v1/groups/${groupId}/messages`,
      );
      return messages.filter(({ deletedAt }) => deletedAt !== null).length;
    };
    await expect.poll(deleted, { timeout: 60_000 }).toBe(count);
    const erased = ({ pool }: Database) =>
      pool.query('select 1 from erasures where group_id = $1 and done_at is not null', [groupId]);
    // Where looking means a stop, the next start does what that left.
    await expect
      .poll(async () => (await on.look(erased)).rowCount, { timeout: 120_000, interval: 500 })
      .toBe(count);
  };

  test('[S15] messages older than that leave rows, documents, log and search, and the ledger keeps their places', async () => {
    const groupId = await makeGroup([ada, ben]);
    const old = await post(ada, groupId, 'quartz one');
    await callAs(ada, 'PATCH', `/api/v1/groups/${groupId}/messages/${old.id}`, { text: 'quartz edited' });
    await post(ben, groupId, 'quartz two');
    await post(ada, groupId, 'granite three');
    await age(groupId, 2, 40);
    expect((await change(ada, groupId, { retentionDays: 30 })).status).toBe(200);
    await untilErased(groupId, 2);

    await on.look(async (database) => {
      expect(await textsKept(database, groupId)).toEqual(['', '', 'granite three']);
      expect(await isAnywhere(database, 'quartz')).toBe(false);
      expect(await isAnywhere(database, 'granite')).toBe(true);
      const { differences } = await verify(database, { repair: false });
      // The test, and not the log, made them old.
      expect(differences.filter(({ what }) => what !== 'acceptedAt')).toEqual([]);
    });
    const found = await callAs<{ hits: unknown[] }>(ada, 'GET', '/api/v1/search?q=quartz');
    expect(found.hits).toEqual([]);
    expect((await post(ben, groupId, 'four')) as { seq?: number }).toMatchObject({ seq: 4 });
    const device = new Device(ben);
    const group = device.group(groupId);
    await group.untilTexts('', '', 'granite three', 'four');
    expect(group.messages.map(({ isExpired = false }) => isExpired)).toEqual([true, true, false, false]);
    await device.close();
  });

  test('[S15] so they do in an archived group, by the rule of the organisation', async () => {
    const groupId = await makeGroup([ada, ben]);
    await post(ada, groupId, 'basalt');
    await change(ada, groupId, { archived: true });
    await age(groupId, 1, 400);
    await decide({ retentionDays: 365 });
    await untilErased(groupId, 1);
    expect(await on.look((database) => isAnywhere(database, 'basalt'))).toBe(false);
    await decide({ retentionDays: 0 });
  });

  test('a group has no more members than the organisation allows, and who is in a larger one stays', async () => {
    const large = await makeGroup([ada, ben, cai]);
    const small = await makeGroup([ada, ben]);
    const channel = newId<GroupId>();
    await callAs(ada, 'POST', '/api/v1/groups', {
      ...{ id: channel, kind: 'channel', name: 'Notices', members: [ben.id] },
    });
    await decide({ groupMembersMax: 2 });
    const make = (members: string[]) =>
      requestAs(ada, 'POST', '/api/v1/groups', { id: newId(), name: 'Another', members });
    expect(await codeOf(await make([ben.id, cai.id]))).toEqual([422, 'too-many-members']);
    expect((await make([ben.id])).status).toBe(201);
    const add = (groupId: GroupId, members: string[]) =>
      requestAs(ada, 'POST', `/api/v1/groups/${groupId}/members`, { members });
    expect(await codeOf(await add(small, [cai.id]))).toEqual([409, 'group-full']);
    expect((await add(small, [ben.id])).status).toBe(200);
    expect((await add(large, [ben.id, cai.id])).status).toBe(200);
    expect(await codeOf(await requestAs(cai, 'PUT', `/api/v1/groups/${channel}/members/me`))).toEqual([
      409,
      'group-full',
    ]);
    await decide({ groupMembersMax: 0 });
    expect((await add(small, [cai.id])).status).toBe(200);
  });

  test('nobody makes more groups in a day than the organisation allows; conversations of two are none', async () => {
    const dora = await join(ada, 'dora');
    await decide({ groupsADayMax: 1 });
    const make = () => requestAs(dora, 'POST', '/api/v1/groups', { id: newId(), name: 'Plans', members: [] });
    expect((await make()).status).toBe(201);
    expect(await codeOf(await make())).toEqual([422, 'too-many-groups']);
    await on.look(({ pool }) =>
      pool.query(`update groups set created_at = now() - interval '25 hours' where created_by = $1`, [
        dora.id,
      ]),
    );
    expect((await make()).status).toBe(201);
    await decide({ groupsADayMax: 0 });
  });
});

async function textsKept({ pool }: Database, groupId: GroupId): Promise<string[]> {
  const { rows } = await pool.query<{ text: string }>(
    'select text from messages where group_id = $1 order by seq',
    [groupId],
  );
  return rows.map(({ text }) => text);
}

/** In a row of any table that holds what people say, or in the bytes of a document. */
async function isAnywhere({ pool }: Database, text: string): Promise<boolean> {
  const { rows } = await pool.query<{ is: boolean }>(
    `select exists (select from messages where text like '%' || $1 || '%')
       or exists (select from message_edits where text like '%' || $1 || '%')
       or exists (select from documents where position($1::bytea in state) > 0)
       or exists (select from document_updates where position($1::bytea in payload) > 0) as is`,
    [text],
  );
  return rows[0]!.is;
}
