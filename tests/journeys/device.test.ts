import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, expect, test, type BrowserContext } from '@playwright/test';
import { browserArguments, ensureBrowser } from '../support/browser.ts';
import { LAPTOP, Screen } from '../support/journey.ts';
import { startServer, type ServerProcess } from '../support/server-process.ts';

let server: ServerProcess;

test.beforeAll(async () => {
  server = await startServer();
});
test.afterAll(async () => {
  await server?.stop();
});

test('[S27] two tabs of one browser agree without a network, and after a reload', async ({ browser }) => {
  const one = await Screen.open(browser, server.url);
  await one.found('ada');
  await one.createGroup('Tabs', []);
  const two = await one.anotherTab();
  await two.openGroup('Tabs');
  await one.untilReadyForOffline();
  await one.goOffline();
  await one.send('from the first tab');
  await expect(two.message('from the first tab')).toBeVisible();
  await two.send('from the second tab');
  await expect(one.message('from the second tab')).toBeVisible();
  await Promise.all([one.page.reload(), two.page.reload()]);
  for (const tab of [one, two])
    await expect.poll(() => tab.states()).toEqual(['on this device', 'on this device']);
  expect(await one.shown()).toEqual(await two.shown());
  await one.goOnline();
  for (const tab of [one, two]) await expect.poll(() => tab.states()).toEqual(['sent', 'sent']);
  expect(await one.shown()).toEqual(await two.shown());
  await one.close();
});

test('[S24] [U32] what is shown as on this device survives a killed browser and a lost session, and goes out after signing in', async () => {
  const profile = await mkdtemp(path.join(tmpdir(), 'cairn-profile-'));
  const launch = async () =>
    chromium.launchPersistentContext(profile, {
      executablePath: await ensureBrowser(),
      args: browserArguments,
      baseURL: server.url,
      viewport: LAPTOP,
    });
  const before = await launch();
  const writer = Screen.of(before, before.pages()[0]!);
  await writer.signIn('ada');
  await writer.createGroup('Hut', []);
  await writer.untilReadyForOffline();
  await writer.goOffline();
  const texts = Array.from({ length: 5 }, (_, at) => `left in the hut ${at}`);
  for (const text of texts) await writer.send(text);
  await expect.poll(() => writer.states()).toEqual(texts.map(() => 'on this device'));
  await kill(before);
  const after = await launch();
  await after.setOffline(true);
  const reader = Screen.of(after, after.pages()[0]!);
  await reader.page.goto('/');
  await reader.openGroup('Hut');
  for (const text of texts) await expect(reader.message(text)).toBeVisible();
  expect(await reader.states()).toEqual(texts.map(() => 'on this device'));
  // A browser that is killed forgets a young cookie; here it always does.
  await after.clearCookies();
  await after.setOffline(false);
  await reader.page.getByRole('link', { name: 'Signed out: sign in to send' }).click();
  await reader.signIn('ada');
  await reader.openGroup('Hut');
  await expect.poll(() => reader.states()).toEqual(texts.map(() => 'sent'));
  await after.close();
  await rm(profile, { recursive: true, force: true });
});

test('leaving a group takes it off the list, and the others see it', async ({ browser }) => {
  const ada = await Screen.open(browser, server.url);
  await ada.signIn('ada');
  const ben = await Screen.open(browser, server.url);
  await ben.join(await ada.createInvite(), 'ben');
  await ada.createGroup('Short lived', ['ben']);
  await ben.openGroup('Short lived');
  const members = ada.page.locator('main header');
  await expect(members).toContainText('ben');
  await ben.leave();
  await expect(ben.page.getByRole('link', { name: /Short lived/ })).toHaveCount(0);
  await expect(members).not.toContainText('ben');
  await ada.close();
  await ben.close();
});

/** Ends a browser as a dead battery does. */
async function kill(context: BrowserContext): Promise<void> {
  const session = await context.browser()!.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const gone = new Promise((resolve) => context.once('close', resolve));
  process.kill(processInfo.find(({ type }) => type === 'browser')!.id, 'SIGKILL');
  await gone;
}

test('[S24] a disk that takes long to answer is waited for where there is no network', async ({
  browser,
}) => {
  const screen = await Screen.open(browser, server.url);
  await screen.signIn('ada');
  await screen.createGroup('Slow disk', []);
  await screen.send('still here');
  await expect.poll(() => screen.states()).toEqual(['sent']);
  await screen.untilReadyForOffline();
  await screen.page.addInitScript(answerLate, { database: 'cairn-device', ms: 5_000 });
  await screen.context.setOffline(true);
  await screen.page.reload();
  await expect(screen.message('still here')).toBeVisible();
  // With a network the server is asked meanwhile.
  await screen.context.setOffline(false);
  await screen.page.addInitScript(answerLate, { database: 'cairn-device', ms: 3_600_000 });
  await screen.page.reload();
  await expect(screen.message('still here')).toBeVisible();
  await screen.close();
});

/** In the page: this database is opened so much later. */
function answerLate({ database, ms }: { database: string; ms: number }): void {
  const open = IDBFactory.prototype.open;
  IDBFactory.prototype.open = function (name: string, version?: number) {
    if (name !== database) return open.call(this, name, version);
    const late: Record<string, unknown> = {};
    setTimeout(() => {
      const request = open.call(this, name, version);
      for (const event of ['success', 'error', 'upgradeneeded'])
        request.addEventListener(event, (happened) => {
          if (event !== 'error') late['result'] = request.result;
          (late[`on${event}`] as ((what: Event) => void) | undefined)?.(happened);
        });
    }, ms);
    return late as unknown as IDBOpenDBRequest;
  };
}
