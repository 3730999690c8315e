import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { headDocument, inboxDocument } from '#domain/document-names.ts';
import { readHead, readInbox } from '#domain/server-documents.ts';
import { callAs, foundOrganisation, join, type TestPerson } from '../support/people.ts';
import { Device, makeGroup } from '../support/device.ts';
import { startPostgres, type TestPostgres } from '../support/postgres.ts';
import { startServer, type ServerProcess } from '../support/server-process.ts';

describe.each(['embedded', 'postgres'] as const)('on the %s database', (kind) => {
  let postgres: TestPostgres | undefined;
  let databaseUrl: string | undefined;
  let server: ServerProcess;
  let ada: TestPerson;
  let ben: TestPerson;
  let cai: TestPerson;

  beforeAll(async () => {
    if (kind === 'postgres') {
      postgres = await startPostgres();
      databaseUrl = await postgres.createDatabase();
    }
    server = await startServer(databaseUrl === undefined ? {} : { databaseUrl });
    ada = await foundOrganisation(server.url);
    ben = await join(ada, 'ben');
    cai = await join(ada, 'cai');
  });
  afterAll(async () => {
    await server?.stop();
    await postgres?.stop();
  });

  test('[S1] two devices see one order, numbered from 1, whoever wrote first', async () => {
    const id = await makeGroup([ada, ben]);
    const a = new Device(ada);
    const b = new Device(ben);
    const [ag, bg] = [a.group(id), b.group(id)];
    ag.writer.post('one');
    await ag.untilSent();
    await bg.untilTexts('one');
    bg.writer.post('two');
    ag.writer.post('three');
    await Promise.all([ag.untilSent(), bg.untilSent()]);
    await a.until('three messages', () => ag.messages.length === 3);
    await b.until('three messages', () => bg.messages.length === 3);
    expect(ag.messages.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(bg.messages).toEqual(ag.messages);
    await Promise.all([a.close(), b.close()]);
  });

  test('edits, reactions and deletions reach the other device and the rows', async () => {
    const id = await makeGroup([ada, ben]);
    const a = new Device(ada);
    const b = new Device(ben);
    const [ag, bg] = [a.group(id), b.group(id)];
    ag.writer.post('frist');
    ag.writer.post('second');
    await ag.untilSent();
    await b.until('both', () => bg.messages.length === 2);
    const admin = { userId: ada.id, role: 'admin', isOwner: true } as const;
    ag.writer.edit(ag.messages[0], 'first', admin);
    ag.writer.remove(ag.messages[1], admin);
    bg.writer.react(bg.messages[0], '👍', true, { userId: ben.id, role: 'member', isOwner: false });
    await Promise.all([ag.untilSent(), bg.untilSent()]);
    await b.until('the edit', () => bg.messages[0]?.text === 'first' && bg.messages[1]!.deleted);
    await a.until('the reaction', () => ag.messages[0]!.reactions.length === 1);
    expect(ag.messages).toEqual(bg.messages);
    expect(ag.messages[0]).toMatchObject({ original: 'frist', reactions: [{ emoji: '👍', by: [ben.id] }] });
    if (databaseUrl !== undefined) {
      const client = new pg.Client(databaseUrl);
      await client.connect();
      const { rows } = await client.query(
        'select seq::int, text, edit_count, deleted_at is not null as deleted from messages where group_id = $1 order by seq',
        [id],
      );
      await client.end();
      expect(rows).toEqual([
        { seq: 1, text: 'first', edit_count: 1, deleted: false },
        { seq: 2, text: '', edit_count: 0, deleted: true },
      ]);
    }
    await Promise.all([a.close(), b.close()]);
  });

  test('who is no member is told no more than who names a group that does not exist', async () => {
    const id = await makeGroup([ada, ben]);
    const c = new Device(cai);
    c.group(id);
    c.open('group/AAAAAAAAAAAAAAAA/1');
    c.open(inboxDocument(ben.id));
    c.open('nonsense');
    await c.until('all are denied', () => c.denied.size === 4);
    await c.close();
  });

  test('a group appears in the inbox of its members, and goes when they leave', async () => {
    const b = new Device(ben);
    const inbox = b.open(inboxDocument(ben.id));
    const id = await makeGroup([ada, ben], 'Pumps');
    await b.until('the inbox lists it', () => readInbox(inbox.doc).get(id)?.role === 'member');
    const head = b.open(headDocument(id));
    await b.until('the head is there', () => readHead(head.doc)?.name === 'Pumps');
    expect(readHead(head.doc)?.members.get(ada.id)).toBe('admin');
    await callAs(ben, 'DELETE', `/api/v1/groups/${id}/members/me`);
    await b.until('the inbox no longer lists it', () => !readInbox(inbox.doc).has(id));
    await b.until('the head is closed', () => b.denied.has(headDocument(id)));
    await b.close();
  });

  test('[S25] what was shown as sent survives kill -9, though its device is gone for ever', async () => {
    const id = await makeGroup([ada, ben]);
    const a = new Device(ada);
    const ag = a.group(id);
    for (let at = 0; at < 50; at++) ag.writer.post(`message ${at}`);
    await ag.untilSent();
    const sent = ag.messages;
    await Promise.all([server.kill('SIGKILL'), a.close()]);
    await server.restart();
    const b = new Device(ben);
    const bg = b.group(id);
    await b.until('all 50', () => bg.messages.length === 50);
    expect(bg.messages).toEqual(sent);
    await b.close();
  });

  test('[S5] what was written while the server was away goes out when it is back', async () => {
    const id = await makeGroup([ada, ben]);
    const a = new Device(ada);
    const ag = a.group(id);
    await a.until('the first sync', () => a.wire.isSynced);
    await server.kill('SIGKILL');
    ag.writer.post('written while it was away');
    await server.restart();
    a.wire.connectNow();
    await ag.untilSent();
    expect(ag.messages[0]?.seq).toBe(1);
    await a.close();
  });
});
