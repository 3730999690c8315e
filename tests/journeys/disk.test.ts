import { expect, test, type CDPSession } from '@playwright/test';
import { Screen } from '../support/journey.ts';
import { foundOrganisation } from '../support/people.ts';
import { startServer, type ServerProcess } from '../support/server-process.ts';

let server: ServerProcess;

test.beforeAll(async () => {
  server = await startServer();
  await foundOrganisation(server.url);
});
test.afterAll(async () => {
  await server?.stop();
});

test('[S26] a full disk is said, sending goes on from memory, and with space the device is whole again', async ({
  browser,
}) => {
  const ada = await Screen.open(browser, server.url);
  await ada.signIn('ada');
  await ada.createGroup('Full', []);
  await ada.send('while there was space');
  await ada.untilReadyForOffline();
  const debug = await ada.context.newCDPSession(ada.page);
  await setQuota(debug, 1);
  const warning = ada.page.getByRole('alert').filter({ hasText: 'This device has no space left' });
  const texts = ['while there was space'];
  // Chromium (156) trusts for up to half a minute in what space it found before.
  await expect(async () => {
    const text = `from memory ${texts.length}.`;
    await ada.send(text);
    texts.push(text);
    await expect(warning).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 60_000 });
  await expect(warning).toContainText('kept in memory only while this page is open');
  const sent = texts.map(() => 'sent');
  await expect.poll(() => ada.states()).toEqual(sent);
  await ada.goOffline();
  await ada.send('in memory only');
  await expect.poll(() => ada.states()).toEqual([...sent, 'saving']);
  await setQuota(debug, undefined);
  await expect.poll(() => ada.states(), { timeout: 60_000 }).toEqual([...sent, 'on this device']);
  await expect(warning).toBeHidden({ timeout: 40_000 });
  // A test's browser is a private window; nothing was promised to it.
  await expect(ada.page.getByText('a private window forgets them')).toBeVisible();
  await ada.page.reload();
  await expect.poll(() => ada.states()).toEqual([...sent, 'on this device']);
  for (const text of [...texts, 'in memory only']) await expect(ada.message(text)).toBeVisible();
  await ada.goOnline();
  await expect.poll(() => ada.states()).toEqual([...sent, 'sent']);
  await ada.close();
});

test('[S24] what was unsent when the browser took the storage away is on the device again and goes out', async ({
  browser,
}) => {
  const ada = await Screen.open(browser, server.url);
  await ada.signIn('ada');
  await ada.createGroup('Taken', []);
  await ada.send('sent');
  await expect.poll(() => ada.states()).toEqual(['sent']);
  await ada.goOffline();
  await ada.send('before it was taken');
  await expect.poll(() => ada.states()).toEqual(['sent', 'on this device']);
  const debug = await ada.context.newCDPSession(ada.page);
  await debug.send('Storage.clearDataForOrigin', { origin: server.url, storageTypes: 'indexeddb' });
  await ada.send('after it was taken');
  await expect.poll(() => ada.states()).toEqual(['sent', 'on this device', 'on this device']);
  // The page that had them in memory is gone before the network is back.
  await ada.page.goto('about:blank');
  await ada.goOnline();
  await ada.page.goto('/');
  await ada.openGroup('Taken');
  await expect.poll(() => ada.states()).toEqual(['sent', 'sent', 'sent']);
  for (const text of ['before it was taken', 'after it was taken'])
    await expect(ada.message(text)).toBeVisible();
  await ada.close();
});

test('signing out in one tab leaves nothing of the person, whatever another tab still does', async ({
  browser,
}) => {
  const ada = await Screen.open(browser, server.url);
  await ada.signIn('ada');
  await ada.createGroup('Left open', []);
  await ada.send('a text');
  const other = await ada.anotherTab();
  await other.signOut();
  await ada.composer.fill('written after signing out');
  await ada.page.getByRole('button', { name: 'Send' }).click();
  await expect(ada.page.getByRole('alert').filter({ hasText: 'in memory only' })).toBeVisible();
  const names = await other.page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));
  expect(names).toEqual(['cairn-device']);
  await ada.close();
});

/** @param quotaSize in bytes; undefined gives back what there was */
async function setQuota(debug: CDPSession, quotaSize: number | undefined): Promise<void> {
  await debug.send('Storage.overrideQuotaForOrigin', { origin: server.url, quotaSize });
}
