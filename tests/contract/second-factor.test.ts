import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DATABASES, startServerOn, type ServerOnDatabase } from '../support/databases.ts';
import { oneTimeCode } from '../support/one-time-code.ts';
import { callAs, foundOrganisation, join, PASSWORD, type TestPerson } from '../support/people.ts';

interface Made {
  uri: string;
  recoveryCodes: string[];
}
const PATH = '/api/v1/me/second-factor';

describe.each(DATABASES)('on the %s database', (kind) => {
  let on: ServerOnDatabase;
  let ada: TestPerson;
  let ben: TestPerson;
  let made: Made;

  beforeAll(async () => {
    on = await startServerOn(kind);
    ada = await foundOrganisation(on.server.url);
    ben = await join(ada, 'ben');
    await expect(callAs(ben, 'POST', PATH, { password: 'not the password' })).rejects.toThrow('400');
    made = await callAs<Made>(ben, 'POST', PATH, { password: PASSWORD });
    // Not on before a code was confirmed: who closes the page now can still sign in.
    expect(new URL(await locationAfterPassword(ben)).pathname).toBe('/');
    await expect(callAs(ben, 'PUT', PATH, { code: wrongCode(await oneTimeCode(made.uri)) })).rejects.toThrow(
      '400',
    );
    const confirmed = await fetch(ben.url + PATH, {
      method: 'PUT',
      headers: { cookie: ben.cookie, origin: ben.url, 'content-type': 'application/json' },
      body: JSON.stringify({ code: await oneTimeCode(made.uri) }),
    });
    expect(confirmed.status).toBe(200);
    ben = { ...ben, cookie: cookiesOf(confirmed) };
  });
  afterAll(async () => {
    await on?.stop();
  });

  test('names in the app are those that the person knows', () => {
    const uri = new URL(made.uri);
    expect(decodeURIComponent(uri.pathname)).toContain('Northfield Survey:ben');
    expect(made.uri).not.toContain('cairn.invalid');
    expect(made.recoveryCodes).toHaveLength(10);
  });

  test('the password alone opens nothing, and a code of the app does', async () => {
    const step = await enterPassword(ben);
    expect(step.location).toBe('/sign-in/code');
    expect(await isIn(ben.url, step.cookie)).toBe(false);
    expect((await enterCode(ben.url, step.cookie, wrongCode(await oneTimeCode(made.uri)))).status).toBe(400);
    const done = await enterCode(ben.url, step.cookie, await oneTimeCode(made.uri));
    expect(done.status).toBe(303);
    expect(await isIn(ben.url, cookiesOf(done))).toBe(true);
    // The step is over: its cookie opens nothing a second time.
    expect((await enterCode(ben.url, step.cookie, await oneTimeCode(made.uri))).status).toBe(400);
  });

  test('a code of the app opens once', async () => {
    const ahead = await oneTimeCode(made.uri, 1);
    const first = await enterPassword(ben);
    // Of the next half minute: the one of this was used in the test before.
    expect((await enterCode(ben.url, first.cookie, ahead)).status).toBe(303);
    const sessions = await sessionsOf();
    const again = await enterPassword(ben);
    const refused = await enterCode(ben.url, again.cookie, ahead);
    expect(refused.status).toBe(400);
    expect(await refused.text()).toContain('This code was used already.');
    expect(await isIn(ben.url, cookiesOf(refused))).toBe(false);
    expect(await sessionsOf()).toBe(sessions);
  });

  const sessionsOf = (): Promise<number> =>
    callAs<{ devices: unknown[] }>(ben, 'GET', '/api/v1/me/devices').then(({ devices }) => devices.length);

  test('a recovery code opens once', async () => {
    const [code] = made.recoveryCodes as [string];
    const first = await enterPassword(ben);
    expect((await enterCode(ben.url, first.cookie, code)).status).toBe(303);
    const second = await enterPassword(ben);
    expect((await enterCode(ben.url, second.cookie, code)).status).toBe(400);
  });

  test('secrets, recovery codes and the cookies of a sign-in under way are in no row', async () => {
    const step = await enterPassword(ben);
    const secret = new URL(made.uri).searchParams.get('secret')!;
    const identifier = /=(2fa-[A-Za-z0-9_-]+)/.exec(step.cookie)?.[1];
    expect(identifier).toBeDefined();
    const rows = await on.look(async ({ pool }) => {
      const factors = await pool.query('select * from second_factors');
      const steps = await pool.query('select * from verifications');
      expect([factors.rows.length, steps.rows.length > 0]).toEqual([1, true]);
      return JSON.stringify([factors.rows, steps.rows]);
    });
    for (const text of [secret, ...made.recoveryCodes, identifier!]) expect(rows).not.toContain(text);
  });

  test('an administrator takes the second factor from who lost it, and a member does not', async () => {
    const path = `/api/v1/people/${ben.id}/second-factor`;
    await expect(callAs(ben, 'DELETE', path)).rejects.toThrow('404');
    expect((await enterPassword(ben)).location).toBe('/sign-in/code');
    await callAs(ada, 'DELETE', path);
    expect((await enterPassword(ben)).location).toBe('/');
  });
});

async function locationAfterPassword(person: TestPerson): Promise<string> {
  return new URL((await enterPassword(person)).location, person.url).href;
}

async function enterPassword({ url, name }: TestPerson): Promise<{ location: string; cookie: string }> {
  const response = await post(`${url}/sign-in`, '', { employeeId: name, password: PASSWORD });
  return { location: response.headers.get('location') ?? '', cookie: cookiesOf(response) };
}

const enterCode = (url: string, cookie: string, code: string) =>
  post(`${url}/sign-in/code`, cookie, { code });

const post = (address: string, cookie: string, fields: Record<string, string>) =>
  fetch(address, {
    method: 'POST',
    headers: { cookie, origin: new URL(address).origin, accept: 'text/html' },
    body: new URLSearchParams(fields),
    redirect: 'manual',
  });

const cookiesOf = (response: Response): string =>
  response.headers
    .getSetCookie()
    .filter((one) => !/max-age=0/i.test(one))
    .map((one) => one.split(';')[0])
    .join('; ');

async function isIn(url: string, cookie: string): Promise<boolean> {
  return (await fetch(`${url}${PATH}`, { headers: { cookie } })).ok;
}

/** Six digits that are none of the codes near now, or so unlikely that the test would be the first to see it. */
const wrongCode = (code: string): string => String((Number(code) + 500_000) % 1_000_000).padStart(6, '0');
