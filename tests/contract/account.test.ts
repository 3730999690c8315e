import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DATABASES, startServerOn, type ServerOnDatabase } from '../support/databases.ts';
import {
  callAs,
  foundOrganisation,
  join,
  PASSWORD,
  signInAgain,
  type TestPerson,
} from '../support/people.ts';

interface Listed {
  devices: { id: string; name: string; isThis: boolean; address: string | null }[];
}
const NEXT = 'a longer secret';
const FIRST = 'a first password';

describe.each(DATABASES)('on the %s database', (kind) => {
  let on: ServerOnDatabase;
  let ada: TestPerson;

  beforeAll(async () => {
    on = await startServerOn(kind);
    ada = await foundOrganisation(on.server.url);
  });
  afterAll(async () => {
    await on?.stop();
  });

  const devicesOf = async (person: TestPerson) => (await list(person)).devices;
  const isIn = async (person: TestPerson) => (await list(person).catch(() => null)) !== null;

  test('the devices of a person are listed, and one of them is the one that asks', async () => {
    const ben = await join(ada, 'ben');
    const phone = await signInAgain(ben);
    const devices = await devicesOf(phone);
    expect(devices).toHaveLength(2);
    expect(devices.filter(({ isThis }) => isThis)).toHaveLength(1);
    expect(devices[0]).toMatchObject({ name: 'Unknown device', address: '127.0.0.1' });
    expect(JSON.stringify(devices)).not.toContain(phone.cookie.split('=')[1]!.slice(0, 20));
  });

  test('[S20] a device is signed out by its person and by nobody else', async () => {
    const cai = await join(ada, 'cai');
    const phone = await signInAgain(cai);
    const [target] = (await devicesOf(cai)).filter(({ isThis }) => !isThis);
    await expect(callAs(ada, 'DELETE', `/api/v1/me/devices/${target!.id}`)).rejects.toThrow('404');
    expect(await isIn(phone)).toBe(true);
    await callAs(cai, 'DELETE', `/api/v1/me/devices/${target!.id}`);
    expect(await isIn(phone)).toBe(false);
    await expect(callAs(cai, 'DELETE', `/api/v1/me/devices/${target!.id}`)).rejects.toThrow('404');
    expect(await isIn(cai)).toBe(true);
  });

  test('a changed password signs the other devices out, and only the new one opens', async () => {
    const dan = await join(ada, 'dan');
    const phone = await signInAgain(dan);
    const change = (current: string, next: string) =>
      callAs<{ ended: number }>(dan, 'PUT', '/api/v1/me/password', { current, next });
    await expect(change('not the password', NEXT)).rejects.toThrow('wrong-password');
    await expect(change(PASSWORD, 'short')).rejects.toThrow('unfit-password');
    await expect(change(PASSWORD, PASSWORD)).rejects.toThrow('unfit-password');
    await expect(
      callAs(dan, 'PUT', '/api/v1/me/password', { current: PASSWORD, next: NEXT, role: 'owner' }),
    ).rejects.toThrow('malformed');
    expect(await isIn(phone)).toBe(true);
    expect(await change(PASSWORD, NEXT)).toEqual({ ended: 1 });
    expect([await isIn(dan), await isIn(phone)]).toEqual([true, false]);
    await expect(signInAgain(dan)).rejects.toThrow('400');
    await signInWith(dan, NEXT);
  });

  test('guesses at the current password run out like those at the sign-in', async () => {
    const eve = await join(ada, 'eve');
    const guess = () =>
      callAs(eve, 'PUT', '/api/v1/me/password', { current: 'not the password', next: NEXT });
    for (let at = 0; at < 10; at++) await expect(guess()).rejects.toThrow('not your current password');
    await expect(guess()).rejects.toThrow('Too many attempts');
    await expect(
      callAs(eve, 'PUT', '/api/v1/me/password', { current: PASSWORD, next: NEXT }),
    ).rejects.toThrow('Too many attempts');
  });

  test('a first password opens nothing until its owner has chosen their own', async () => {
    const fay = await join(ada, 'fay');
    await callAs(ada, 'PUT', `/api/v1/people/${fay.id}/password`, { password: FIRST });
    expect(await isIn(fay)).toBe(false);
    const cookie = await cookieFor(fay, FIRST);
    const beginner = { ...fay, cookie };
    expect(await isIn(beginner)).toBe(false);
    expect((await page(beginner, '/sign-in')).headers.get('location')).toBe('/new-password');
    for (const [password, again] of [
      ['short', 'short'],
      [FIRST, FIRST],
      [NEXT, 'something else'],
    ] as const)
      expect((await submit(beginner, '/new-password', { password, again })).status).toBe(400);
    expect(await isIn(beginner)).toBe(false);
    expect((await submit(beginner, '/new-password', { password: NEXT, again: NEXT })).status).toBe(303);
    expect(await isIn(beginner)).toBe(true);
    await signInWith(fay, NEXT);
  });

  test('only who is in charge resets passwords and signs people out, and nobody but an owner an owner', async () => {
    const gus = await join(ada, 'gus');
    for (const [method, path, body] of [
      ['PUT', `/api/v1/people/${ada.id}/password`, { password: FIRST }],
      ['DELETE', `/api/v1/people/${ada.id}/devices`, {}],
    ] as const)
      await expect(callAs(gus, method, path, body)).rejects.toThrow('404');
    await on.look((database) =>
      database.pool.query(`update users set role = 'administrator' where id = $1`, [gus.id]),
    );
    await expect(callAs(gus, 'DELETE', `/api/v1/people/${ada.id}/devices`)).rejects.toThrow('403');
    await expect(callAs(gus, 'DELETE', '/api/v1/people/nobody/devices')).rejects.toThrow('404');
    expect(await isIn(ada)).toBe(true);
    const hal = await join(ada, 'hal');
    expect(await callAs(gus, 'DELETE', `/api/v1/people/${hal.id}/devices`)).toEqual({ ended: 1 });
    expect(await isIn(hal)).toBe(false);
  });

  async function list(person: TestPerson): Promise<Listed> {
    const response = await fetch(`${person.url}/api/v1/me/devices`, { headers: { cookie: person.cookie } });
    if (!response.ok) throw new Error(String(response.status));
    return (await response.json()) as Listed;
  }
});

const page = ({ url, cookie }: TestPerson, path: string) =>
  fetch(url + path, { headers: { cookie }, redirect: 'manual' });

const submit = ({ url, cookie }: TestPerson, path: string, fields: Record<string, string>) =>
  fetch(url + path, {
    method: 'POST',
    headers: { cookie, origin: url, accept: 'text/html' },
    body: new URLSearchParams(fields),
    redirect: 'manual',
  });

async function cookieFor(person: TestPerson, password: string): Promise<string> {
  const fields = { employeeId: person.name, password };
  const response = await submit({ ...person, cookie: '' }, '/sign-in', fields);
  return response.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
}

async function signInWith(person: TestPerson, password: string): Promise<void> {
  expect(await cookieFor(person, password)).not.toBe('');
}
