import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type * as Y from 'yjs';
import { userDocument } from '#domain/document-names.ts';
import type { DeviceId, GroupId } from '#domain/ids.ts';
import {
  notificationRule,
  notificationRules,
  readPosition,
  setReadPosition,
  type NotificationRule,
} from '#domain/user-document.ts';
import { newId } from '#client/random.ts';
import type { Replica } from '#client/replica.ts';
import { DATABASES, startServerOn, type ServerOnDatabase } from '../support/databases.ts';
import { Device, makeGroup } from '../support/device.ts';
import { callAs, foundOrganisation, join, requestAs, type TestPerson } from '../support/people.ts';
import { PushService, vapidClaims } from '../support/push-service.ts';

const QUIET = '/api/v1/me/quiet-hours';
const SUBSCRIPTION = '/api/v1/me/push-subscription';

describe.each(DATABASES)('on the %s database', (kind) => {
  let service: PushService;
  let on: ServerOnDatabase;
  let ada: TestPerson;
  let count = 0;

  beforeAll(async () => {
    service = await new PushService().start();
    on = await startServerOn(kind, { env: { PUSH_ORIGINS: service.origin } });
    ada = await foundOrganisation(on.server.url);
  });
  afterAll(async () => {
    await on?.stop();
    await service?.stop();
  });

  /** Somebody whom no other test knows. */
  const somebody = (name: string) => join(ada, `${name}${count++}`);
  const say = (groupId: GroupId, text: string) =>
    callAs<{ id: string }>(ada, 'POST', `/api/v1/groups/${groupId}/messages`, { text });

  /** Changes what a person's own document says on one device, until another of theirs has it. */
  async function inOwnDocument(
    person: TestPerson,
    { change, isSo }: { change: (doc: Y.Doc) => void; isSo: (doc: Y.Doc) => boolean },
  ): Promise<void> {
    const [phone, laptop] = [new Device(person), new Device(person)];
    const [on, other] = [phone, laptop].map((device) => device.open(userDocument(person.id))) as [
      Replica,
      Replica,
    ];
    for (const device of [phone, laptop]) await device.until('it is in step', () => device.wire.isSynced);
    await on.write(() => change(on.doc));
    await laptop.until('it is so', () => isSo(other.doc));
    await Promise.all([phone.close(), laptop.close()]);
  }
  const rule = (person: TestPerson, groupId: GroupId, wish: NotificationRule) =>
    inOwnDocument(person, {
      change: (doc) => notificationRules(doc).set(groupId, wish),
      isSo: (doc) => notificationRule(doc, groupId) === wish,
    });
  const read = (person: TestPerson, groupId: GroupId, seq: number) =>
    inOwnDocument(person, {
      change: (doc) => setReadPosition(doc, groupId, newId<DeviceId>(), seq),
      isSo: (doc) => readPosition(doc, groupId) === seq,
    });

  /** Quiet hours, in minutes from now. */
  const around = (from: number, to: number) => {
    const minute = new Date().getUTCHours() * 60 + new Date().getUTCMinutes();
    const at = (minutes: number) => (minute + minutes + 1_440) % 1_440;
    return { quiet: { from: at(from), to: at(to), timeZone: 'UTC' } };
  };

  test('the text is shown where the organisation allows it, and no more than its beginning', async () => {
    const ben = await somebody('ben');
    const groupId = await makeGroup([ada, ben]);
    const device = await service.device(ben);
    await callAs(ada, 'PATCH', '/api/v1/settings', { pushText: true });
    await say(groupId, `hole 14\n\n${'metre '.repeat(50)}`);
    await device.untilPushed(1);
    await callAs(ada, 'PATCH', '/api/v1/settings', { pushText: false });
    const { body } = device.notifications[0]!;
    expect(body).toMatch(/^ada: hole 14 metre metre .*…$/);
    expect(body.length).toBeLessThan(60);
  });

  // Ten seconds each, and none minds the others.

  test.concurrent(
    'whoever has not read is told once by device and conversation, encrypted, and signed by this server',
    async () => {
      const [ben, cai] = [await somebody('ben'), await somebody('cai')];
      const groupId = await makeGroup([ada, ben, cai]);
      const [tablet, author] = [await service.device(ben), await service.device(ada)];
      await say(groupId, 'the pumps run');
      const { id } = await say(groupId, 'and the generator');
      await tablet.untilPushed(1);
      expect(tablet.notifications).toMatchObject([
        {
          body: 'ada: a new message (2 new)',
          tag: groupId,
          navigate: `${on.server.url}/g/${groupId}?message=${id}`,
          app_badge: '2',
        },
      ]);
      const [push] = tablet.pushes;
      expect(push!.headers).toMatchObject({
        'content-encoding': 'aes128gcm',
        topic: groupId,
        urgency: 'normal',
      });
      expect(Number(push!.headers['ttl'])).toBeGreaterThan(0);
      const { publicKey } = await callAs<{ publicKey: string }>(ben, 'GET', SUBSCRIPTION);
      expect(vapidClaims(push!, publicKey)).toMatchObject({ aud: service.origin });
      expect(push!.body.includes('generator')).toBe(false);
      expect(author.pushes).toEqual([]);
    },
  );

  test.concurrent('[S6] [S15] what is read or erased within ten seconds is told to nobody', async () => {
    const ben = await somebody('ben');
    const [readGroup, erasedGroup, other] = [
      await makeGroup([ada, ben]),
      await makeGroup([ada, ben]),
      await makeGroup([ada, ben]),
    ];
    const device = await service.device(ben);
    await say(readGroup, 'one');
    const { id } = await say(erasedGroup, 'two');
    await read(ben, readGroup, 1);
    await callAs(ada, 'DELETE', `/api/v1/groups/${erasedGroup}/messages/${id}`);
    await say(other, 'three');
    await device.untilPushed(1);
    expect(device.notifications.map(({ tag }) => tag)).toEqual([other]);
  });

  test.concurrent('somebody is told of mentions only, or of nothing, where they chose that', async () => {
    const ben = await somebody('ben');
    const [muted, mentions] = [await makeGroup([ada, ben]), await makeGroup([ada, ben])];
    const device = await service.device(ben);
    await rule(ben, muted, 'nothing');
    await rule(ben, mentions, 'mentions');
    await say(muted, `@${ben.name} look`);
    await say(mentions, 'nobody in particular');
    await say(mentions, `@${ben.name} look here`);
    await device.untilPushed(1);
    expect(device.notifications.map(({ tag, body }) => [tag, body])).toEqual([
      [mentions, 'ada: a new message (2 new)'],
    ]);
    expect(device.pushes[0]!.headers['urgency']).toBe('high');
    await rule(ben, muted, 'all');
    await say(muted, 'again');
    await device.untilPushed(2);
    expect(device.notifications[1]!.tag).toBe(muted);
  });

  test.concurrent(
    'what the push service does not take is tried again, and a subscription that is gone is forgotten',
    async ({ expect }) => {
      const ben = await somebody('ben');
      const groupId = await makeGroup([ada, ben]);
      const device = await service.device(ben);
      device.answers = [{ status: 503 }, { status: 429, headers: { 'retry-after': '1' } }, { status: 410 }];
      await say(groupId, 'one');
      await device.untilPushed(3);
      await expect.poll(() => device.isSubscribed()).toBe(false);
      await device.subscribe();
      expect(await device.isSubscribed()).toBe(true);
    },
  );

  test.concurrent('a redirect is not followed, and the device is told of the next message', async () => {
    const ben = await somebody('ben');
    const groupId = await makeGroup([ada, ben]);
    const device = await service.device(ben);
    device.answers = [{ status: 307, headers: { location: `${service.origin}/elsewhere` } }, { status: 201 }];
    await say(groupId, 'one');
    await device.untilPushed(1);
    await say(groupId, 'two');
    await device.untilPushed(2);
    expect(service.strays).toBe(0);
  });

  test.concurrent(
    'in quiet hours a device is told nothing, and afterwards what is still unread',
    async ({ expect }) => {
      const [ben, cai] = [await somebody('ben'), await somebody('cai')];
      const groupId = await makeGroup([ada, ben, cai]);
      const [quiet, awake] = [await service.device(ben), await service.device(cai)];
      expect((await requestAs(ben, 'PUT', QUIET, around(-60, 60))).status).toBe(204);
      expect((await requestAs(cai, 'PUT', QUIET, around(60, -60))).status).toBe(204);
      expect(await callAs(ben, 'GET', QUIET)).toEqual(around(-60, 60));
      await say(groupId, 'one');
      await awake.untilPushed(1);
      expect(quiet.pushes).toEqual([]);
      expect((await requestAs(ben, 'PUT', QUIET, { quiet: null })).status).toBe(204);
      await quiet.untilPushed(1);
      expect(quiet.notifications[0]!.body).toBe('ada: a new message');
    },
  );

  test.concurrent('what comes together from many conversations is one notification', async ({ expect }) => {
    const [ben, cai] = [await somebody('ben'), await somebody('cai')];
    const [quiet, awake] = [await service.device(ben), await service.device(cai)];
    await requestAs(ben, 'PUT', QUIET, around(-60, 60));
    for (const others of [[], [], [], [cai]]) {
      const groupId = await makeGroup([ada, ben, ...others]);
      await say(groupId, 'one');
      await say(groupId, 'two');
    }
    await awake.untilPushed(1);
    await requestAs(ben, 'PUT', QUIET, { quiet: null });
    await quiet.untilPushed(1);
    expect(quiet.notifications).toMatchObject([
      { body: '8 new messages in 4 conversations', tag: 'digest', app_badge: '8' },
    ]);
    expect(quiet.pushes[0]!.headers['topic']).toBe('digest');
  });

  test.each([
    [{ from: -1, to: 60, timeZone: 'UTC' }],
    [{ from: 0, to: 1_440, timeZone: 'UTC' }],
    [{ from: 0.5, to: 60, timeZone: 'UTC' }],
    [{ from: 0, to: 60, timeZone: 'Middle/Earth' }],
    [{ from: 0, to: 60, timeZone: '+05:30' }],
    [{ from: 0, to: 60 }],
  ])('what are no quiet hours is refused: %j', async (quiet) => {
    expect((await requestAs(ada, 'PUT', QUIET, { quiet })).status).toBe(400);
  });

  test.concurrent('who has signed out or left is told nothing', async () => {
    const [ben, cai] = [await somebody('ben'), await somebody('cai')];
    const groupId = await makeGroup([ada, ben, cai]);
    const [gone, stays] = [await service.device(ben), await service.device(cai)];
    await say(groupId, 'one');
    await callAs(ada, 'DELETE', `/api/v1/people/${ben.id}/devices`);
    await stays.untilPushed(1);
    expect(gone.pushes).toEqual([]);
  });

  test('a test notification arrives at once, and says when notifications are off', async () => {
    const ben = await somebody('ben');
    expect((await requestAs(ben, 'POST', `${SUBSCRIPTION}/tests`)).status).toBe(409);
    const device = await service.device(ben);
    expect((await requestAs(ben, 'POST', `${SUBSCRIPTION}/tests`)).status).toBe(204);
    expect(device.notifications.map(({ title }) => title)).toEqual(['Notifications work']);
    device.answers = [{ status: 500 }];
    expect((await requestAs(ben, 'POST', `${SUBSCRIPTION}/tests`)).status).toBe(502);
    expect((await requestAs(ben, 'DELETE', SUBSCRIPTION)).status).toBe(204);
    expect(await device.isSubscribed()).toBe(false);
  });

  test('[U54] a device is told in the language that was chosen on it, and in another once it is', async () => {
    const ben = await somebody('ben');
    const device = await service.device(ben);
    for (const language of ['de', 'ar', 'xx', 'en']) {
      const speaking = { ...ben, cookie: `${ben.cookie}; cairn.language=${language}` };
      await requestAs(speaking, 'PUT', SUBSCRIPTION, device.subscription);
      await requestAs(ben, 'POST', `${SUBSCRIPTION}/tests`);
    }
    expect(device.notifications.map(({ title }) => title)).toEqual([
      'Benachrichtigungen kommen an',
      'الإشعارات تصل',
      'Notifications work',
      'Notifications work',
    ]);
  });

  test.each([
    ['inside the network', 'https://127.0.0.1/send'],
    ['of the cloud', 'https://169.254.169.254/latest/meta-data'],
    ['of IPv6', 'https://[::1]/send'],
    ['without https', 'http://fcm.googleapis.com/send'],
    ['another port', 'https://fcm.googleapis.com:8443/send'],
    ['a name that only begins like one', 'https://fcm.googleapis.com.example.org/send'],
    ['with a password', 'https://user:secret@fcm.googleapis.com/send'],
    ['no address', 'send'],
  ])('an endpoint %s is refused', async (_, endpoint) => {
    const { keys } = (await service.device(await somebody('ben'))).subscription;
    expect((await requestAs(ada, 'PUT', SUBSCRIPTION, { endpoint, keys })).status).toBe(400);
  });
});
