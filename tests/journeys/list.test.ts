/** The list of conversations as one keeps it, and finding the way in a conversation with much that is new. */
import { expect, test, type Browser } from '@playwright/test';
import type { RecordId } from '#domain/ids.ts';
import { newId } from '#client/random.ts';
import { expectAccessible } from '../support/accessible.ts';
import { Device, makeGroup } from '../support/device.ts';
import { Screen } from '../support/journey.ts';
import { startServer, type ServerProcess } from '../support/server-process.ts';

let server: ServerProcess;
let ada: Screen;
let ben: Screen;

test.beforeAll(async ({ browser }: { browser: Browser }) => {
  server = await startServer();
  ada = await Screen.open(browser, server.url);
  await ada.found('ada');
  ben = await Screen.open(browser, server.url);
  await ben.join(await ada.createInvite(), 'ben');
  for (const name of ['Wells', 'Ridge team', 'Canteen']) {
    await ada.createGroup(name, ['ben']);
    await ada.send(`First of ${name}`);
  }
});
test.afterAll(async () => {
  await ada?.close();
  await ben?.close();
  await server?.stop();
});

const listOf = ({ page }: Screen) => page.getByRole('navigation', { name: 'Conversations' });
const rowsOf = (screen: Screen) => listOf(screen).getByRole('listitem');
const rowOf = (screen: Screen, name: string) => rowsOf(screen).filter({ hasText: name });

async function choose(screen: Screen, name: string, action: string): Promise<void> {
  await rowOf(screen, name).getByRole('link').click({ button: 'right' });
  await screen.page.getByRole('menuitem', { name: action, exact: true }).click();
}

test('[U39] [U40] what is pinned, muted and put away stays so on the other device, offline too', async ({
  browser,
}) => {
  const second = await Screen.open(browser, server.url);
  await second.signIn('ben');
  await expect(rowsOf(second)).toHaveCount(3);
  await ben.goOffline();
  await choose(ben, 'Wells', 'Pin');
  await expect(rowsOf(ben).first()).toContainText('Wells');
  await expect(rowsOf(ben).first()).toContainText('pinned');
  await choose(ben, 'Canteen', 'Archive for me');
  await expect(rowOf(ben, 'Canteen')).toHaveCount(0);
  await choose(ben, 'Ridge team', 'Mute');
  await expect(rowOf(ben, 'Ridge team')).toContainText('muted');

  await ben.goOnline();
  await expect(rowsOf(second).first()).toContainText('pinned');
  await expect(rowOf(second, 'Ridge team')).toContainText('muted');
  await expect(rowOf(second, 'Canteen')).toBeHidden();
  await second.page.getByText('Archived for me').click();
  await expect(rowOf(second, 'Canteen')).toBeVisible();
  await expectAccessible(second, 'list with what was put away');

  // Also for who does not find the menu of a row.
  await second.openGroup('Ridge team');
  await second.page.getByRole('button', { name: 'Details' }).click();
  await second.page.getByRole('button', { name: 'Pin', exact: true }).click();
  await expect(rowOf(second, 'Ridge team')).toContainText('pinned');
  await second.page.getByRole('button', { name: 'Unpin' }).click();
  await second.page.keyboard.press('Escape');

  // What is new brings it back; what is pinned stays where it is.
  await ada.openGroup('Canteen');
  await ada.send('Soup today');
  await expect(rowOf(ben, 'Canteen')).toContainText('Soup today');
  await expect(rowsOf(ben).nth(1)).toContainText('Canteen');
  await choose(ben, 'Wells', 'Unpin');
  await expect(rowsOf(second).first()).toContainText('Canteen');
  await second.close();
});

test('[U39] a message that mentions one is marked in the list until it is read', async () => {
  await ben.openGroup('Wells');
  await ada.openGroup('Canteen');
  await ada.send('Anybody for soup?');
  await expect(rowOf(ben, 'Canteen')).toContainText('unread');
  await expect(rowOf(ben, 'Canteen')).not.toContainText('you are mentioned');
  await ada.send('There is a bowl left for @ben');
  await expect(rowOf(ben, 'Canteen')).toContainText('you are mentioned');
  await ben.openGroup('Canteen');
  await expect(rowOf(ben, 'Canteen')).not.toContainText('you are mentioned');
});

test('[U11] [U14] [U16] [U17] one finds back to the first unread message, and sees the day while scrolling', async () => {
  const [asAda, asBen] = [await ada.person(), await ben.person()];
  const device = new Device(asAda);
  const group = device.group(await makeGroup([asAda, asBen], 'Busy day'));
  const records = Array.from({ length: 500 }, (_, at) => {
    return { id: newId<RecordId>(), by: asAda.id, text: `Report ${at}`, at: Date.now() };
  });
  await ben.openGroup('Busy day');
  await expect(ben.page.getByText('Nothing has been said here yet')).toBeVisible();
  await ben.openGroup('Wells');
  void group.replica.write(() => group.volume.messages.push(records));
  await group.untilSent();
  await device.close();

  const { page } = ben;
  const divider = page.getByRole('main').getByText('New messages', { exact: true });
  const toNew = page.getByRole('button', { name: 'Jump to first unread' });
  await expect(rowOf(ben, 'Busy day')).toContainText('99+');
  await ben.openGroup('Busy day');
  await expect(divider).toBeInViewport();
  await expect(ben.message('Report 0').first()).toBeInViewport();
  await expect(toNew).toBeHidden();

  await page.getByRole('button', { name: 'Jump to present' }).click();
  await expect(ben.message('Report 499')).toBeInViewport();
  await toNew.click();
  await expect(divider).toBeInViewport();
  await expect(ben.message('Report 0').first()).toBeInViewport();
  await expect(toNew).toBeHidden();

  const dayOnTop = page.getByRole('main').locator('p[aria-hidden=true] time');
  await ben.message('Report 20').hover();
  await expect(async () => {
    await page.mouse.wheel(0, 300);
    await expect(dayOnTop).toHaveText('Today', { timeout: 1_000 });
  }).toPass();
  await expect(dayOnTop).toBeHidden();
});

test('[S22] a new group stands by when it was made, without a network and for the others too', async () => {
  await ada.untilReadyForOffline();
  await ada.goOffline();
  await ada.createGroup('Alpine hut', ['ben']);
  await expect(rowsOf(ada).first()).toContainText('Alpine hut');
  await ada.page.reload();
  await expect(rowsOf(ada).first()).toContainText('Alpine hut');
  await ada.goOnline();
  await expect(rowsOf(ben).first()).toContainText('Alpine hut');
  await ada.untilIn();
  await ada.page.reload();
  await expect(rowsOf(ada).first()).toContainText('Alpine hut');
  await ada.openGroup('Wells');
  await ada.send('All dry');
  for (const screen of [ada, ben]) {
    await expect(rowsOf(screen).first()).toContainText('All dry');
    await expect(rowsOf(screen).nth(1)).toContainText('Alpine hut');
  }
});

test('[U31] the list stands still while a start reads what the device holds', async () => {
  const order = () =>
    listOf(ada)
      .getByRole('link')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href')).join());
  const before = await order();
  await ada.page.addInitScript(() => {
    const orders: string[] = [];
    Object.assign(globalThis, { orders });
    new MutationObserver(() => {
      const links = [...document.querySelectorAll('nav li a')];
      if (links.length > 0) orders.push(links.map((link) => link.getAttribute('href')).join());
    }).observe(document, { childList: true, subtree: true, characterData: true });
  });
  await ada.page.reload();
  await expect(rowsOf(ada).first()).toContainText('All dry');
  await ada.untilIn();
  const orders = await ada.page.evaluate(() => (globalThis as unknown as { orders: string[] }).orders);
  expect(new Set(orders)).toEqual(new Set([before]));
});
