import { expect, test, type Browser, type Page } from '@playwright/test';
import { PHONE, Screen } from '../support/journey.ts';
import { startServer, type ServerProcess } from '../support/server-process.ts';

let server: ServerProcess;
let ada: Screen;
let ben: Screen;

test.beforeAll(async ({ browser }: { browser: Browser }) => {
  server = await startServer();
  [ada, ben] = [await Screen.open(browser, server.url), await Screen.open(browser, server.url, PHONE)];
  await ada.found('ada');
  await ben.join(await ada.createInvite(), 'ben');
  await ada.createGroup('Ridge team', ['ben']);
});
test.afterAll(async () => {
  await Promise.all([ada?.close(), ben?.close()]);
  await server?.stop();
});

/** What stands on an own message beside the time. */
const mark = (screen: Screen, text: string, words: string) =>
  screen.message(text).getByText(words, { exact: true });
const row = ({ page }: Screen) => page.getByRole('navigation').getByRole('link', { name: /Ridge team/ });

async function showReceipts(page: Page, choice: 'shown' | 'hidden'): Promise<void> {
  await page.goto('/settings/privacy');
  await page.getByRole('checkbox', { name: /Show others/ }).setChecked(choice === 'shown');
  await page.goto('/');
}

test('[S10] [S11] [U26] [U27] an own message goes from sent to delivered to read, as the other receives and reads it', async () => {
  await ben.context.setOffline(true);
  await ada.send('where is the core box?');
  await expect(mark(ada, 'core box', 'sent')).toBeVisible();
  await ben.context.setOffline(false);
  await expect(mark(ada, 'core box', 'delivered')).toBeVisible();
  await ben.openGroup('Ridge team');
  await expect(mark(ada, 'core box', 'read')).toBeVisible();
  await expect(ada.message('core box')).toHaveAttribute('aria-label', /, read: where is the core box\?$/);
});

test('[S6] [S7] [U40] [U43] what is marked unread stays so on all devices until it is read, and the title counts it', async ({
  browser,
}) => {
  await ben.page.goBack();
  const laptop = await Screen.open(browser, server.url);
  await laptop.signIn('ben');
  await ada.send('one more thing');
  for (const { page } of [ben, laptop]) await expect(page).toHaveTitle(/^\(1\) /);
  await ben.openGroup('Ridge team');
  for (const { page } of [ben, laptop]) await expect(page).toHaveTitle(/^(?!\()/);
  // From the message, by a finger: everything from there on.
  await ben.act('core box', 'Mark unread');
  await ben.page.goBack();
  for (const screen of [ben, laptop]) {
    await expect(screen.page).toHaveTitle(/^\(2\) /);
    await expect(row(screen)).toHaveAccessibleName(/2 unread/);
  }
  await row(laptop).click({ button: 'right' });
  await laptop.page.getByRole('menuitem', { name: 'Mark read' }).click();
  for (const { page } of [ben, laptop]) await expect(page).toHaveTitle(/^(?!\()/);
  await row(laptop).click({ button: 'right' });
  await laptop.page.getByRole('menuitem', { name: 'Mark unread' }).click();
  for (const { page } of [ben, laptop]) await expect(page).toHaveTitle(/^\(1\) /);
  await laptop.openGroup('Ridge team');
  for (const { page } of [ben, laptop]) await expect(page).toHaveTitle(/^(?!\()/);
  await laptop.close();
});

test('who writes is said while they do, and who is here while they are', async () => {
  await ben.openGroup('Ridge team');
  await expect(ada.page.getByRole('main').getByText('online', { exact: true })).toBeVisible();
  await ben.composer.pressSequentially('half a tho');
  await expect(ada.page.getByText('ben is writing…')).toBeVisible();
  await expect(ada.page.getByText('ben is writing…')).toBeHidden();
  await ben.composer.pressSequentially('ught');
  await expect(ada.page.getByText('ben is writing…')).toBeVisible();
  await ben.page.getByRole('button', { name: 'Send' }).tap();
  await expect(ada.message('half a thought')).toBeVisible();
  await expect(ada.page.getByText('ben is writing…')).toBeHidden();
  await ben.context.setOffline(true);
  await expect(ada.page.getByRole('main').getByText('online', { exact: true })).toBeHidden();
  await ben.context.setOffline(false);
  await expect(ada.page.getByRole('main').getByText('online', { exact: true })).toBeVisible();
  await ben.page.goBack();
  await expect(ada.page.getByRole('main').getByText('online', { exact: true })).toBeHidden();
});

test('[S10] who switches receipts off shows none and sees none, until they are on again', async () => {
  await showReceipts(ben.page, 'hidden');
  await ada.send('can you hear me?');
  await ben.openGroup('Ridge team');
  await ben.send('loud and clear');
  await expect(ada.message('loud and clear')).toBeVisible();
  await expect(mark(ada, 'hear me', 'sent')).toBeVisible();
  await expect(mark(ben, 'loud and clear', 'sent')).toBeVisible();
  await showReceipts(ben.page, 'shown');
  await ben.openGroup('Ridge team');
  await expect(mark(ada, 'hear me', 'read')).toBeVisible();
  await expect(mark(ben, 'loud and clear', 'read')).toBeVisible();
});
