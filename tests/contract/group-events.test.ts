/** What happens to a group stands between its messages, for those who may read there. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { directConversationId } from '#domain/direct-conversation.ts';
import { EVENT_PEOPLE_MAX, readEvents, type GroupEvent } from '#domain/group-events.ts';
import type { GroupId, UserId } from '#domain/ids.ts';
import { newId } from '#client/random.ts';
import { DATABASES, startServerOn, type ServerOnDatabase } from '../support/databases.ts';
import { type Device, makeGroup, type DeviceGroup } from '../support/device.ts';
import { Devices } from '../support/devices.ts';
import { callAs, foundOrganisation, join, requestAs, type TestPerson } from '../support/people.ts';

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

  const eventsOf = ({ volume }: DeviceGroup) => readEvents(volume.events);
  const untilEvents = (of: Device, group: DeviceGroup, count: number) =>
    of.until(`there are ${count} events`, () => eventsOf(group).length === count);
  const facts = ({ what, by, people, name, after }: GroupEvent) => [what, by, people, name, after];

  test('each change of a group is one event, in its place among the messages', async () => {
    const id = await makeGroup([ada, ben], 'Ridge team');
    const path = `/api/v1/groups/${id}`;
    const [a, b] = [device(ada), device(ben)];
    const [group, seen] = [a.group(id), b.group(id)];
    group.writer.post('one');
    await group.untilSent();
    await callAs(ada, 'POST', `${path}/members`, { members: [cai.id] });
    await callAs(ada, 'PATCH', path, { name: 'Ridge', description: 'Up there' });
    await callAs(ada, 'PATCH', `${path}/members/${ben.id}`, { role: 'admin' });
    group.writer.post('two');
    await group.untilSent();
    await callAs(ada, 'PATCH', `${path}/members/${ben.id}`, { role: 'member' });
    await callAs(ada, 'DELETE', `${path}/members/${cai.id}`);
    await callAs(ada, 'PATCH', path, { archived: true });
    await callAs(ada, 'PATCH', path, { archived: false });
    await callAs(ada, 'PATCH', path, { history: 'joined' });
    await callAs(ada, 'DELETE', `${path}/members/me`);

    await untilEvents(b, seen, 12);
    expect(eventsOf(seen).map(facts)).toEqual([
      ['created', ada.id, [ben.id], undefined, 0],
      ['added', ada.id, [cai.id], undefined, 1],
      ['renamed', ada.id, undefined, 'Ridge', 1],
      ['described', ada.id, undefined, undefined, 1],
      ['made-admin', ada.id, [ben.id], undefined, 1],
      ['made-member', ada.id, [ben.id], undefined, 2],
      ['removed', ada.id, [cai.id], undefined, 2],
      ['archived', ada.id, undefined, undefined, 2],
      ['reopened', ada.id, undefined, undefined, 2],
      ['closed-history', ada.id, undefined, undefined, 2],
      ['left', ada.id, undefined, undefined, 2],
      ['became-admin', ben.id, undefined, undefined, 2],
    ]);
    const times = eventsOf(seen).map(({ at }) => at);
    expect(times).toEqual([...times].sort((one, other) => one - other));
    expect(seen.texts).toEqual(['one', 'two']);
  });

  test('what changes nothing, or is refused, is no event; nor is anything of a direct conversation', async () => {
    const id = newId<GroupId>();
    const path = `/api/v1/groups/${id}`;
    const channel = { id, kind: 'channel', name: 'News', members: [] };
    for (const _twice of [1, 2]) await callAs(ada, 'POST', '/api/v1/groups', channel);
    for (const _twice of [1, 2]) await callAs(ben, 'PUT', `${path}/members/me`);
    for (const _twice of [1, 2]) await callAs(ada, 'POST', `${path}/members`, { members: [cai.id, ben.id] });
    await callAs(ada, 'PATCH', path, { name: 'News', archived: false });
    await callAs(ada, 'PATCH', `${path}/members/${ben.id}`, { role: 'member' });
    expect((await requestAs(ben, 'PATCH', path, { name: 'Mine' })).status).toBe(403);
    const a = device(ada);
    const group = a.group(id);
    group.writer.post('hello');
    await group.untilSent();
    expect(eventsOf(group).map(({ what, by }) => [what, by])).toEqual([
      ['created', ada.id],
      ['joined', ben.id],
      ['added', ada.id],
    ]);

    const direct = directConversationId(ada.id, ben.id)!;
    await callAs(ada, 'POST', '/api/v1/groups', { id: direct, kind: 'direct', name: '', members: [ben.id] });
    const between = a.group(direct);
    between.writer.post('hello');
    await between.untilSent();
    expect(eventsOf(between)).toEqual([]);
  });

  test('an administrator who archives a group that they are not in is named, and reads nothing of it', async () => {
    const id = await makeGroup([ben, cai]);
    await callAs(ada, 'PATCH', `/api/v1/organisation/groups/${id}`, { archived: true });
    const b = device(ben);
    const group = b.group(id);
    await untilEvents(b, group, 2);
    expect(facts(eventsOf(group)[1]!)).toEqual(['archived', ada.id, undefined, undefined, 0]);
    const a = device(ada);
    a.group(id);
    await a.until('it is denied', () => a.denied.has(`group/${id}/1`));
  });

  test('[S21] who sees only what follows their joining finds nothing there of what happened before', async () => {
    const id = newId<GroupId>();
    const wish = { id, name: 'Old name', history: 'joined', members: [ben.id] };
    await callAs(ada, 'POST', '/api/v1/groups', wish);
    await callAs(ada, 'PATCH', `/api/v1/groups/${id}`, { name: 'New name' });
    await callAs(ada, 'POST', `/api/v1/groups/${id}/members`, { members: [cai.id] });
    // Nothing was said, but something had happened: what follows stands in a volume of its own.
    const c = device(cai);
    const since = c.group(id, 2);
    await untilEvents(c, since, 1);
    expect(eventsOf(since).map(facts)).toEqual([['added', ada.id, [cai.id], undefined, 0]]);
    c.group(id, 1);
    await c.until('the volume before is denied', () => c.denied.has(`group/${id}/1`));
    // That people came is no past that would need another one.
    const dora = await join(ada, `dora-${kind}`);
    await callAs(ada, 'POST', `/api/v1/groups/${id}/members`, { members: [dora.id] });
    await untilEvents(c, since, 2);
  });

  test('of a crowd it names some and counts the rest', async () => {
    const crowd = await on.look(async ({ pool }) => {
      const { rows } = await pool.query<{ id: UserId }>(
        `insert into users (id, name, email, username, display_username)
         select 'crowd-person-' || lpad(n::text, 3, '0'), 'Crowd', n || '@crowd.invalid', 'crowd' || n, 'crowd' || n
         from generate_series(1, 30) n returning id`,
      );
      return rows.map((row) => row.id);
    });
    const id = await makeGroup([ada]);
    await callAs(ada, 'POST', `/api/v1/groups/${id}/members`, { members: crowd });
    const a = device(ada);
    const group = a.group(id);
    await untilEvents(a, group, 2);
    const [, added] = eventsOf(group);
    expect([added?.people?.length, added?.others]).toEqual([EVENT_PEOPLE_MAX, 30 - EVENT_PEOPLE_MAX]);
  });
});
