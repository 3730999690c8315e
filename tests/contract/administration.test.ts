/** People, invites, settings, lists and the audit log, asked for over HTTP on both databases. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DATABASES, startServerOn, type ServerOnDatabase } from '../support/databases.ts';
import {
  callAs,
  foundOrganisation,
  join,
  requestAs,
  signInAgain,
  type TestPerson,
} from '../support/people.ts';
import { newId } from '#client/random.ts';
import { Device, makeGroup } from '../support/device.ts';

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

  const importAs = (person: TestPerson, text: string | Buffer, run: boolean) =>
    callAs<Record<'create' | 'created' | 'change' | 'refused', { line: number; sentence: string }[]>>(
      person,
      'POST',
      '/api/v1/imports',
      { file: Buffer.from(text).toString('base64'), run },
    );

  test('to a member there is nothing at any address of the administration', async () => {
    const paths = [
      ['POST', '/api/v1/people'],
      ['PATCH', `/api/v1/people/${ada.id}`],
      ['GET', '/api/v1/invites'],
      ['POST', '/api/v1/invites'],
      ['GET', '/api/v1/settings'],
      ['PATCH', '/api/v1/settings'],
      ['GET', '/api/v1/audit'],
      ['GET', '/api/v1/devices'],
      ['POST', '/api/v1/imports'],
      ['GET', '/api/v1/organisation/groups'],
    ] as const;
    for (const [method, path] of paths) {
      const answer = await requestAs(ben, method, path);
      expect([path, answer.status]).toEqual([path, 404]);
    }
  });

  test('a deactivated person is signed out, and finds their groups again when reactivated', async () => {
    const group = await makeGroup([ada, ben]);
    const device = new Device(ben);
    const opened = device.group(group);
    opened.writer.post('here');
    await opened.untilSent();
    await callAs(ada, 'PATCH', `/api/v1/people/${ben.id}`, { active: false });
    expect((await requestAs(ben, 'POST', '/api/v1/groups', {})).status).toBe(401);
    await expect(signInAgain(ben)).rejects.toThrow('not active');
    await device.close();
    await callAs(ada, 'PATCH', `/api/v1/people/${ben.id}`, { active: true });
    ben = await signInAgain(ben);
    const again = new Device(ben);
    await again.group(group).untilTexts('here');
    await again.close();
  });

  test('the last owner stays one, and an administrator cannot touch owners', async () => {
    expect((await requestAs(ada, 'PATCH', `/api/v1/people/${ada.id}`, { role: 'member' })).status).toBe(409);
    expect((await requestAs(ada, 'PATCH', `/api/v1/people/${ada.id}`, { active: false })).status).toBe(409);
    await callAs(ada, 'PATCH', `/api/v1/people/${ben.id}`, { role: 'administrator' });
    expect((await requestAs(ben, 'PATCH', `/api/v1/people/${ada.id}`, { name: 'Eve' })).status).toBe(403);
    expect((await requestAs(ben, 'PATCH', `/api/v1/people/${ben.id}`, { role: 'owner' })).status).toBe(403);
    await callAs(ada, 'PATCH', `/api/v1/people/${ben.id}`, { role: 'member' });
  });

  test('of two owners that step down at once, one stays', async () => {
    await callAs(ada, 'PATCH', `/api/v1/people/${ben.id}`, { role: 'owner' });
    const answers = await Promise.all([
      requestAs(ada, 'PATCH', `/api/v1/people/${ada.id}`, { role: 'administrator' }),
      requestAs(ben, 'PATCH', `/api/v1/people/${ben.id}`, { role: 'administrator' }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const [first] = answers;
    if (first.status === 200) await callAs(ben, 'PATCH', `/api/v1/people/${ada.id}`, { role: 'owner' });
    await callAs(ada, 'PATCH', `/api/v1/people/${ben.id}`, { role: 'member' });
  });

  test('a list is shown before it is taken, refuses line by line, and does nothing the second time', async () => {
    const list = 'Employee ID;Name;Title\r\nc1;Cai Lindqvist;=1+1\r\nc1;Again;\r\n;Nobody;\r\n=x;Evil;\r\n';
    const preview = await importAs(ada, Buffer.from(list, 'latin1'), false);
    expect(preview.create).toMatchObject([{ line: 2, employeeId: 'c1', title: '=1+1' }]);
    expect(preview.refused.map(({ line }) => line)).toEqual([3, 4, 5]);
    const ran = await importAs(ada, list, true);
    expect(ran.created).toHaveLength(1);
    const second = await importAs(ada, list, true);
    expect([second.created, second.change]).toEqual([[], []]);
    const { people } = await callAs<{ people: object[] }>(ada, 'POST', '/api/v1/people', {
      name: 'Twice',
      employeeId: 'C1',
    }).catch((error: Error) => ({ people: [error.message] as never[] }));
    expect(String(people[0])).toContain('409');
    const bad = await requestAs(ada, 'POST', '/api/v1/imports', {
      file: Buffer.from('a,b\n1,2').toString('base64'),
      run: true,
    });
    expect(bad.status).toBe(400);
  });

  test('a first password opens nothing but the page where another is chosen', async () => {
    const { password } = await callAs<{ password: string }>(ada, 'POST', '/api/v1/people', {
      name: 'Dee',
      employeeId: 'dee',
    });
    const answer = await fetch(`${ada.url}/sign-in`, {
      method: 'POST',
      headers: { origin: ada.url, accept: 'text/html' },
      body: new URLSearchParams({ employeeId: 'dee', password }),
      redirect: 'manual',
    });
    expect(answer.status).toBe(303);
    const cookie = answer.headers.getSetCookie().map((one) => one.split(';')[0]);
    expect(cookie).not.toEqual([]);
    const session = await fetch(`${ada.url}/api/v1/session`, { headers: { cookie: cookie.join('; ') } });
    expect(await session.json()).toMatchObject({ person: null });
  });

  test('invites are withdrawn and closed with a sentence', async () => {
    const invite = await callAs<{ id: string; url: string }>(ada, 'POST', '/api/v1/invites', {
      uses: 1,
      role: 'guest',
    });
    await callAs(ada, 'PATCH', '/api/v1/settings', { signUp: 'closed' });
    expect(await (await fetch(invite.url)).text()).toContain('takes no new people');
    await callAs(ada, 'PATCH', '/api/v1/settings', { signUp: 'invite' });
    await callAs(ada, 'DELETE', `/api/v1/invites/${invite.id}`);
    expect(await (await fetch(invite.url)).text()).toContain('withdrawn');
    expect((await requestAs(ada, 'DELETE', '/api/v1/invites/0000000000000000')).status).toBe(404);
  });

  test('the trace of a deleted message is given out for as long as the organisation says', async () => {
    const id = await makeGroup([ada, ben]);
    const path = `/api/v1/groups/${id}/messages`;
    const post = (text: string) => callAs<{ id: string }>(ada, 'POST', path, { text });
    const [old, recent, kept] = [await post('gone'), await post('gone lately'), await post('kept')];
    for (const { id: message } of [old, recent]) await callAs(ada, 'DELETE', `${path}/${message}`);
    await on.look(async ({ pool }) => {
      for (const [{ id: message }, days] of [
        [old, 400],
        [recent, 29],
      ] as const)
        await pool.query(`update messages set deleted_at = now() - make_interval(days => $2) where id = $1`, [
          message,
          days,
        ]);
    });
    const given = async () =>
      (await callAs<{ messages: { seq: number }[] }>(ben, 'GET', path)).messages.map(({ seq }) => seq);
    expect(await given()).toEqual([1, 2, 3]);
    const { settings } = await callAs<{ settings: object }>(ada, 'PATCH', '/api/v1/settings', {
      traceDays: 30,
    });
    expect(settings).toMatchObject({ traceDays: 30 });
    expect(await (await requestAs(ben, 'GET', '/api/v1/session')).json()).toMatchObject({
      organisation: { traceDays: 30 },
    });
    // Numbers stay as they are, and what is gone is answered like what never was.
    expect(await given()).toEqual([2, 3]);
    expect((await requestAs(ben, 'GET', `${path}/${old.id}`)).status).toBe(404);
    expect((await requestAs(ben, 'GET', `${path}/${kept.id}`)).status).toBe(200);
    await callAs(ada, 'PATCH', '/api/v1/settings', { traceDays: 0 });
  });

  test('the limits are shown, and cannot be changed', async () => {
    const { limits } = await callAs<{ limits: Record<string, number> }>(ada, 'GET', '/api/v1/settings');
    expect(limits).toMatchObject({ messageCharacters: 8_000, pictureBytes: 65_536, tokenRequests: 20 });
    expect((await requestAs(ada, 'PATCH', '/api/v1/settings', { limits: {} })).status).toBe(400);
  });

  test('bad input is answered with 400 and changes nothing', async () => {
    const wrong = [
      ['POST', '/api/v1/people', { name: 1 }],
      ['POST', '/api/v1/people', { name: 'X', employeeId: 'x', extra: 1 }],
      ['POST', '/api/v1/people', { name: '', employeeId: 'x' }],
      ['PATCH', `/api/v1/people/${ben.id}`, { slot: 1 }],
      ['PATCH', '/api/v1/settings', { signUp: 'open' }],
      ['PATCH', '/api/v1/settings', { name: ' ' }],
      ['PATCH', '/api/v1/settings', { traceDays: -1 }],
      ['PATCH', '/api/v1/settings', { traceDays: 1.5 }],
      ['PATCH', '/api/v1/settings', { traceDays: 3_651 }],
      ['POST', '/api/v1/invites', { uses: 0 }],
      ['POST', '/api/v1/imports', { file: '?', run: true }],
      ['GET', '/api/v1/audit?action=nothing', undefined],
      ['GET', '/api/v1/people?limit=9999', undefined],
    ] as const;
    for (const [method, path, body] of wrong)
      expect([path, body, (await requestAs(ada, method, path, body)).status]).toEqual([path, body, 400]);
  });

  test('the audit log says who did what, filtered and as a file', async () => {
    const read = async (query: string) =>
      (await (await requestAs(ada, 'GET', `/api/v1/audit?${query}`)).json()) as {
        entries: { action: string; actor: { id: string } | null }[];
      };
    const actions = new Set((await read('limit=200')).entries.map(({ action }) => action));
    for (const action of ['person.deactivated', 'people.imported', 'invite.revoked', 'session.refused'])
      expect([...actions]).toContain(action);
    const { entries } = await read(`actor=${ben.id}&action=session.created`);
    expect(entries.length).toBeGreaterThan(0);
    expect(entries.every(({ actor }) => actor?.id === ben.id)).toBe(true);
    const file = await requestAs(ada, 'GET', '/api/v1/audit.csv');
    expect(file.headers.get('content-type')).toContain('text/csv');
    expect(await file.text()).toContain('person.deactivated');
  });

  test('the audit log names groups, also those without a name, and what it names can be asked for', async () => {
    const id = newId();
    await callAs(ada, 'POST', '/api/v1/groups', { id, name: '', members: [ben.id] });
    type Log = { entries: { target: { kind: string; id: string; name: string } }[] };
    const { entries } = await callAs<Log>(ada, 'GET', '/api/v1/audit?action=group.created');
    expect(entries[0]?.target).toEqual({ kind: 'group', id, name: 'ada, ben' });
    const path = `/api/v1/organisation/groups/${id}`;
    expect(await callAs(ada, 'GET', path)).toMatchObject({ id, name: 'ada, ben', members: 2, admins: 1 });
    expect((await requestAs(ada, 'GET', `/api/v1/organisation/groups/${newId()}`)).status).toBe(404);
    await callAs(ada, 'PATCH', `/api/v1/groups/${id}`, { name: 'Pumps' });
    const again = await callAs<Log>(ada, 'GET', '/api/v1/audit?action=group.created');
    expect(again.entries[0]?.target.name).toBe('Pumps');
  });
});
