import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { directoryPeople, inboxPeople, type DirectoryEntry } from '#domain/server-documents.ts';
import { DATABASES, startServerOn, type ServerOnDatabase } from '../support/databases.ts';
import { Device, makeGroup } from '../support/device.ts';
import {
  callAs,
  foundOrganisation,
  join,
  requestAs,
  signInAgain,
  type TestPerson,
} from '../support/people.ts';
import { SMALL_PICTURE } from '../support/small-picture.ts';

const ME = '/api/v1/me';
const PICTURE = '/api/v1/me/picture';
interface Me {
  name: string;
  title: string;
  picture: string | null;
}

describe.each(DATABASES)('on the %s database', (kind) => {
  let on: ServerOnDatabase;
  let ada: TestPerson;
  let ben: TestPerson;
  let bens: Device;

  beforeAll(async () => {
    on = await startServerOn(kind);
    ada = await foundOrganisation(on.server.url);
    ben = await join(ada, 'ben');
    bens = new Device(ben);
  });
  afterAll(async () => {
    await bens?.close();
    await on?.stop();
  });

  /** Waits until the directory on ben's device says this of ada. */
  const untilHeard = (what: string, isSo: (entry: DirectoryEntry) => boolean): Promise<void> => {
    const people = directoryPeople(bens.open('directory').doc);
    return bens.until(what, () => {
      const entry = people.get(ada.id);
      return entry !== undefined && isSo(entry);
    });
  };

  test('a name and a title are changed by oneself, each alone, and others have them at once', async () => {
    await callAs(ada, 'PATCH', ME, { title: '  Head of\u00a0pumps ' });
    await untilHeard('ada has a title', ({ title }) => title === 'Head of pumps');
    expect(await callAs(ada, 'PATCH', ME, { name: 'Ada Quint' })).toEqual({
      name: 'Ada Quint',
      title: 'Head of pumps',
    });
    await untilHeard('ada is called so', ({ name }) => name === 'Ada Quint');
    await callAs(ada, 'PATCH', ME, { title: '' });
    await untilHeard('the title is gone', ({ title }) => title === undefined);
    expect(await callAs<Me>(ada, 'GET', ME)).toMatchObject({ name: 'Ada Quint', title: '', picture: null });
  });

  test('what cannot stand is refused in a sentence, and nothing is changed', async () => {
    const before = await callAs<Me>(ada, 'GET', ME);
    for (const body of [
      { name: '' },
      { name: ' \u200b ' },
      { name: 'x'.repeat(81) },
      { title: 'x'.repeat(81) },
      { name: 'x'.repeat(5_000) },
      { name: 'a\0b' },
      { name: 7 },
      { role: 'owner' },
      { title: 'good', name: '' },
    ]) {
      const answer = await requestAs(ada, 'PATCH', ME, body);
      expect(answer.status).toBe(400);
      expect(((await answer.json()) as { detail: string }).detail).toMatch(/\.$/);
    }
    expect(await callAs<Me>(ada, 'GET', ME)).toEqual(before);
  });

  test('a picture is taken by its bytes, has a new id each time, and goes', async () => {
    const first = await callAs<{ picture: string }>(ada, 'PUT', PICTURE, { picture: SMALL_PICTURE });
    await untilHeard('ada has a picture', ({ picture }) => picture === first.picture);
    const shown = await requestAs(ben, 'GET', `/api/v1/pictures/${first.picture}`);
    expect(shown.headers.get('content-type')).toBe('image/webp');
    expect(shown.headers.get('x-content-type-options')).toBe('nosniff');
    expect(shown.headers.get('cache-control')).toContain('immutable');
    expect(Buffer.from(await shown.arrayBuffer()).toString('base64')).toBe(SMALL_PICTURE);
    const second = await callAs<{ picture: string }>(ada, 'PUT', PICTURE, { picture: SMALL_PICTURE });
    expect(second.picture).not.toBe(first.picture);
    expect((await requestAs(ben, 'GET', `/api/v1/pictures/${first.picture}`)).status).toBe(404);
    await callAs(ada, 'DELETE', PICTURE);
    await untilHeard('the picture is gone', ({ picture }) => picture === undefined);
    expect((await requestAs(ben, 'GET', `/api/v1/pictures/${second.picture}`)).status).toBe(404);
    await callAs(ada, 'DELETE', PICTURE);
  });

  test('what is no picture is refused, whatever it says that it is', async () => {
    await callAs(ada, 'PUT', PICTURE, { picture: SMALL_PICTURE });
    const before = await callAs<Me>(ada, 'GET', ME);
    const base64 = (text: string) => Buffer.from(text).toString('base64');
    for (const picture of [
      base64('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"></svg>'),
      base64('<!doctype html><script>alert(1)</script>'),
      SMALL_PICTURE.slice(0, 20),
      'not base64!',
      '',
      'data:image/webp;base64,AAAA',
      'A'.repeat(87_384),
    ])
      expect((await requestAs(ada, 'PUT', PICTURE, { picture })).status).toBe(400);
    expect(await callAs<Me>(ada, 'GET', ME)).toEqual(before);
  });

  test('a guest hears of the pictures of those they share a group with alone', async () => {
    await callAs(ada, 'PATCH', `/api/v1/people/${ben.id}`, { role: 'guest' });
    const guest = await signInAgain(ben);
    const { picture } = await callAs<{ picture: string }>(ada, 'PUT', PICTURE, { picture: SMALL_PICTURE });
    const device = new Device(guest);
    const people = () => inboxPeople(device.open(`inbox/${ben.id}`).doc);
    people();
    expect(people().get(ada.id)).toBeUndefined();
    await makeGroup([ada, ben]);
    await device.until('the guest sees ada', () => people().get(ada.id)?.picture === picture);
    await device.close();
    await callAs(ada, 'PATCH', `/api/v1/people/${ben.id}`, { role: 'member' });
  });
});
