/** The first run, invites and signing in, on the embedded database. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createAuth, type Auth } from './auth.ts';
import { openDatabase, type Database } from './database.ts';
import { createInvites, type Invite, type Invites, type InviteWish } from './invites.ts';
import { migrate } from './migrate.ts';
import { createOrganisation, type Organisation } from './organisation.ts';
import { createPeople, type Admission, type NewPerson, type People, type Person } from './people.ts';

const PASSWORD = 'correct horse battery';
const ADDRESS = '192.0.2.1';

let dataDir: string;
let database: Database;
let people: People;
let organisation: Organisation;
let invites: Invites;
let auth: Auth;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'cairn-people-'));
  database = await openDatabase({ dataDir });
  await migrate(database, new URL('../../../migrations/', import.meta.url).pathname);
});
afterAll(async () => {
  await database.close();
  await rm(dataDir, { recursive: true, force: true });
});
beforeEach(async () => {
  await database.pool.query('truncate organisation, users, sessions, accounts, invites cascade');
  people = createPeople(database);
  organisation = createOrganisation(database, people);
  invites = createInvites(database, people, () => {});
  auth = await createAuth(database, people, { origin: 'https://chat.example.org' });
});

const typed = (name: string, more: Partial<NewPerson> = {}): NewPerson => ({
  name,
  employeeId: name.toLowerCase(),
  password: PASSWORD,
  ...more,
});
const firstRun = (name: string): Promise<Admission> =>
  organisation.createOwner({ ...typed(name), organisation: 'Northfield Survey' });
async function ada(): Promise<Person> {
  const admission = await firstRun('Ada');
  if ('problems' in admission) throw new Error('the first run was refused');
  return admission.person;
}

async function inviteBy({ id }: Person, wish?: InviteWish): Promise<Invite> {
  const made = await invites.create(id, wish);
  if ('refusal' in made) throw new Error(made.refusal);
  return made;
}

describe('the first run', () => {
  it('names the organisation and makes its owner', async () => {
    expect(await organisation.current()).toBeNull();
    const created: Person[] = [];
    people.onChange((person) => created.push(person));
    const owner = await ada();
    expect(owner).toMatchObject({ name: 'Ada', employeeId: 'ada', role: 'owner', active: true });
    expect(owner.id).toMatch(/^[A-Za-z0-9_-]{16}$/);
    expect(created).toEqual([owner]);
    expect(await organisation.current()).toEqual({ name: 'Northfield Survey', epoch: 1, traceDays: 0 });
    expect(await people.list()).toEqual([owner]);
    expect(await people.byId(owner.id)).toEqual(owner);
  });

  it('lets exactly one of several at once win', async () => {
    const outcomes = await Promise.all(['Ada', 'Ben', 'Cai'].map(firstRun));
    expect(outcomes.filter((outcome) => 'person' in outcome)).toHaveLength(1);
    expect(outcomes.filter((outcome) => 'problems' in outcome)).toHaveLength(2);
    expect(await people.list()).toHaveLength(1);
  });

  it('says all that is wrong at once and writes nothing', async () => {
    const outcome = await organisation.createOwner({
      organisation: ' ',
      name: 'a'.repeat(81),
      employeeId: 'a b',
      password: 'short',
    });
    expect(outcome).toEqual({
      problems: {
        organisation: 'Enter the name of your organisation.',
        name: 'Use at most 80 characters; this has 81.',
        employeeId: 'An employee ID has letters, digits, dots, underscores and hyphens, at most 40.',
        password: 'Choose a password of at least 10 characters.',
      },
    });
    expect(await organisation.current()).toBeNull();
  });

  it('takes names as people write them, and cleans what cannot be seen', async () => {
    const outcome = await organisation.createOwner({
      ...typed('x'),
      organisation: 'A\u202e\u0000b',
      name: ' Zoe\u0308  Ångström ',
    });
    expect(outcome).toMatchObject({ person: { name: 'Zoë Ångström' } });
    expect(await organisation.current()).toEqual({ name: 'A b', epoch: 1, traceDays: 0 });
  });
});

describe('invites', () => {
  it('lets a person in, once for each use, and gives slots that nobody had', async () => {
    const owner = await ada();
    const { code, usesLeft, expiresAt } = await inviteBy(owner, { uses: 2 });
    expect(usesLeft).toBe(2);
    expect(expiresAt.getTime()).toBeGreaterThan(Date.now() + 6.9 * 24 * 60 * 60_000);
    expect(await invites.look(code)).toEqual({ invitedBy: 'Ada', groups: [], missed: 0 });
    const ben = await invites.join(code, typed('Ben'));
    const cai = await invites.join(code, typed('Cai'));
    expect(ben).toMatchObject({ person: { name: 'Ben', role: 'member' } });
    const slots = (await people.list()).map(({ slot }) => slot);
    expect(new Set(slots).size).toBe(3);
    expect(cai).toHaveProperty('person');
    expect(await invites.join(code, typed('Dee'))).toEqual({
      problems: { form: 'This invite link has been used up. Ask for a new one.' },
    });
  });

  it('gives the last use to exactly one of many at once', async () => {
    const { code } = await inviteBy(await ada(), { uses: 1 });
    const outcomes = await Promise.all(
      ['Ben', 'Cai', 'Dee', 'Eli'].map((name) => invites.join(code, typed(name))),
    );
    expect(outcomes.filter((outcome) => 'person' in outcome)).toHaveLength(1);
    expect(await people.list()).toHaveLength(2);
  });

  it('keeps its use when joining is refused', async () => {
    const { code } = await inviteBy(await ada(), { uses: 1 });
    const taken = 'Somebody already has this employee ID. If it is you, sign in instead.';
    expect(await invites.join(code, typed('Other', { employeeId: 'ADA' }))).toEqual({
      problems: { employeeId: taken },
    });
    expect(await invites.join(code, typed(''))).toMatchObject({ problems: { name: 'Enter your name.' } });
    expect(await invites.join(code, typed('Ben'))).toHaveProperty('person');
  });

  it.each([
    [
      'expired',
      `update invites set expires_at = now() - interval '1 second'`,
      'This invite link has expired. Ask for a new one.',
    ],
    [
      'revoked',
      'update invites set revoked_at = now()',
      'This invite link has been withdrawn. Ask for a new one.',
    ],
    ['used', 'update invites set uses_left = 0', 'This invite link has been used up. Ask for a new one.'],
    ['unknown', 'delete from invites', 'This invite link is not valid. Check that all of it was copied.'],
  ])('is closed when it is %s, and says so', async (_why, change, sentence) => {
    const { code } = await inviteBy(await ada());
    await database.pool.query(change);
    expect(await invites.look(code)).toEqual({ problem: sentence });
    expect(await invites.join(code, typed('Ben'))).toEqual({ problems: { form: sentence } });
    expect(await people.list()).toHaveLength(1);
  });

  it('is not in the database: only its hash is', async () => {
    const { code } = await inviteBy(await ada());
    const { rows } = await database.pool.query<{ text: string }>('select invites::text as text from invites');
    expect(rows).toHaveLength(1);
    expect(rows[0]!.text).not.toContain(code);
    expect(rows[0]!.text).not.toContain(Buffer.from(code).toString('hex'));
  });
});

describe('signing in', () => {
  const attempt = (employeeId: string, password = PASSWORD): ReturnType<Auth['signIn']> =>
    auth.signIn({ employeeId, password, headers: new Headers({ 'user-agent': 'laptop' }), address: ADDRESS });
  async function signedIn(employeeId: string): Promise<Headers> {
    const outcome = await attempt(employeeId);
    if ('problem' in outcome) throw new Error(outcome.problem);
    return new Headers({ cookie: outcome.cookies.map((cookie) => cookie.split(';')[0]).join('; ') });
  }

  it('gives a cookie that scripts and other sites cannot use, whose session is the person', async () => {
    const owner = await ada();
    const outcome = await attempt(' Ada ');
    const cookie = 'cookies' in outcome ? outcome.cookies[0] : undefined;
    expect(cookie).toMatch(/^__Host-cairn\.session_token=/);
    for (const attribute of ['HttpOnly', 'Secure', 'SameSite=Lax', 'Path=/'])
      expect(cookie).toContain(attribute);
    const session = await auth.sessionOf(new Headers({ cookie: cookie!.split(';')[0]! }));
    expect(session?.person).toEqual(owner);
    const { rows } = await database.pool.query<{ text: string }>(
      'select sessions::text as text from sessions',
    );
    expect(rows[0]!.text).toContain(ADDRESS);
    expect(rows[0]!.text).not.toContain(/=([^.]+)\./.exec(cookie!)![1]!);
  });

  it('answers the same for a wrong password and for nobody', async () => {
    await ada();
    const wrong = { problem: 'The employee ID or the password is wrong.' };
    expect(await attempt('ada', 'something else')).toEqual(wrong);
    expect(await attempt('nobody')).toEqual(wrong);
    expect(await attempt('not an id!')).toEqual(wrong);
    expect(await attempt('ada', 'x'.repeat(10_000))).toEqual(wrong);
  });

  it('stops after ten failures, even for the right password', async () => {
    await ada();
    for (let at = 0; at < 10; at += 1) await attempt('ada', 'something else');
    expect(await attempt('ada')).toEqual({ problem: 'Too many attempts. Try again in 15 minutes.' });
  });

  it('ends with signing out, for that device alone', async () => {
    await ada();
    const [laptop, phone] = [await signedIn('ada'), await signedIn('ada')];
    const { cookies } = await auth.signOut(laptop);
    expect(cookies[0]).toMatch(/session_token=;.*Max-Age=0/);
    expect(await auth.sessionOf(laptop)).toBeNull();
    expect(await auth.sessionOf(phone)).not.toBeNull();
  });

  it('is renewed once a day, and ends after 30 days without use', async () => {
    await ada();
    const device = await signedIn('ada');
    expect((await auth.renewSession(device)).cookies).toEqual([]);
    await database.pool.query(`update sessions set expires_at = expires_at - interval '25 hours'`);
    const renewed = await auth.renewSession(device);
    expect(renewed.cookies[0]).toContain('Max-Age=2592000');
    expect(renewed.session?.expiresAt.getTime()).toBeGreaterThan(Date.now() + 29.9 * 24 * 60 * 60_000);
    await database.pool.query(`update sessions set expires_at = now() - interval '1 second'`);
    expect(await auth.sessionOf(device)).toBeNull();
  });

  it('ends after 180 days of use', async () => {
    await ada();
    const device = await signedIn('ada');
    await database.pool.query(`update sessions set created_at = created_at - interval '181 days'`);
    expect(await auth.sessionOf(device)).toBeNull();
  });

  it('is refused for a deactivated person, whose sessions count no more', async () => {
    await ada();
    const device = await signedIn('ada');
    await database.pool.query('update users set active = false');
    expect(await auth.sessionOf(device)).toBeNull();
    expect(await attempt('ada')).toEqual({
      problem: 'This account is not active. Ask an administrator of your organisation.',
    });
  });

  it('takes no cookie that was made elsewhere', async () => {
    await ada();
    const device = await signedIn('ada');
    const forged = device
      .get('cookie')!
      .replace(/\.[^.]+$/, '.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA%3D');
    expect(forged).not.toBe(device.get('cookie'));
    expect(await auth.sessionOf(new Headers({ cookie: forged }))).toBeNull();
  });

  it('survives a restart: the secret is in the database', async () => {
    await ada();
    const device = await signedIn('ada');
    const restarted = await createAuth(database, people, { origin: 'https://chat.example.org' });
    expect(await restarted.sessionOf(device)).not.toBeNull();
  });
});
