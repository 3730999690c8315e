import { expect, test, type Browser } from '@playwright/test';
import { TEXT_MAX } from '#domain/limits.ts';
import { PASSWORD } from '../support/people.ts';
import { Screen } from '../support/journey.ts';
import { startServer, type ServerProcess } from '../support/server-process.ts';

let server: ServerProcess;
let ada: Screen;

test.beforeAll(async ({ browser }: { browser: Browser }) => {
  server = await startServer();
  ada = await Screen.open(browser, server.url);
  await ada.found('ada');
  await ada.createGroup('Ridge team', []);
});
test.afterAll(async () => {
  await ada?.close();
  await server?.stop();
});

test('what is wrong with the first run is said beside its field, and what was typed is kept', async ({
  browser,
}) => {
  const fresh = await startServer();
  const screen = await Screen.open(browser, fresh.url);
  await screen.page.goto('/');
  await screen.page.getByLabel('Organisation').fill('Northfield Survey');
  await screen.page.getByLabel('Employee ID').fill('not an id!');
  await screen.page.getByLabel('Password').fill('short');
  await screen.page.getByRole('button', { name: 'Create organisation' }).click();
  await expect(screen.page.getByText('Enter your name.')).toBeVisible();
  await expect(screen.page.getByText(/An employee ID has letters/)).toBeVisible();
  await expect(screen.page.getByText('Choose a password of at least 10 characters.')).toBeVisible();
  await expect(screen.page.getByLabel('Organisation')).toHaveValue('Northfield Survey');
  await expect(screen.page.getByLabel('Password')).toHaveValue('');
  await screen.close();
  await fresh.stop();
});

test('a wrong password and an unknown person are answered with the same sentence', async ({ browser }) => {
  const screen = await Screen.open(browser, server.url);
  for (const [id, password] of [
    ['ada', 'not the password'],
    ['nobody', PASSWORD],
  ] as const) {
    await screen.page.goto('/sign-in');
    await screen.page.getByLabel('Employee ID').fill(id);
    await screen.page.getByLabel('Password').fill(password);
    await screen.page.getByRole('button', { name: 'Sign in' }).click();
    await expect(screen.page.getByText('The employee ID or the password is wrong.')).toBeVisible();
  }
  await screen.close();
});

test('an invite that does not exist says so, and lets nobody in', async ({ browser }) => {
  const screen = await Screen.open(browser, server.url);
  await screen.page.goto('/join/AAAAAAAAAAAAAAAAAAAAAA');
  await expect(screen.page.getByText('This invite link is not valid.')).toBeVisible();
  await expect(screen.page.getByLabel('Password')).toHaveCount(0);
  await screen.close();
});

test('an empty message is not sent, and one that is too long says so and keeps its text', async () => {
  const { page, composer, list } = ada;
  const before = await list.getByRole('listitem').count();
  await composer.fill('   \n ');
  await composer.press('Enter');
  await expect(list.getByRole('listitem')).toHaveCount(before);
  const long = 'x'.repeat(TEXT_MAX + 1);
  await composer.fill(long);
  await composer.press('Enter');
  await expect(page.getByText(/8,000/).first()).toBeVisible();
  await expect(composer).toHaveValue(long);
  await expect(list.getByRole('listitem')).toHaveCount(before);
  await composer.fill('');
});

test('[U55] text is text: no script runs and nothing becomes markup', async () => {
  const dialogs: string[] = [];
  ada.page.on('dialog', (dialog) => void dialogs.push(dialog.message()));
  const text = '<img src=x onerror=alert(1)> <script>alert(2)</script> javascript:alert(3)';
  await ada.send(text);
  await expect(ada.message(text)).toBeVisible();
  await expect(ada.list.locator('img, script, a[href^="javascript"]')).toHaveCount(0);
  expect(dialogs).toEqual([]);
});

test('an address of a group that this device does not know is explained', async () => {
  await ada.page.goto('/g/AAAAAAAAAAAAAAAA');
  await expect(ada.page.getByText('This conversation is not on this device.')).toBeVisible();
  await ada.page.goto('/');
});

test('signing out removes what was kept on the device', async ({ browser }) => {
  const screen = await Screen.open(browser, server.url);
  await screen.signIn('ada');
  await screen.page.getByRole('button', { name: 'Menu' }).click();
  await screen.page.getByRole('menuitem', { name: 'Sign out' }).click();
  await screen.page
    .getByRole('dialog')
    .or(screen.page.getByRole('alertdialog'))
    .getByRole('button', { name: 'Sign out' })
    .click();
  await expect(screen.page).toHaveURL(/sign-in/);
  const left = await screen.page.evaluate(async () =>
    (await indexedDB.databases()).map(({ name }) => name).filter((name) => name?.startsWith('cairn/')),
  );
  expect(left).toEqual([]);
  await screen.page.goto('/');
  await expect(screen.page).toHaveURL(/sign-in/);
  await screen.close();
});
