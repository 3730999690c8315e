/** What makes a device ready for days without a network: installation, updates, checks, and reasons. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test, type Browser, type Locator, type Page } from '@playwright/test';
import { root } from '../../sync-server/set-up/root.mjs';
import { expectAccessible } from '../support/accessible.ts';
import { PHONE, Screen } from '../support/journey.ts';
import { startServer, type ServerProcess } from '../support/server-process.ts';
import { startVersionProxy } from '../support/version-proxy.ts';
import { wakeWorker } from '../support/wake-worker.ts';

let server: ServerProcess;
let ada: Screen;
let ben: Screen;

test.beforeAll(async ({ browser }: { browser: Browser }) => {
  server = await startServer();
  ada = await Screen.open(browser, server.url);
  await ada.found('ada');
  ben = await Screen.open(browser, server.url);
  await ben.join(await ada.createInvite(), 'ben');
  for (const name of ['Wells', 'Ridge team']) {
    await ada.createGroup(name, ['ben']);
    await ada.send(`First of ${name}`);
  }
  await ben.untilReadyForOffline();
});
test.afterAll(async () => {
  await ada?.close();
  await ben?.close();
  await server?.stop();
});

const checks = ({ page }: Screen) => page.getByRole('list', { name: 'Checks' }).getByRole('listitem');
const labelled = (lines: Locator, label: string) =>
  lines.filter({ has: lines.page().getByText(label, { exact: true }) });

test('[U42] an address, a new tab and a reload open in airplane mode @pwa', async () => {
  await ben.openGroup('Wells');
  await ben.goOffline();
  for (const address of [`/g/${ben.groupId}`, '/search', '/not-delivered', '/settings/readiness', '/']) {
    await ben.page.goto(address);
    await expect(ben.page.getByRole('navigation', { name: 'Conversations' })).toBeAttached();
    await expect(ben.page.getByRole('main')).toBeAttached();
  }
  const tab = await ben.anotherTab();
  await tab.openGroup('Ridge team');
  await expect(tab.message('First of Ridge team')).toBeVisible();
  await tab.page.reload();
  await expect(tab.message('First of Ridge team')).toBeVisible();
  await tab.page.close();
  await ben.goOnline();
});

test('[U35] [S24] a new version is offered, waits for the person, and loses nothing that is not sent @pwa', async ({
  browser,
}) => {
  const proxy = await startVersionProxy(server.port);
  const cai = await Screen.open(browser, proxy.url);
  const { pathname } = new URL(await ada.createInvite());
  await cai.join(`${proxy.url}${pathname}`, 'cai');
  await cai.createGroup('Version two', ['ada']);
  await cai.untilReadyForOffline();
  const { page } = cai;
  const offer = page.getByText('A new version is ready.');
  proxy.release();
  await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
  await expect(offer).toBeVisible();
  await expectAccessible(cai, 'an update that is offered');
  await cai.goOffline();
  await cai.send('Written before the update');
  await expect(page.getByText('What is not sent stays on this device.')).toBeVisible();
  await cai.composer.fill('half a sentence');
  await page.getByRole('button', { name: 'Update' }).click();
  await expect(offer).toBeHidden();
  await expect(cai.message('Written before the update')).toBeVisible();
  await expect(cai.composer).toHaveValue('half a sentence');
  await cai.goOnline();
  await expect.poll(() => cai.states()).toEqual(['sent']);
  await cai.close();
  proxy.stop();
});

test('what another application shares becomes a draft, offline too @pwa', async () => {
  await ben.goOffline();
  await ben.page.goto('/share?title=Sheet+4&text=The+plan+of+the+ridge&url=https%3A%2F%2Fexample.org%2F4');
  await expect(ben.page.getByRole('blockquote')).toHaveText(
    'Sheet 4\nThe plan of the ridge\nhttps://example.org/4',
  );
  await expectAccessible(ben, 'share');
  await ben.page.getByRole('list', { name: 'Conversations to share with' }).getByText('Ridge team').click();
  await expect(ben.composer).toHaveValue('Sheet 4\nThe plan of the ridge\nhttps://example.org/4');
  await ben.composer.fill('');
  await ben.page.goto('/share');
  await expect(ben.page.getByText('handed over no text')).toBeVisible();
  await ben.page.goto(`/share?text=${'x'.repeat(9_000)}`);
  await expect(ben.page.getByRole('alert')).toContainText('too long');
  await ben.goOnline();
});

test('[S1] what was written without a network goes out without a page, where the browser wakes the worker @pwa', async ({
  browser,
}) => {
  const eve = await Screen.open(browser, server.url);
  // This browser believes that there is a network: it would wake the worker while the page is there.
  await eve.context.addInitScript(() => {
    Object.defineProperty(ServiceWorkerRegistration.prototype, 'sync', {
      value: { register: (tag: string) => Promise.resolve(localStorage.setItem('asked for', tag)) },
    });
  });
  await eve.join(await ada.createInvite(), 'eve');
  await eve.createGroup('Far side', ['ada']);
  await eve.untilReadyForOffline();
  await eve.goOffline();
  await eve.send('Camp is up');
  await expect.poll(() => eve.page.evaluate(() => localStorage.getItem('asked for'))).toBe('unsent');
  await expect(eve.message('Camp is up')).toContainText('on this device');
  await eve.page.goto('about:blank');
  await eve.goOnline();
  await wakeWorker(eve.page, server.url, (devtools, worker) =>
    devtools.send('ServiceWorker.dispatchSyncEvent', { ...worker, tag: 'unsent', lastChance: true }),
  );
  await ada.openGroup('Far side');
  await expect(ada.message('Camp is up')).toBeVisible();
  await eve.close();
});

test('[U46] where the browser offers it, Cairn is installed by a button, and a no is kept @pwa', async () => {
  const { page } = ben;
  await ben.openGroup('Wells');
  await ben.send('Back at the wells');
  const notifications = page.getByRole('region', { name: 'Notifications' });
  const offer = page.getByRole('region', { name: 'Installation' });
  await expect(offer).toBeHidden();
  if (await notifications.isVisible()) await notifications.getByRole('button', { name: 'Not now' }).click();
  await offerToInstall(page, 'dismissed');
  await expectAccessible(ben, 'the offer to install');
  await offer.getByRole('button', { name: 'Install' }).click();
  await expect(offer).toBeHidden();
  await page.reload();
  await expect(ben.message('Back at the wells')).toBeVisible();
  await offerToInstall(page, 'accepted');
  await expect(offer).toBeHidden();

  await page.getByRole('button', { name: 'Menu' }).click();
  await page.getByRole('menuitem', { name: 'Settings' }).click();
  await page.getByRole('link', { name: 'Ready for the field' }).click();
  await labelled(checks(ben), 'Installed').getByRole('button', { name: 'Install' }).click();
  await expect(labelled(checks(ben), 'Installed')).toContainText('It opens from the home screen.');
});

/** What a browser that can install says, and what it does when the person has answered; headless ones never do. */
const offerToInstall = (page: Page, outcome: 'accepted' | 'dismissed'): Promise<void> =>
  page.evaluate((answer) => {
    const event = new Event('beforeinstallprompt', { cancelable: true });
    const prompt = () => {
      if (answer === 'accepted') dispatchEvent(new Event('appinstalled'));
      return Promise.resolve();
    };
    dispatchEvent(Object.assign(event, { prompt, userChoice: Promise.resolve({ outcome: answer }) }));
  }, outcome);

test('the manifest names what there is @pwa', async ({ request }) => {
  const manifest = JSON.parse(readFileSync(path.join(root, 'static/manifest.webmanifest'), 'utf8')) as {
    name: string;
    start_url: string;
    display: string;
    icons: { src: string; sizes: string; purpose?: string }[];
    shortcuts: { url: string }[];
    share_target: { action: string };
  };
  expect(manifest).toMatchObject({ name: 'Cairn', start_url: '/', display: 'standalone' });
  expect(manifest.icons.map(({ sizes }) => sizes)).toEqual(expect.arrayContaining(['192x192', '512x512']));
  expect(manifest.icons.some(({ purpose }) => purpose === 'maskable')).toBe(true);
  for (const address of [
    ...manifest.icons.map(({ src }) => src),
    ...manifest.shortcuts.map(({ url }) => url),
    manifest.share_target.action,
  ])
    expect((await request.get(server.url + address)).status(), address).toBe(200);
});

test('a device says whether it is ready for the field, and who leads the group sees it', async ({
  browser,
}) => {
  const { page } = ben;
  await page.goto('/settings/readiness');
  await expect(page.getByText(/^Ready until /)).toBeVisible();
  await expect(checks(ben)).toHaveCount(8);
  await expect(labelled(checks(ben), 'Messages')).toContainText('All that you chose');
  await expect(labelled(checks(ben), 'Search')).toContainText('without a network');
  await expect(labelled(checks(ben), 'Clock')).toContainText('agrees with the server');
  await page.getByLabel('How far back').selectOption('90 days');
  await page.getByLabel('All, those to come included').uncheck();
  await page.getByLabel('Wells').uncheck();
  await page.getByRole('button', { name: 'Fetch and check' }).click();
  await expect(page.getByText(/^Ready until /)).toBeVisible();
  await expectAccessible(ben, 'readiness');
  await page.reload();
  await expect(page.getByLabel('Wells')).not.toBeChecked();
  await expect(page.getByLabel('How far back')).toHaveValue('90');

  await ada.openGroup('Ridge team');
  await ada.page.getByRole('button', { name: 'Details' }).click();
  await ada.page.getByRole('button', { name: 'Who is ready' }).click();
  await expect(ada.page.getByRole('dialog').getByRole('status')).toContainText('1 of 2 ready');
  await expect(
    ada.page.getByRole('dialog').getByText(/ready for the field until .* last seen/),
  ).toBeVisible();
  await expectAccessible(ada, 'who is ready');
  await ada.page.getByRole('button', { name: 'Close' }).click();

  // Without a network: what the device knows itself, and that nobody could be asked.
  await ben.goOffline();
  await page.reload();
  await expect(labelled(checks(ben), 'Messages')).toContainText('All that you chose');
  await expect(labelled(checks(ben), 'Sign-in')).toContainText('could not be asked');
  await ben.goOnline();

  const phone = await Screen.open(browser, server.url, PHONE);
  await phone.signIn('ben');
  await phone.page.goto('/settings/readiness');
  await expect(checks(phone)).toHaveCount(8);
  await expectAccessible(phone, 'readiness on a phone');
  await phone.close();
});

test('[U29] what is not gone is in one place, with its age and what keeps it, and a report without its text', async () => {
  const { page } = ben;
  await ben.openGroup('Wells');
  await ben.goOffline();
  await ben.send('The pump has stopped');
  await ben.act('The pump has stopped', 'Info');
  await page.getByRole('link', { name: 'Why is it not gone?' }).click();
  await expect(page.getByText(/1 waiting, 20 characters, the oldest since/)).toBeVisible();
  await page.getByRole('button', { name: 'Look', exact: true }).click();
  const found = page.getByRole('list', { name: 'What was found' }).getByRole('listitem');
  await expect(labelled(found, 'Network')).toContainText('has no network');
  await expect(labelled(found, 'Server')).toContainText('did not answer');
  await expect(labelled(found, 'Agreement')).toContainText('Nothing could be compared');
  await expectAccessible(ben, 'why something is not gone');
  await ben.context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: server.url });
  await page.getByRole('button', { name: 'Copy a report' }).click();
  await expect(page.getByText('Copied')).toBeVisible();
  const report = await page.evaluate(() => navigator.clipboard.readText());
  expect(JSON.parse(report)).toMatchObject({
    network: 'offline',
    groups: [{ unsent: 1, agreement: 'unknown' }],
  });
  expect(report).not.toMatch(/pump|Wells|ben/);

  await ben.goOnline();
  await expect(page.getByRole('main').getByText(/1 waiting/)).toBeHidden();
  await page.getByRole('button', { name: 'Look again' }).click();
  await expect(labelled(found, 'Agreement')).toContainText('agree, compared in 2 conversations');
});
