/** The whole road by keyboard alone, the shortcuts, and drafts, which go from device to device. */
import { expect, test, type Browser } from '@playwright/test';
import { expectAccessible } from '../support/accessible.ts';
import { Screen } from '../support/journey.ts';
import { PASSWORD } from '../support/people.ts';
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
  for (const name of ['Wells', 'Ridge team']) {
    await ada.createGroup(name, ['ben']);
    await ada.send(`First of ${name}`);
  }
});
test.afterAll(async () => {
  await ada?.close();
  await ben?.close();
  await server?.stop();
});

const isOpen = ({ page }: Screen, name: string) =>
  expect(page.getByRole('main').getByRole('heading', { name, level: 1 })).toBeVisible();

test('[U52] signing in, reading, writing, replying, reacting, editing, searching and switching by keyboard alone', async ({
  browser,
}) => {
  const screen = await Screen.open(browser, server.url);
  const { page } = screen;
  const { keyboard } = page;
  await page.goto('/sign-in');
  await page.getByLabel('Employee ID').focus();
  await keyboard.type('ben');
  await keyboard.press('Tab');
  await keyboard.type(PASSWORD);
  await keyboard.press('Enter');
  await screen.untilIn();

  await keyboard.press('Control+k');
  await expect(page.getByRole('combobox')).toBeFocused();
  await keyboard.type('ridge');
  await keyboard.press('Enter');
  await expect(screen.composer).toBeFocused();
  await keyboard.type('By keyboard');
  await keyboard.press('Enter');
  await expect(screen.message('By keyboard')).toBeVisible();

  await keyboard.press('ArrowUp');
  await expect(screen.composer).toHaveValue('By keyboard');
  await keyboard.type(' alone');
  await keyboard.press('Enter');
  await expect(screen.message('By keyboard alone')).toBeVisible();

  // From the composer back to the messages, and to the one before.
  await screen.list.getByRole('listitem').last().focus();
  await keyboard.press('ArrowUp');
  const first = screen.message('First of Ridge team');
  await expect(first).toBeFocused();
  await keyboard.press('Tab');
  await expect(first.getByRole('button', { name: 'React', exact: true })).toBeFocused();
  await keyboard.press('Enter');
  await page.getByRole('group', { name: 'React with' }).getByRole('button').first().focus();
  await keyboard.press('Enter');
  await expect(screen.composer).toBeFocused();

  await first.focus();
  await keyboard.press('Tab');
  await keyboard.press('Tab');
  await expect(first.getByRole('button', { name: 'Reply', exact: true })).toBeFocused();
  await keyboard.press('Enter');
  await expect(screen.composer).toBeFocused();
  await keyboard.type('An answer');
  await keyboard.press('Enter');
  await expect(screen.message('An answer')).toBeVisible();

  await keyboard.press('Control+k');
  await keyboard.type('answer');
  await keyboard.press('ArrowUp');
  await keyboard.press('Enter');
  await expect(page.getByRole('searchbox')).toBeFocused();
  const hit = page.getByRole('main').locator('a[href*="message="]');
  await expect(hit).toHaveCount(1);
  await keyboard.press('Tab');
  await keyboard.press('Tab');
  await expect(hit).toBeFocused();
  await keyboard.press('Enter');
  await expect(screen.message('An answer')).toBeFocused();
  await screen.close();
});

test('[U37] Alt+arrows go from conversation to conversation, with Shift to the unread ones, and Esc marks read', async () => {
  const { keyboard } = ben.page;
  await ben.page.goto('/');
  await ben.untilIn();
  await ben.openGroup('Ridge team');
  await ada.openGroup('Wells');
  await ada.send('News of the wells');
  // The one with news is first now.
  const rows = ben.page.getByRole('navigation', { name: 'Conversations' }).getByRole('listitem');
  await expect(rows.first()).toContainText('News of the wells');
  await keyboard.press('Alt+ArrowUp');
  await isOpen(ben, 'Wells');
  await expect(ben.composer).toBeFocused();
  await keyboard.press('Alt+ArrowDown');
  await isOpen(ben, 'Ridge team');
  await keyboard.press('Alt+Shift+ArrowUp');
  await isOpen(ben, 'Ridge team'); // There is nothing unread.
  await ada.send('More of the wells');
  await expect(rows.first()).toContainText('unread');
  await keyboard.press('Alt+Shift+ArrowUp');
  await isOpen(ben, 'Wells');

  // Marked unread while it is on screen, it stays so until the reader says otherwise.
  await ben.act('More of the wells', 'Mark unread');
  await expect(rows.first()).toContainText('unread');
  await keyboard.press('Escape');
  await expect(rows.first()).not.toContainText('unread');
  await expect(ben.composer).toBeFocused();
});

test('[U38] ? lists the shortcuts, and is a letter while something is typed', async () => {
  const { page } = ben;
  await ben.openGroup('Wells');
  await ben.composer.fill('Really');
  await ben.composer.press('?');
  await expect(ben.composer).toHaveValue('Really?');
  await page.getByRole('link', { name: /Wells/ }).first().focus();
  await page.keyboard.press('?');
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(sheet).toContainText('Next unread conversation');
  await expectAccessible(ben, 'shortcuts');
  // Nothing goes on behind it.
  await page.keyboard.press('Alt+ArrowDown');
  await isOpen(ben, 'Wells');
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  await page.getByRole('button', { name: 'Menu' }).click();
  await page.getByRole('menuitem', { name: 'Keyboard shortcuts' }).click();
  await expect(sheet).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  await ben.composer.fill('');
});

test('[U4] a draft is on all devices of its writer, is marked in the list, and goes when it is sent', async ({
  browser,
}) => {
  const tablet = await Screen.open(browser, server.url);
  await tablet.signIn('ben');
  await ben.openGroup('Ridge team');
  await ben.composer.fill('Half a sen');
  const row = tablet.page.getByRole('link', { name: /Ridge team/ });
  await expect(row).toContainText('Draft Half a sen');
  await tablet.openGroup('Ridge team');
  await expect(tablet.composer).toHaveValue('Half a sen');
  await tablet.composer.fill('Half a sentence');
  await expect(ben.composer).toHaveValue('Half a sentence');
  await tablet.page.reload();
  await expect(tablet.composer).toHaveValue('Half a sentence');
  await ben.send('Half a sentence, and its end.');
  await expect(tablet.composer).toHaveValue('');
  await expect(tablet.message('and its end.')).toBeVisible();
  await tablet.close();
});

test('[U1] whether Enter sends is a choice, for all devices', async () => {
  await ben.page.goto('/settings/writing');
  await ben.page.getByRole('checkbox', { name: 'Enter sends the message' }).uncheck();
  await expectAccessible(ben, 'writing');
  await ben.openGroup('Ridge team');
  await ben.composer.fill('One');
  await ben.composer.press('Enter');
  await ben.page.keyboard.type('two');
  await expect(ben.composer).toHaveValue('One\ntwo');
  await ben.composer.press('Control+Enter');
  await expect(ben.message('two')).toBeVisible();
  await expect(ben.composer).toHaveValue('');
});
