/** Invites that lead into groups, and groups that get an admin from outside: who may, then and later. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { headDocument, inboxDocument } from '#domain/document-names.ts';
import type { GroupId } from '#domain/ids.ts';
import { readHead, readInbox } from '#domain/server-documents.ts';
import { newId } from '#client/random.ts';
import { DATABASES, startServerOn, type ServerOnDatabase } from '../support/databases.ts';
import { makeGroup } from '../support/device.ts';
import { Devices } from '../support/devices.ts';
import { callAs, foundOrganisation, join, joinBy, requestAs, type TestPerson } from '../support/people.ts';

interface Invite {
  id: string;
  url: string;
  role: string;
}

describe.each(DATABASES)('on the %s database', (kind) => {
  let on: ServerOnDatabase;
  let ada: TestPerson;
  let ben: TestPerson;
  let cai: TestPerson;
  const devices = new Devices();
  const device = (person: TestPerson) => devices.open(person);

  beforeAll(async () => {
    on = await startServerOn(kind);
    ada = await foundOrganisation(on.server.url);
    ben = await join(ada, 'ben');
    cai = await join(ada, 'cai');
  });
  afterAll(async () => {
    await devices.close();
    await on?.stop();
  });

  const invite = (by: TestPerson, body: object) => callAs<Invite>(by, 'POST', '/api/v1/invites', body);
  const statusOf = async (by: TestPerson, body: object) =>
    (await requestAs(by, 'POST', '/api/v1/invites', body)).status;
  const pageOf = async ({ url }: Invite) => (await (await fetch(url)).text()).replace(/\s+/g, ' ');
  const membersOf = async (id: GroupId, by: TestPerson) =>
    (await callAs<{ members: { id: string }[] }>(by, 'GET', `/api/v1/groups/${id}/members`)).members.map(
      (member) => member.id,
    );

  describe('an invite into groups', () => {
    test('is made by their admins, by administrators into channels, and by nobody else', async () => {
      const [ofAda, ofBen] = [await makeGroup([ada, ben]), await makeGroup([ben, ada])];
      const channel = newId<GroupId>();
      await callAs(ben, 'POST', '/api/v1/groups', {
        id: channel,
        kind: 'channel',
        name: 'News',
        members: [],
      });
      expect((await invite(ada, { groups: [ofAda, channel] })).role).toBe('member');
      expect((await invite(ben, { groups: [ofBen] })).role).toBe('guest');
      expect(await statusOf(ben, { groups: [ofBen], role: 'member' })).toBe(403);
      expect(await statusOf(ben, { groups: [ofAda] })).toBe(422);
      expect(await statusOf(ben, { groups: [ofBen, ofAda] })).toBe(422);
      expect(await statusOf(cai, { groups: [ofBen] })).toBe(422);
      expect(await statusOf(cai, { groups: [channel] })).toBe(422);
      expect(await statusOf(ben, { groups: [newId()] })).toBe(422);
      expect(await statusOf(ben, { groups: [] })).toBe(404);
      for (const groups of ['x', ['x'], [1], Array.from({ length: 21 }, () => newId())])
        expect(await statusOf(ada, { groups })).toBe(400);
      await callAs(ben, 'PATCH', `/api/v1/groups/${ofBen}`, { archived: true });
      expect(await statusOf(ben, { groups: [ofBen] })).toBe(409);
      await callAs(ada, 'PATCH', '/api/v1/settings', { signUp: 'closed' });
      expect(await statusOf(ada, { groups: [ofAda] })).toBe(409);
      await callAs(ada, 'PATCH', '/api/v1/settings', { signUp: 'invite' });
    });

    test('puts who joins into them at once, says so to everybody, and is listed with them', async () => {
      const id = await makeGroup([ben, cai], 'Ridge team');
      const made = await invite(ben, { groups: [id], uses: 1 });
      expect(await pageOf(made)).toMatch(/ben invites you.*Ridge team/);
      const c = device(cai);
      const head = c.open(headDocument(id));
      const guest = await joinBy(made.url, `guest-${kind}`);
      const g = device(guest);
      const inbox = g.open(inboxDocument(guest.id));
      await g.until('the group is in the inbox', () => readInbox(inbox.doc).has(id));
      await c.until('the head names them', () => readHead(head.doc)?.members.has(guest.id) ?? false);
      const group = g.group(id);
      group.writer.post('hello');
      await group.untilSent();
      expect(group.volume.events.toArray().at(-1)).toMatchObject({ what: 'joined', by: guest.id });

      type Listed = { invites: { id: string; groups: object[] }[] };
      const { invites } = await callAs<Listed>(ada, 'GET', '/api/v1/invites');
      expect(invites.find((one) => one.id === made.id)?.groups).toEqual([{ id, name: 'Ridge team' }]);
      type Log = { entries: { action: string; actor: { id: string }; target: { id: string } }[] };
      const { entries } = await callAs<Log>(ada, 'GET', '/api/v1/audit?action=group.member-added');
      expect(entries[0]).toMatchObject({ actor: { id: guest.id }, target: { id } });
    });

    test('lets in without those whose admin its maker is no longer, or that are archived, and says that', async () => {
      const [kept, lost, archived] = [
        await makeGroup([ben, cai], 'Kept'),
        await makeGroup([ben, cai], 'Lost'),
        await makeGroup([ben, cai], 'Archived'),
      ];
      const made = await invite(ben, { groups: [kept, lost, archived] });
      await callAs(ben, 'PATCH', `/api/v1/groups/${lost}/members/${cai.id}`, { role: 'admin' });
      await callAs(ben, 'PATCH', `/api/v1/groups/${lost}/members/${ben.id}`, { role: 'member' });
      await callAs(ben, 'PATCH', `/api/v1/groups/${archived}`, { archived: true });
      const page = await pageOf(made);
      expect(page).toContain('Kept');
      expect(page).toMatch(/2 groups that take nobody by it any more/);
      expect(page).not.toMatch(/Lost|Archived/);
      const guest = await joinBy(made.url, `late-${kind}`);
      expect(await membersOf(kept, ben)).toContain(guest.id);
      expect(await membersOf(lost, ben)).not.toContain(guest.id);
      expect(await membersOf(archived, ben)).not.toContain(guest.id);
    });

    test('is withdrawn by who made it or an administrator, and to others it is not there', async () => {
      const id = await makeGroup([ben, cai]);
      const [one, other] = [await invite(ben, { groups: [id] }), await invite(ben, { groups: [id] })];
      const withdraw = async (by: TestPerson, { id }: Invite) =>
        (await requestAs(by, 'DELETE', `/api/v1/invites/${id}`)).status;
      expect(await withdraw(cai, one)).toBe(404);
      expect(await pageOf(one)).toContain('invites you');
      expect(await withdraw(ben, one)).toBe(200);
      expect(await withdraw(ada, other)).toBe(200);
      for (const made of [one, other]) expect(await pageOf(made)).toContain('withdrawn');
    });

    test('that many use at once counts each', async () => {
      const id = await makeGroup([ben]);
      const made = await invite(ben, { groups: [id], uses: 3 });
      const names = Array.from({ length: 5 }, (_, at) => `crowd${at}-${kind}`);
      const outcomes = await Promise.allSettled(names.map((name) => joinBy(made.url, name)));
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
      expect(await membersOf(id, ben)).toHaveLength(4);
    });
  });

  describe('a group without an active admin', () => {
    const appoint = async (by: TestPerson, id: string, userId: string) =>
      (await requestAs(by, 'PUT', `/api/v1/organisation/groups/${id}/admins/${userId}`)).status;

    test('gets one of its members, whom an administrator appoints and who is told; the administrator reads nothing', async () => {
      const dora = await join(ada, `dora-${kind}`);
      const id = await makeGroup([dora, ben, cai], 'Orphans');
      expect(await appoint(ada, id, ben.id)).toBe(409);
      await callAs(ada, 'PATCH', `/api/v1/people/${dora.id}`, { active: false });
      type Groups = { groups: { id: string; admins: number }[] };
      const { groups } = await callAs<Groups>(ada, 'GET', '/api/v1/organisation/groups?limit=200');
      expect(groups.find((group) => group.id === id)?.admins).toBe(0);
      expect(await callAs(ada, 'GET', `/api/v1/organisation/groups/${id}/members`)).toEqual({
        members: [
          { id: ben.id, name: 'ben', role: 'member', active: true },
          { id: cai.id, name: 'cai', role: 'member', active: true },
          { id: dora.id, name: dora.name, role: 'admin', active: false },
        ],
      });
      // Nobody from outside, not even themselves; nobody who is not active; and nobody but administrators.
      expect(await appoint(ada, id, ada.id)).toBe(422);
      expect(await appoint(ada, id, dora.id)).toBe(422);
      expect(await appoint(ben, id, ben.id)).toBe(404);
      expect(await appoint(ada, newId(), ben.id)).toBe(404);
      expect(await appoint(ada, 'x', ben.id)).toBe(404);
      const b = device(ben);
      const [group, inbox] = [b.group(id), b.open(inboxDocument(ben.id))];
      expect(await appoint(ada, id, ben.id)).toBe(200);
      expect(await appoint(ada, id, cai.id)).toBe(409);
      await b.until('the inbox says it', () => readInbox(inbox.doc).get(id)?.role === 'admin');
      await b.until('the group says it', () => group.volume.events.toArray().at(-1)?.what === 'made-admin');
      await callAs(ben, 'PATCH', `/api/v1/groups/${id}`, { name: 'Found' });

      const a = device(ada);
      for (const name of [headDocument(id), `group/${id}/1`]) a.open(name);
      await a.until('both are denied', () => a.denied.size === 2);
      expect((await requestAs(ada, 'GET', `/api/v1/groups/${id}/messages`)).status).toBe(404);
      type Log = { entries: { actor: { id: string }; target: { id: string }; detail: object }[] };
      const { entries } = await callAs<Log>(ada, 'GET', '/api/v1/audit?action=group.admin-appointed');
      expect(entries).toMatchObject([{ actor: { id: ada.id }, target: { id }, detail: { member: ben.id } }]);
    });

    test('is not left behind by an admin who goes while another one is deactivated', async () => {
      const eli = await join(ada, `eli-${kind}`);
      const id = await makeGroup([eli, ben, cai]);
      await callAs(eli, 'PATCH', `/api/v1/groups/${id}/members/${ben.id}`, { role: 'admin' });
      await callAs(ada, 'PATCH', `/api/v1/people/${eli.id}`, { active: false });
      const path = `/api/v1/groups/${id}/members`;
      expect((await requestAs(ben, 'PATCH', `${path}/${ben.id}`, { role: 'member' })).status).toBe(409);
      await callAs(ben, 'DELETE', `${path}/me`);
      await callAs(cai, 'PATCH', `/api/v1/groups/${id}`, { name: 'Mine now' });
    });
  });
});
