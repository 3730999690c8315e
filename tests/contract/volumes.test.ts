import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { groupDocument, headDocument } from '#domain/document-names.ts';
import type { GroupId, RecordId } from '#domain/ids.ts';
import { VOLUME } from '#domain/limits.ts';
import { readHead } from '#domain/server-documents.ts';
import { newId } from '#client/random.ts';
import { verify } from '#server/verify.ts';
import { DATABASES, startServerOn, type ServerOnDatabase } from '../support/databases.ts';
import { Device, makeGroup, type DeviceGroup } from '../support/device.ts';
import { callAs, foundOrganisation, join, type TestPerson } from '../support/people.ts';

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

  const asAdmin = () => ({ userId: ada.id, role: 'admin', isOwner: true }) as const;
  const asMember = () => ({ userId: ben.id, role: 'member', isOwner: false }) as const;
  const differences = async () => (await on.look((db) => verify(db, { repair: false }))).differences;

  test('[S1] [S4] a full volume is followed by the next, and what comes late stands at its end', async () => {
    const id = await makeGroup([ada, ben]);
    const [a, b] = [new Device(ada), new Device(ben)];
    const [full, late] = [a.group(id), b.group(id)];
    const head = a.open(headDocument(id));
    late.writer.post('in time');
    await late.untilSent();
    b.wire.disconnect();
    late.writer.post('late one');
    late.writer.edit(late.messages[1], 'late one, edited', asMember());
    late.writer.react(late.messages[1], '👍', true, asMember());
    await full.untilTexts('in time');
    // At once: a fold for each message that arrives would take longer than all else.
    const filler = Array.from({ length: VOLUME.messages - 1 }, (_, at) => {
      return { id: newId<RecordId>(), by: ada.id, text: `message ${at}`, at };
    });
    void full.replica.write(() => full.volume.messages.push(filler));
    await full.untilSent();
    await a.until('the next volume is open', () => readHead(head.doc)?.liveVolume === 2);
    const live = a.group(id, 2);
    live.writer.post('first of the second');
    await live.untilSent();
    b.wire.connectNow();
    await a.until('the late one arrives', () => live.messages.length === 2);
    expect(live.messages.map(({ text, seq }) => [text, seq])).toEqual([
      ['first of the second', VOLUME.messages + 1],
      ['late one, edited', VOLUME.messages + 2],
    ]);
    expect(live.messages[1]).toMatchObject({
      by: ben.id,
      original: 'late one',
      reactions: [{ emoji: '👍' }],
    });
    // Its old place is empty, on the device that wrote it too.
    await b.until('the old place is empty', () => late.messages.length === VOLUME.messages);
    expect(full.messages).toHaveLength(VOLUME.messages);
    // Reactions and edits still reach what is closed, and the head says that it moved.
    full.writer.react(full.messages[0], '🎉', true, asAdmin());
    await full.untilSent();
    await a.until('the head tells of it', () => (readHead(head.doc)?.moves.get(1) ?? 0) > 0);
    await Promise.all([a.close(), b.close()]);
    expect(await differences()).toEqual([]);
  }, 60_000);

  test('[S14] [S15] deleted text is in no document, no log and no row', async () => {
    const id = await makeGroup([ada, ben]);
    const [a, b] = [new Device(ada), new Device(ben)];
    const [ag, bg] = [a.group(id), b.group(id)];
    ag.writer.post('the secret word');
    ag.writer.post('harmless');
    await ag.untilSent();
    ag.writer.edit(ag.messages[0], 'the secret edit', asAdmin());
    await ag.untilSent();
    await bg.untilTexts('the secret edit', 'harmless');
    ag.writer.remove(ag.messages[0], asAdmin());
    await ag.untilSent();
    await b.until('it is deleted', () => bg.messages[0]!.deleted);
    for (const group of [ag, bg]) {
      expect(group.messages[0]).toMatchObject({ by: ada.id, seq: 1, deleted: true, text: '', edits: [] });
      expect(JSON.stringify(group.replica.doc.toJSON())).not.toContain('secret');
    }
    await Promise.all([a.close(), b.close()]);
    const owed = () =>
      on.look(({ pool }) =>
        pool.query('select 1 from erasures where done_at is null').then((all) => all.rowCount),
      );
    await expect.poll(owed, { timeout: 120_000 }).toBe(0);
    const found = await on.look(async ({ pool }) => {
      const { rows } = await pool.query<{ what: string; bytes: Buffer }>(
        `select 'state' as what, state as bytes from documents where name = $1
         union all select 'log', payload from document_updates where document = $1
         union all select 'message', convert_to(text, 'UTF8') from messages where group_id = $2
         union all select 'edit', convert_to(text, 'UTF8') from message_edits where group_id = $2`,
        [groupDocument(id, 1), id],
      );
      return rows;
    });
    expect(found.some(({ bytes }) => bytes?.includes('harmless'))).toBe(true);
    expect(found.filter(({ bytes }) => bytes?.includes('secret'))).toEqual([]);
    const fresh = new Device(ben);
    await fresh.group(id).untilTexts('', 'harmless');
    await fresh.close();
    expect(await differences()).toEqual([]);
  });

  test('differences between documents and tables are found and mended', async () => {
    const id = await makeGroup([ada]);
    const a = new Device(ada);
    const group = a.group(id);
    for (const text of ['one', 'two', 'three']) group.writer.post(text);
    group.writer.edit(group.messages[0], 'one, edited', asAdmin());
    group.writer.react(group.messages[1], '👍', true, asAdmin());
    await group.untilSent();
    await a.close();
    const { broken, mended, after } = await on.look(async (database) => {
      const spoil = [
        `update messages set text = 'spoilt' where group_id = $1 and seq = 1`,
        `delete from reactions where group_id = $1`,
        `delete from messages where group_id = $1 and seq = 3`,
      ];
      for (const sql of spoil) await database.pool.query(sql, [id]);
      const broken = await verify(database, { repair: false });
      const mended = await verify(database, { repair: true });
      return { broken, mended, after: await verify(database, { repair: false }) };
    });
    expect(broken.differences.map(({ table, what }) => [table, what])).toEqual(
      expect.arrayContaining([
        ['messages', 'text'],
        ['messages', 'missing'],
        ['reactions', 'missing'],
      ]),
    );
    expect(mended.differences.filter(({ isMended }) => !isMended)).toEqual([]);
    expect(after.differences).toEqual([]);
  });

  test('[S18] [S19] what a removed member and what anybody in an archived group writes is not taken', async () => {
    const id = await makeGroup([ada, ben]);
    const [a, b] = [new Device(ada), new Device(ben)];
    const [ag, bg] = [a.group(id), b.group(id)];
    ag.writer.post('before');
    await bg.untilTexts('before');
    await callAs(ada, 'PATCH', `/api/v1/groups/${id}`, { archived: true });
    bg.writer.post('too late');
    await b.until('it is refused', () => refusalIn(bg) !== null);
    expect(refusalIn(bg)).toEqual({ refused: 'group-archived' });
    await callAs(ada, 'PATCH', `/api/v1/groups/${id}`, { archived: false });
    await callAs(ada, 'DELETE', `/api/v1/groups/${id}/members/${ben.id}`);
    await b.until('it is closed', () => b.denied.has(groupDocument(id, 1)));
    bg.writer.post('after the removal');
    ag.writer.post('still here');
    await ag.untilSent();
    expect(ag.texts).toEqual(['before', 'still here']);
    await Promise.all([a.close(), b.close()]);
  });

  test('only admins of a group remove, promote and archive', async () => {
    const id: GroupId = await makeGroup([ada, ben]);
    for (const [method, path, body] of [
      ['DELETE', `members/${ada.id}`, {}],
      ['PATCH', `members/${ben.id}`, { role: 'admin' }],
      ['PATCH', '', { archived: true }],
    ] as const)
      await expect(
        callAs(ben, method, `/api/v1/groups/${id}/${path}`.replace(/\/$/, ''), body),
      ).rejects.toThrow('403');
    await callAs(ada, 'PATCH', `/api/v1/groups/${id}/members/${ben.id}`, { role: 'admin' });
    await callAs(ben, 'PATCH', `/api/v1/groups/${id}/members/${ada.id}`, { role: 'member' });
    await expect(
      callAs(ben, 'PATCH', `/api/v1/groups/${id}/members/${ben.id}`, { role: 'member' }),
    ).rejects.toThrow('409');
  });
});

/** What became of the newest record that was not accepted. */
const refusalIn = ({ volume }: DeviceGroup) => {
  const fate = volume.ledger.toArray().at(-1)?.[2];
  return typeof fate === 'object' ? fate : null;
};
