/** Groups of every kind, over HTTP and sync, as a hand-made client meets them too. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { directConversationId } from '#domain/direct-conversation.ts';
import { headDocument, inboxDocument } from '#domain/document-names.ts';
import type { GroupId, UserId } from '#domain/ids.ts';
import { inboxPeople, readHead, readInbox, readPeople } from '#domain/server-documents.ts';
import { newId } from '#client/random.ts';
import { DATABASES, startServerOn, type ServerOnDatabase } from '../support/databases.ts';
import { makeGroup } from '../support/device.ts';
import { Devices } from '../support/devices.ts';
import { callAs, foundOrganisation, join, type TestPerson } from '../support/people.ts';

describe.each(DATABASES)('on the %s database', (kind) => {
  let on: ServerOnDatabase;
  let ada: TestPerson;
  let ben: TestPerson;
  let cai: TestPerson;
  let guest: TestPerson;
  const devices = new Devices();
  const device = (person: TestPerson) => devices.open(person);

  beforeAll(async () => {
    on = await startServerOn(kind);
    ada = await foundOrganisation(on.server.url);
    ben = await join(ada, 'ben');
    cai = await join(ada, 'cai');
    guest = await join(ada, 'guest');
    await on.look((database) =>
      database.pool.query(`update users set role = 'guest' where id = $1`, [guest.id]),
    );
    // The embedded database was taken from the server, which came back under another address.
    const { url } = on.server;
    [ada, ben, cai, guest] = [ada, ben, cai, guest].map((person) => ({ ...person, url })) as [
      TestPerson,
      TestPerson,
      TestPerson,
      TestPerson,
    ];
  });
  afterAll(async () => {
    await devices.close();
    await on?.stop();
  });

  const create = (person: TestPerson, body: object) =>
    callAs<{ id: GroupId }>(person, 'POST', '/api/v1/groups', { name: '', members: [], ...body });

  const idOf = (a: TestPerson, b: TestPerson) => directConversationId(a.id, b.id)!;

  describe('[S23] a direct conversation', () => {
    test('that both make at once is one, and both write in it', async () => {
      const id = idOf(ada, ben);
      const [a, b] = [device(ada), device(ben)];
      const answers = await Promise.all([
        create(ada, { id, kind: 'direct', members: [ben.id] }),
        create(ben, { id, kind: 'direct', members: [ada.id] }),
        create(ben, { id, kind: 'direct', members: [ada.id] }),
      ]);
      expect(answers.map((answer) => answer.id)).toEqual([id, id, id]);
      const [ag, bg] = [a.group(id), b.group(id)];
      ag.writer.post('from ada');
      await ag.untilSent();
      await bg.untilTexts('from ada');
      bg.writer.post('from ben');
      await bg.untilSent();
      await ag.untilTexts('from ada', 'from ben');
    });

    test('[S28] cannot be taken by somebody else, nor under another id', async () => {
      const id = idOf(ada, cai);
      for (const members of [[ada.id], [cai.id], [ada.id, cai.id]])
        await expect(create(ben, { id, kind: 'direct', members })).rejects.toThrow(/wrong-id/);
      await expect(create(ben, { id, name: 'Taken', members: [] })).rejects.toThrow(/wrong-id/);
      await expect(create(ada, { id: newId(), kind: 'direct', members: [cai.id] })).rejects.toThrow(
        /wrong-id/,
      );
      await expect(create(ada, { id, kind: 'direct', members: [cai.id] })).resolves.toEqual({ id });
    });

    test('is not left, renamed, archived, joined or added to', async () => {
      const id = idOf(ben, cai);
      await create(ben, { id, kind: 'direct', members: [cai.id] });
      const path = `/api/v1/groups/${id}`;
      await expect(callAs(ben, 'DELETE', `${path}/members/me`)).rejects.toThrow('403');
      await expect(callAs(ben, 'DELETE', `${path}/members/${cai.id}`)).rejects.toThrow('403');
      await expect(callAs(ben, 'PATCH', path, { name: 'Mine' })).rejects.toThrow('403');
      await expect(callAs(ben, 'PATCH', path, { archived: true })).rejects.toThrow('403');
      await expect(callAs(ben, 'POST', `${path}/members`, { members: [ada.id] })).rejects.toThrow('403');
      await expect(callAs(ada, 'PUT', `${path}/members/me`)).rejects.toThrow('404');
      await expect(callAs(ada, 'GET', path, null)).rejects.toThrow();
    });
  });

  test('[S22] a group is made once, however often it is asked for, and not by others under its id', async () => {
    const id = newId<GroupId>();
    const wish = { id, name: 'Ford team', members: [ben.id] };
    await Promise.all([create(ada, wish), create(ada, wish), create(ada, wish)]);
    await expect(create(ben, wish)).rejects.toThrow(/id-taken/);
    await callAs(ada, 'PATCH', `/api/v1/groups/${id}/members/${ben.id}`, { role: 'admin' });
    await callAs(ada, 'DELETE', `/api/v1/groups/${id}/members/me`);
    await expect(create(ada, wish)).rejects.toThrow(/"left"/);
  });

  test('a conversation of several has no name, one of nobody needs one', async () => {
    const id = newId<GroupId>();
    await create(ada, { id, members: [ben.id, cai.id] });
    const a = device(ada);
    const head = a.open(headDocument(id));
    await a.until('the head', () => readHead(head.doc)?.members.size === 3);
    expect(readHead(head.doc)).toMatchObject({ name: '', kind: 'group', history: 'all' });
    const path = '/api/v1/organisation/groups?limit=200';
    const listed = await callAs<{ groups: { id: GroupId; name: string }[] }>(ada, 'GET', path);
    expect(listed.groups.find((group) => group.id === id)?.name).toBe('ada, ben, cai');
    await expect(create(ada, { id: newId(), members: [] })).rejects.toThrow(/needs-name/);
    await expect(create(ada, { id: newId(), kind: 'channel', members: [] })).rejects.toThrow(/needs-name/);
    await expect(create(ada, { id: newId(), name: 'x', members: [newId<UserId>()] })).rejects.toThrow(
      /unknown-member/,
    );
  });

  test('[S21] who joins a "from joining" group reads what follows, and who was there reads all', async () => {
    const id = newId<GroupId>();
    await create(ada, { id, name: 'Closed past', history: 'joined', members: [ben.id] });
    const [a, b, c] = [device(ada), device(ben), device(cai)];
    const before = a.group(id);
    before.writer.post('before cai');
    await before.untilSent();
    await callAs(ada, 'POST', `/api/v1/groups/${id}/members`, { members: [cai.id, ben.id] });
    const inbox = c.open(inboxDocument(cai.id));
    await c.until('the group', () => readInbox(inbox.doc).has(id));
    expect(readInbox(inbox.doc).get(id)).toEqual({ role: 'member', firstVolume: 2, joinedSeq: 1 });

    const since = c.group(id, 2);
    since.writer.post('hello from cai');
    await since.untilSent();
    c.group(id, 1);
    await c.until('the first volume is denied', () => c.denied.has(`group/${id}/1`));
    const answer = await fetch(`${cai.url}/api/v1/groups/${id}/volumes/1`, {
      headers: { cookie: cai.cookie },
    });
    expect(answer.status).toBe(404);
    // What was written in the old volume meanwhile is carried to where cai can read it.
    before.writer.post('late');
    await since.untilTexts('hello from cai', 'late');
    const [old, next] = [b.group(id, 1), b.group(id, 2)];
    await old.untilTexts('before cai');
    await next.untilTexts('hello from cai', 'late');
    // Who is added when nothing was said since needs no volume of their own; with all of the past, none at all.
    await callAs(ada, 'PATCH', `/api/v1/groups/${id}`, { history: 'all' });
    await callAs(ada, 'DELETE', `/api/v1/groups/${id}/members/${cai.id}`);
    await callAs(ada, 'POST', `/api/v1/groups/${id}/members`, { members: [cai.id] });
    await c.until('all of it', () => readInbox(inbox.doc).get(id)?.firstVolume === 1);
  });

  test('a channel is listed and joined by everybody but guests', async () => {
    const id = newId<GroupId>();
    await create(ada, { id, kind: 'channel', name: 'News', description: 'For all', members: [] });
    const channels = async (person: TestPerson) => {
      const answer = await fetch(`${person.url}/api/v1/channels`, { headers: { cookie: person.cookie } });
      return ((await answer.json()) as { channels: { id: GroupId }[] }).channels;
    };
    expect((await channels(ben)).find((one) => one.id === id)).toEqual({
      ...{ id, name: 'News', description: 'For all', history: 'all', members: 1, isMember: false },
    });
    await callAs(ben, 'PUT', `/api/v1/groups/${id}/members/me`);
    await callAs(ben, 'PUT', `/api/v1/groups/${id}/members/me`);
    expect((await channels(ben)).find((one) => one.id === id)).toMatchObject({ members: 2, isMember: true });
    expect(await channels(guest)).toEqual([]);
    await expect(callAs(guest, 'PUT', `/api/v1/groups/${id}/members/me`)).rejects.toThrow('404');
    const group = await makeGroup([ada]);
    await expect(callAs(ben, 'PUT', `/api/v1/groups/${group}/members/me`)).rejects.toThrow('404');
    await callAs(ada, 'PATCH', `/api/v1/groups/${id}`, { archived: true });
    expect((await channels(cai)).find((one) => one.id === id)).toBeUndefined();
    await expect(callAs(cai, 'PUT', `/api/v1/groups/${id}/members/me`)).rejects.toThrow('409');
  });

  test('[S28] only admins change a group, and nobody from outside', async () => {
    const id = await makeGroup([ada, ben]);
    const path = `/api/v1/groups/${id}`;
    for (const change of [
      { name: 'Mine' },
      { description: 'x' },
      { history: 'joined' },
      { archived: true },
    ]) {
      await expect(callAs(ben, 'PATCH', path, change)).rejects.toThrow('403');
      await expect(callAs(cai, 'PATCH', path, change)).rejects.toThrow('404');
    }
    await expect(callAs(ben, 'POST', `${path}/members`, { members: [cai.id] })).rejects.toThrow('403');
    await expect(callAs(cai, 'POST', `${path}/members`, { members: [cai.id] })).rejects.toThrow('404');
    await expect(callAs(ada, 'POST', `${path}/members`, { members: [newId()] })).rejects.toThrow('422');
    await expect(callAs(ada, 'PATCH', path, { owner: true })).rejects.toThrow('400');
    await expect(callAs(ada, 'PATCH', `${path}/members/${ada.id}`, { role: 'member' })).rejects.toThrow(
      '409',
    );
    await callAs(ada, 'PATCH', path, { name: '  New   name ', description: 'Why' });
    const a = device(ada);
    const head = a.open(headDocument(id));
    await a.until('the new name', () => readHead(head.doc)?.name === 'New name');
  });

  test('what is done to a group stands in the audit log, what changes nothing does not, nor who talks to whom', async () => {
    const id = newId<GroupId>();
    const path = `/api/v1/groups/${id}`;
    await create(ben, { id, kind: 'channel', name: 'Logged', members: [] });
    await create(ben, { id, kind: 'channel', name: 'Logged', members: [] });
    for (const _twice of [1, 2]) await callAs(cai, 'PUT', `${path}/members/me`);
    for (const _twice of [1, 2]) await callAs(ben, 'PATCH', path, { description: 'Why', archived: true });
    await callAs(ben, 'PATCH', path, { archived: false });
    await callAs(ben, 'PATCH', `${path}/members/${cai.id}`, { role: 'admin' });
    await callAs(cai, 'DELETE', `${path}/members/${ben.id}`);
    await create(ben, { id: idOf(ben, cai), kind: 'direct', members: [cai.id] });

    type Entry = { action: string; actor: { id: UserId }; target: { id: string } | null; detail: object };
    const log = await callAs<{ entries: Entry[] }>(ada, 'GET', '/api/v1/audit?limit=200');
    const ofGroup = log.entries.filter(({ target }) => target?.id === id).reverse();
    expect(ofGroup.map(({ action, actor, detail }) => [action, actor.id, detail])).toEqual([
      ['group.created', ben.id, { kind: 'channel', members: [] }],
      ['group.member-added', cai.id, { members: [cai.id] }],
      ['group.changed', ben.id, { changed: ['description'] }],
      ['group.archived', ben.id, {}],
      ['group.reopened', ben.id, {}],
      ['group.member-changed', ben.id, { member: cai.id, role: 'admin' }],
      ['group.member-removed', cai.id, { members: [ben.id] }],
    ]);
    expect(log.entries.some(({ target }) => target?.id.startsWith('dm-'))).toBe(false);
  });

  test('[S28] a guest reads no directory, but knows the people of their groups', async () => {
    const id = await makeGroup([ada, guest, ben]);
    const g = device(guest);
    g.open('directory');
    await g.until('the directory is denied', () => g.denied.has('directory'));
    const inbox = g.open(inboxDocument(guest.id));
    const known = () => [...readPeople(inboxPeople(inbox.doc)).values()].map(({ name }) => name).sort();
    await g.until('the people', () => known().join() === 'ada,ben,guest');
    await callAs(ada, 'POST', `/api/v1/groups/${id}/members`, { members: [cai.id] });
    await g.until('cai', () => known().join() === 'ada,ben,cai,guest');
    await callAs(ada, 'DELETE', `/api/v1/groups/${id}/members/${ben.id}`);
    await g.until('ben is gone', () => known().join() === 'ada,cai,guest');

    const dora = await join(ada, 'dora');
    const d = device(dora);
    const directory = d.open('directory');
    await d.until('the directory', () => directory.isSynced);
    await callAs(ada, 'PATCH', `/api/v1/people/${dora.id}`, { role: 'guest' });
    await d.until('it is taken from who becomes a guest', () => d.denied.has('directory'));

    await expect(create(guest, { id: newId(), name: 'Mine', members: [ada.id] })).rejects.toThrow('403');
    const toBen = { id: directConversationId(guest.id, ben.id)!, kind: 'direct', members: [ben.id] };
    await expect(create(guest, toBen)).rejects.toThrow(/unknown-member/);
    const toCai = { id: directConversationId(guest.id, cai.id)!, kind: 'direct', members: [cai.id] };
    await expect(create(guest, toCai)).resolves.toEqual({ id: toCai.id });
  });
});
