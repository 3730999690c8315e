import { expect, test, type Page } from '@playwright/test';
import { expectAccessible } from '../support/accessible.ts';
import { PHONE, Screen } from '../support/journey.ts';
import { callAs, requestAs } from '../support/people.ts';
import { PushDevice, PushService } from '../support/push-service.ts';
import { startServer } from '../support/server-process.ts';
import { wakeWorker } from '../support/wake-worker.ts';

/** Hands the service worker of a page a push, as the browser does with one that its push service brought. */
const deliverPush = (page: Page, payload: object): Promise<void> =>
  wakeWorker(page, new URL(page.url()).origin, (devtools, worker) =>
    devtools.send('ServiceWorker.deliverPushMessage', { ...worker, data: JSON.stringify(payload) }),
  );

const shown = (page: Page): Promise<{ title: string; body: string }[]> =>
  page.evaluate(async () => {
    const all = await (await navigator.serviceWorker.ready).getNotifications();
    return all.map(({ title, body }) => ({ title, body }));
  });

test('a push becomes a notification, a click on it opens the message, and reading takes it away @push', async ({
  browser,
}, info) => {
  const server = await startServer();
  const [ada, ben] = [await Screen.open(browser, server.url), await Screen.open(browser, server.url, PHONE)];
  await ada.found('ada');
  await ben.context.grantPermissions(['notifications'], { origin: server.url });
  await ben.join(await ada.createInvite(), 'ben');
  await ada.createGroup('Ridge team', ['ben']);
  await ada.send('where is the core box?');
  await ben.untilReadyForOffline();
  const pushed = (body: string) => ({
    web_push: 8030,
    notification: {
      title: 'Ridge team',
      body,
      tag: ada.groupId,
      navigate: `${server.url}/g/${ada.groupId}`,
      app_badge: '1',
    },
  });
  await expect(ben.page).toHaveTitle(/^\(1\) /);
  await deliverPush(ben.page, pushed('ada: a new message'));
  await deliverPush(ben.page, pushed('ada: a new message (2 new)'));
  // The second in place of the first.
  await expect
    .poll(() => shown(ben.page))
    .toEqual([{ title: 'Ridge team', body: 'ada: a new message (2 new)' }]);

  const [worker] = ben.context.serviceWorkers();
  await worker!.evaluate(async () => {
    const scope = globalThis as unknown as ServiceWorkerGlobalScope;
    const [notification] = await scope.registration.getNotifications();
    scope.dispatchEvent(new NotificationEvent('notificationclick', { notification: notification! }));
  });
  await expect(ben.message('core box')).toBeVisible();
  await expect(ben.page).toHaveTitle(/^(?!\()/);

  // Shown again, and read on another device meanwhile.
  await ben.page.goBack();
  await ada.send('found it');
  await expect(ben.page).toHaveTitle(/^\(1\) /);
  await deliverPush(ben.page, pushed('ada: a new message'));
  await expect.poll(() => shown(ben.page)).toHaveLength(1);
  const laptop = await Screen.open(browser, server.url);
  await laptop.signIn('ben');
  await laptop.openGroup('Ridge team');
  await expect.poll(() => shown(ben.page)).toEqual([]);

  // The browsers of this test have no push service: that is said, and nothing is half on.
  await ben.page.goto('/settings/notifications');
  await expect(ben.page.getByText('They are off on this device.')).toBeVisible();
  await expectAccessible(ben, 'notifications');
  await ben.page.screenshot({ path: info.outputPath('settings.png') });
  await ben.page.getByRole('button', { name: 'Turn on' }).click();
  await expect(ben.page.getByText('The push service of this browser does not answer.')).toBeVisible();
  await expect(ben.page.getByText('They are off on this device.')).toBeVisible();

  await laptop.page.getByRole('button', { name: 'Details' }).click();
  await laptop.page.getByRole('combobox', { name: 'Notify me of' }).selectOption('nothing');
  await laptop.page.screenshot({ path: info.outputPath('details.png') });
  await ben.page.goto(`/g/${ada.groupId}`);
  await ben.page.getByRole('button', { name: 'Details' }).click();
  await expect(ben.page.getByRole('combobox', { name: 'Notify me of' })).toHaveValue('nothing');
  await Promise.all([ada.close(), ben.close(), laptop.close()]);
  await server.stop();
});

test('[U46] notifications are offered after the first message, say why, and a no is kept @push', async ({
  browser,
}) => {
  const server = await startServer();
  const ada = await Screen.open(browser, server.url);
  await ada.context.grantPermissions(['notifications'], { origin: server.url });
  await ada.found('ada');
  const offer = ada.page.getByRole('region', { name: 'Notifications' });
  await ada.createGroup('Ridge team', []);
  await expect(offer).toBeHidden();
  await ada.send('Is anybody there?');
  await expect(offer).toContainText('when somebody answers');
  await expectAccessible(ada, 'the offer of notifications');
  await offer.getByRole('button', { name: 'Turn on' }).click();
  await expect(offer.getByRole('alert')).toHaveText(/The push service of this browser does not answer/);
  await offer.getByRole('button', { name: 'Not now' }).click();
  await expect(offer).toBeHidden();
  await ada.page.reload();
  await expect(ada.message('Is anybody there?')).toBeVisible();
  await expect(offer).toBeHidden();
  await ada.close();
  await server.stop();
});

test('[U54] a device tells the server which language it speaks now, and without a page that its push service gives it another address @push', async ({
  browser,
}) => {
  const service = await new PushService().start();
  const server = await startServer({ env: { PUSH_ORIGINS: service.origin } });
  const ada = await Screen.open(browser, server.url);
  await ada.found('ada');
  await ada.untilReadyForOffline();
  const person = await ada.person();
  const device = await service.device(person);
  // The browser of a test has no push service that would give it one.
  await ada.context.grantPermissions(['notifications'], { origin: server.url });
  await ada.page.addInitScript((subscription) => {
    const { endpoint } = subscription;
    PushManager.prototype.getSubscription = () =>
      Promise.resolve({ endpoint, toJSON: () => subscription } as unknown as PushSubscription);
  }, device.subscription);
  await ada.page.goto('/settings/language');
  await ada.page.getByRole('radio', { name: 'Deutsch' }).check();
  await expect(async () => {
    await requestAs(person, 'POST', '/api/v1/me/push-subscription/tests');
    expect(device.notifications.at(-1)!.title).toBe('Benachrichtigungen kommen an');
  }).toPass({ intervals: [500], timeout: 30_000 });

  const { endpoint, subscription } = new PushDevice(person, `${service.origin}/send/another`);
  const [worker] = ada.context.serviceWorkers();
  await ada.page.goto('about:blank');
  await worker!.evaluate((newSubscription) => {
    const event = new ExtendableEvent('pushsubscriptionchange');
    Object.assign(event, { oldSubscription: null, newSubscription: { toJSON: () => newSubscription } });
    globalThis.dispatchEvent(event);
  }, subscription);
  await expect.poll(() => callAs(person, 'GET', '/api/v1/me/push-subscription')).toMatchObject({ endpoint });
  await ada.close();
  await server.stop();
  await service.stop();
});
