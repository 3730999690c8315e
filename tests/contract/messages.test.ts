/** Messages over HTTP: the same order, rules and rows as those of devices, and devices see them at once. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#client/random.ts';
import { userDocument } from '#domain/document-names.ts';
import type { GroupId } from '#domain/ids.ts';
import { readPosition } from '#domain/user-document.ts';
import { verify } from '#server/verify.ts';
import { DATABASES, startServerOn, type ServerOnDatabase } from '../support/databases.ts';
import { Device, makeGroup } from '../support/device.ts';
import { callAs, foundOrganisation, join, requestAs, type TestPerson } from '../support/people.ts';

interface Message {
  id: string;
  seq: number;
  author: string;
  text: string;
  editCount: number;
  deletedAt: string | null;
  reactions: { emoji: string; people: string[] }[];
}
interface Page {
  messages: Message[];
  earlier: number | null;
  later: number | null;
}

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

  const pathOf = (groupId: GroupId) => `/api/v1/groups/${groupId}/messages`;
  const post = (by: TestPerson, groupId: GroupId, text: string, id = newId()) =>
    callAs<Message>(by, 'POST', pathOf(groupId), { id, text });
  const page = (by: TestPerson, groupId: GroupId, query = '') =>
    callAs<Page>(by, 'GET', pathOf(groupId) + query);

  test('[S1] what is written over HTTP and on a device has one order, on every device', async () => {
    const groupId = await makeGroup([ada, ben]);
    const device = new Device(ben);
    const group = device.group(groupId);
    expect(await post(ada, groupId, 'one')).toMatchObject({ seq: 1, author: ada.id, text: 'one' });
    await group.untilTexts('one');
    group.writer.post('two');
    await group.untilSent();
    expect((await post(ada, groupId, 'three')).seq).toBe(3);
    await group.untilTexts('one', 'two', 'three');
    expect(group.messages.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect((await page(ada, groupId)).messages.map(({ text }) => text)).toEqual(['one', 'two', 'three']);
    await device.close();
  });

  test('a message is written once, however often it is sent under its id', async () => {
    const groupId = await makeGroup([ada, ben]);
    const body = { id: newId(), text: 'once' };
    const answers = await Promise.all([1, 2, 3, 4].map(() => requestAs(ada, 'POST', pathOf(groupId), body)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 201]);
    for (const answer of answers) expect(await answer.json()).toMatchObject({ id: body.id, seq: 1 });
    // The id is another's now; nobody gets to see or to change what it names.
    expect((await requestAs(ben, 'POST', pathOf(groupId), { ...body, text: 'mine' })).status).toBe(409);
    expect((await page(ada, groupId)).messages.map(({ text }) => text)).toEqual(['once']);
  });

  test('edits, reactions and deletions reach devices, by the rights of their author', async () => {
    const groupId = await makeGroup([ada, ben]);
    const device = new Device(ben);
    const group = device.group(groupId);
    const { id } = await post(ada, groupId, 'frist');
    const path = `${pathOf(groupId)}/${id}`;
    expect((await requestAs(ben, 'PATCH', path, { text: 'mine' })).status).toBe(403);
    expect((await requestAs(ben, 'DELETE', path)).status).toBe(403);
    expect(await callAs(ada, 'PATCH', path, { text: 'first' })).toMatchObject({
      text: 'first',
      editCount: 1,
    });
    await group.untilTexts('first');
    const emoji = encodeURIComponent('👍');
    const liked = await callAs<Message>(ben, 'PUT', `${path}/reactions/${emoji}`);
    expect(liked.reactions).toEqual([{ emoji: '👍', people: [ben.id] }]);
    await device.until('the reaction', () => group.messages[0]!.reactions.length === 1);
    expect((await requestAs(ben, 'PUT', `${path}/reactions/no`)).status).toBe(400);
    expect((await callAs<Message>(ben, 'DELETE', `${path}/reactions/${emoji}`)).reactions).toEqual([]);
    const { edits } = await callAs<{ edits: { text: string }[] }>(ada, 'GET', `${path}/edits`);
    expect(edits.map(({ text }) => text)).toEqual(['first']);
    expect(await callAs(ada, 'DELETE', path)).toMatchObject({
      text: '',
      deletedAt: expect.any(String) as string,
    });
    await device.until('it is deleted', () => group.messages[0]!.deleted);
    expect((await requestAs(ada, 'PATCH', path, { text: 'again' })).status).toBe(409);
    expect((await requestAs(ada, 'DELETE', path)).status).toBe(200);
    await device.close();
  });

  test('pages lead through a group in both directions, each message once, and around a message', async () => {
    const groupId = await makeGroup([ada, ben]);
    for (let at = 1; at <= 7; at++) await post(ada, groupId, `no. ${at}`);
    const seqs = ({ messages }: Page) => messages.map(({ seq }) => seq);
    const newest = await page(ben, groupId, '?limit=3');
    expect([seqs(newest), newest.earlier, newest.later]).toEqual([[5, 6, 7], 5, null]);
    const middle = await page(ben, groupId, `?limit=3&before=${newest.earlier}`);
    expect([seqs(middle), middle.earlier, middle.later]).toEqual([[2, 3, 4], 2, 4]);
    const oldest = await page(ben, groupId, `?limit=3&before=${middle.earlier}`);
    expect([seqs(oldest), oldest.earlier, oldest.later]).toEqual([[1], null, 1]);
    const after = await page(ben, groupId, `?limit=4&after=${oldest.later}`);
    expect([seqs(after), after.later]).toEqual([[2, 3, 4, 5], 5]);
    const last = await page(ben, groupId, `?limit=4&after=${after.later}`);
    expect([seqs(last), last.later]).toEqual([[6, 7], null]);
    const around = await page(ben, groupId, `?limit=3&around=${middle.messages[1]!.id}`);
    expect([seqs(around), around.earlier, around.later]).toEqual([[2, 3, 4], 2, 4]);
    for (const query of ['?limit=201', '?limit=0', '?before=1&after=2', '?before=x', '?since=1'])
      expect([query, (await requestAs(ben, 'GET', pathOf(groupId) + query)).status]).toEqual([query, 400]);
    expect((await requestAs(ben, 'GET', `${pathOf(groupId)}?around=${newId()}`)).status).toBe(404);
  });

  test('what cannot be a message is refused with a sentence, and nothing is written', async () => {
    const groupId = await makeGroup([ada, ben]);
    const path = pathOf(groupId);
    for (const body of [
      {},
      { text: 1 },
      { text: '  ' },
      { text: 'x'.repeat(8_001) },
      { text: 'a\0b' },
      { text: 'a', by: ben.id },
      { text: 'a', id: 'short' },
      { text: 'a', replyTo: 7 },
      [],
    ]) {
      const answer = await requestAs(ada, 'POST', path, body);
      const { detail } = (await answer.json()) as { detail: string };
      expect([answer.status, detail.length > 5]).toEqual([400, true]);
    }
    expect((await requestAs(ada, 'POST', path, { text: 'x'.repeat(70_000) })).status).toBe(413);
    const headers = { cookie: ada.cookie, origin: ada.url, 'content-type': 'text/plain' };
    expect((await fetch(ada.url + path, { method: 'POST', headers, body: '{"text":"a"}' })).status).toBe(415);
    expect((await page(ada, groupId)).messages).toEqual([]);
  });

  test('an archived group takes nothing, and who left is told no more than a stranger', async () => {
    const groupId = await makeGroup([ada, ben]);
    const { id } = await post(ben, groupId, 'before');
    await callAs(ben, 'DELETE', `/api/v1/groups/${groupId}/members/me`);
    for (const [method, path, body] of [
      ['GET', '', undefined],
      ['POST', '', { text: 'after' }],
      ['PATCH', `/${id}`, { text: 'after' }],
      ['DELETE', `/${id}`, undefined],
    ] as const) {
      const answers = await Promise.all(
        [ben, cai].map((person) => requestAs(person, method, pathOf(groupId) + path, body)),
      );
      const heard = await Promise.all(answers.map(async (one) => withoutId(await one.json())));
      expect([method, answers[0]!.status, heard[0]]).toEqual([method, 404, heard[1]]);
    }
    await callAs(ada, 'PATCH', `/api/v1/groups/${groupId}`, { archived: true });
    expect((await requestAs(ada, 'POST', pathOf(groupId), { text: 'after' })).status).toBe(409);
  });

  test('[S6] [S8] a read position goes forward only, is on all devices, and lowers what is unread', async () => {
    const groupId = await makeGroup([ada, ben]);
    for (const text of ['one', 'two', 'three']) await post(ada, groupId, text);
    const path = `/api/v1/groups/${groupId}`;
    const unread = async () => {
      type Listed = { groups: { id: string; unread: number }[] };
      const { groups } = await callAs<Listed>(ben, 'GET', '/api/v1/groups');
      return groups.find(({ id }) => id === groupId)?.unread;
    };
    expect(await unread()).toBe(3);
    const device = new Device(ben);
    const own = device.open(userDocument(ben.id));
    expect(await callAs(ben, 'PUT', `${path}/read-position`, { seq: 2 })).toEqual({ seq: 2, lastSeq: 3 });
    await device.until('the device knows', () => readPosition(own.doc, groupId) === 2);
    expect(await unread()).toBe(1);
    expect(await callAs(ben, 'PUT', `${path}/read-position`, { seq: 1 })).toEqual({ seq: 2, lastSeq: 3 });
    expect(await callAs(ben, 'PUT', `${path}/read-position`, { seq: 99 })).toEqual({ seq: 3, lastSeq: 3 });
    await Promise.all([1, 2, 3, 3].map((seq) => callAs(ben, 'PUT', `${path}/read-position`, { seq })));
    expect(await callAs(ben, 'GET', `${path}/read-position`)).toEqual({ seq: 3, lastSeq: 3 });
    await device.until('the device knows', () => readPosition(own.doc, groupId) === 3);
    await device.close();
  });

  test('groups are listed with their members, last message and unread count, latest first', async () => {
    const [first, second] = [await makeGroup([cai, ben], 'First'), await makeGroup([cai], 'Second')];
    await post(ben, first, 'older');
    await post(cai, second, 'newer');
    type Listed = {
      groups: { id: string; members: number; unread: number; lastMessage: { text: string } }[];
    };
    const { groups } = await callAs<Listed>(cai, 'GET', '/api/v1/groups');
    const told = groups.map(({ id, members, unread, lastMessage }) => [
      id,
      members,
      unread,
      lastMessage.text,
    ]);
    expect(told).toEqual([
      [second, 1, 1, 'newer'],
      [first, 2, 1, 'older'],
    ]);
  });

  test('search finds words in groups of the person only, newest first, as messages read now', async () => {
    const [mine, theirs] = [await makeGroup([ada, ben]), await makeGroup([cai])];
    await post(cai, theirs, 'the barometer falls');
    const edited = await post(ada, mine, 'the barometer rises');
    const deleted = await post(ada, mine, 'a barometer to forget');
    for (const text of ['Barometer two', 'barometer three']) await post(ben, mine, text);
    await callAs(ada, 'PATCH', `${pathOf(mine)}/${edited.id}`, { text: 'the thermometer rises' });
    await callAs(ada, 'DELETE', `${pathOf(mine)}/${deleted.id}`);
    type Found = { hits: { text: string; groupId: string }[]; next: string | null };
    const find = (query: string) => callAs<Found>(ada, 'GET', `/api/v1/search?q=${query}`);
    const { hits, next } = await find('barometer');
    expect([hits.map(({ text }) => text), next]).toEqual([['barometer three', 'Barometer two'], null]);
    expect((await find('thermometer')).hits).toHaveLength(1);
    expect((await find(`barometer&group=${theirs}`)).hits).toEqual([]);
    const first = await find('barometer&limit=1');
    const second = await find(`barometer&limit=1&before=${first.next}`);
    expect([...first.hits, ...second.hits]).toEqual(hits);
    expect(second.next).toBeNull();
    expect((await requestAs(ada, 'GET', '/api/v1/search?q=a&before=invented')).status).toBe(400);
    expect((await requestAs(ada, 'GET', '/api/v1/search?q=')).status).toBe(400);
  });

  test('documents and tables say the same of all of it', async () => {
    const { differences, rows } = await on.look((database) => verify(database, { repair: false }));
    expect(rows).toBeGreaterThan(20);
    expect(differences).toEqual([]);
  });
});

const withoutId = (problem: unknown): unknown => ({ ...(problem as object), id: '' });
