import { expect, test, type Browser } from '@playwright/test';
import { expectAccessible } from '../support/accessible.ts';
import { oneTimeCode } from '../support/one-time-code.ts';
import { PASSWORD } from '../support/people.ts';
import { PHONE, Screen } from '../support/journey.ts';
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

async function openSettings({ page }: Screen, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Menu' }).click();
  await page.getByRole('menuitem', { name: 'Settings' }).click();
  await page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name }).click();
}

test('[S20] [U32] a device signed out from another is cut at once, keeps what it has not sent, and sends it after signing in', async ({
  browser,
}) => {
  const lost = await Screen.open(browser, server.url);
  await lost.signIn('ada');
  await lost.openGroup('Ridge team');
  await openSettings(ada, 'Devices');
  await expect(ada.page.getByText('This device', { exact: true })).toHaveCount(1);
  await ada.page.getByRole('button', { name: /^Sign out Chrome on/ }).click();
  await ada.page.getByRole('dialog').getByRole('button', { name: 'Sign out', exact: true }).click();
  await expect(ada.page.getByRole('status').filter({ hasText: 'is signed out.' })).toBeVisible();
  await expect(ada.page.getByRole('button', { name: /^Sign out Chrome on/ })).toHaveCount(0);
  const signIn = lost.page.getByRole('link', { name: 'Signed out: sign in to send' });
  await expect(signIn.first()).toBeVisible();
  await lost.send('written after the sign-out');
  await expect.poll(() => lost.states()).toEqual(['on this device']);
  await lost.page.reload();
  await expect(lost.message('written after the sign-out')).toBeVisible();
  await signIn.first().click();
  await lost.signIn('ada');
  await lost.openGroup('Ridge team');
  await expect.poll(() => lost.states()).toEqual(['sent']);
  await lost.close();
});

test('a password is changed in the settings: what is wrong is said, and afterwards only the new one opens', async ({
  browser,
}) => {
  await openSettings(ada, 'Sign-in & security');
  const { page } = ada;
  const change = async (current: string, next: string, again = next) => {
    await page.getByLabel('Current password').fill(current);
    await page.getByLabel('New password', { exact: true }).fill(next);
    await page.getByLabel('New password again').fill(again);
    await page.getByRole('button', { name: 'Change password' }).click();
  };
  await change(PASSWORD, 'a new password', 'another one');
  await expect(page.getByRole('alert')).toHaveText('The new password is not the same in both fields.');
  await change('not the password', 'a new password');
  await expect(page.getByRole('alert')).toContainText('not your current password');
  await change(PASSWORD, 'a new password');
  await expect(page.getByRole('status').filter({ hasText: 'Your password is changed.' })).toBeVisible();
  await change('a new password', PASSWORD);
  await expect(page.getByLabel('Current password')).toHaveValue('');
  const again = await Screen.open(browser, server.url);
  await again.signIn('ada');
  await again.close();
});

test('a second factor is set up in the settings, and signing in asks for its code', async ({ browser }) => {
  const ben = await Screen.open(browser, server.url);
  await ada.page.goto('/');
  await ben.join(await ada.createInvite(), 'ben');
  await openSettings(ben, 'Sign-in & security');
  const { page } = ben;
  await page.getByLabel('Your password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Set up' }).click();
  await expect(page.getByRole('img', { name: 'QR code for your authenticator app' })).toBeVisible();
  await expectAccessible(ben, 'setting up a second factor', 'all');
  const key = (await page.locator('code').textContent())!;
  await page.getByLabel('Code from the app').fill(await codeOf(key));
  await page.getByRole('button', { name: 'Turn on' }).click();
  const codes = page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem');
  await expect(codes).toHaveCount(10);
  const recoveryCode = (await codes.first().textContent())!;
  await page.goto('/');
  await ben.signOut();
  for (const code of [recoveryCode, await codeOf(key)]) {
    await page.goto('/sign-in');
    await page.getByLabel('Employee ID').fill('ben');
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByLabel('Code').fill(code);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await ben.untilIn();
    await ben.signOut();
  }
  await ben.close();
});

test('a token is made in the settings, opens the API within its scopes, and is revoked there', async () => {
  const { page } = ada;
  await page.goto('/');
  await openSettings(ada, 'Tokens');
  const make = page.getByRole('button', { name: 'Make a token' });
  await make.click();
  await expect(page.getByRole('alert')).toHaveText('Enter a name.');
  await page.getByRole('textbox', { name: 'Name' }).fill('Weather bot');
  await make.click();
  await expect(page.getByRole('alert')).toHaveText('Choose what it may do.');
  await page.getByLabel('See your groups and their members').check();
  await make.click();
  await expect(page.getByText('Copy this token now.')).toBeVisible();
  await expectAccessible(ada, 'a new token', 'all');
  const authorization = `Bearer ${await page.locator('code').textContent()}`;
  const ask = async (path: string) => (await fetch(server.url + path, { headers: { authorization } })).status;
  expect([await ask('/api/v1/groups'), await ask('/api/v1/search?q=a')]).toEqual([200, 403]);
  await page.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('button', { name: 'Revoke Weather bot' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke', exact: true }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Weather bot is revoked.' })).toBeVisible();
  await expect(page.getByText('You have none.')).toBeVisible();
  expect(await ask('/api/v1/groups')).toBe(401);
});

test('[U53] the settings fit a narrow phone, are read offline, and violate no rule of WCAG', async ({
  browser,
}) => {
  const phone = await Screen.open(browser, server.url, PHONE);
  await phone.signIn('ada');
  for (const name of ['Profile', 'Sign-in & security', 'Tokens', 'Devices']) {
    await phone.page.goto('/');
    await openSettings(phone, name);
    if (name === 'Devices') await expect(phone.page.getByText('This device', { exact: true })).toBeVisible();
    await ada.page.goto(new URL(phone.page.url()).pathname);
    for (const screen of [phone, ada]) {
      await expect(screen.page.getByRole('heading', { name: 'Settings' })).toBeVisible();
      await expectAccessible(screen, `${name}, ${screen === ada ? 'on the laptop' : 'on the phone'}`, 'all');
    }
    await phone.page.setViewportSize({ width: 320, height: 640 });
    const width = await phone.page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBe(320);
    await phone.page.setViewportSize(PHONE);
  }
  await phone.untilReadyForOffline();
  await phone.context.setOffline(true);
  await phone.page.reload();
  await expect(phone.page.getByText('There is no connection to the server.', { exact: false })).toBeVisible();
  await phone.context.setOffline(false);
  await phone.page.getByRole('button', { name: 'Try again' }).click();
  await expect(phone.page.getByText('This device', { exact: true })).toBeVisible();
  await phone.close();
});

const codeOf = (key: string) => oneTimeCode(`otpauth://totp/cairn?secret=${key}`);

test('a name, a title and a picture are one’s own to change; others see them, and the picture offline too', async ({
  browser,
}, info) => {
  const { page } = ada;
  const cai = await Screen.open(browser, server.url);
  await cai.join(await ada.createInvite(), 'cai');
  await page.goto('/');
  await ada.createGroup('Well field', ['cai']);
  await ada.send('Who is there?');
  await cai.openGroup('Well field');
  const avatar = cai.message('Who is there?').locator('img');
  await expect(cai.message('Who is there?')).toBeVisible();
  await expect(avatar).toHaveCount(0);

  await openSettings(ada, 'Profile');
  await page.getByLabel('Name', { exact: true }).fill(' ');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'Enter your name.' })).toBeVisible();
  await page.getByLabel('Name', { exact: true }).fill('Ada Quint');
  await page.getByLabel('Title').fill('Head of pumps');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Saved.' })).toBeVisible();
  await page.getByRole('button', { name: 'Menu' }).click();
  await expect(page.getByRole('menu')).toContainText('Ada Quint');
  await page.keyboard.press('Escape');

  const choose = (name: string, buffer: Buffer) =>
    page.getByLabel('Picture', { exact: true }).setInputFiles({ name, mimeType: 'image/png', buffer });
  await choose('notes.png', Buffer.from('these are notes'));
  await expect(
    page.getByRole('alert').filter({ hasText: 'no picture that this browser can read' }),
  ).toBeVisible();
  await choose('me.png', await page.screenshot());
  await expect(page.getByRole('button', { name: 'Remove picture' })).toBeVisible();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: info.outputPath(`profile-${colorScheme}.png`) });
  }
  await expectAccessible(ada, 'profile');

  await expect(cai.message('Who is there?').getByText('Ada Quint', { exact: true })).toBeVisible();
  const isPainted = () => avatar.evaluate((img: HTMLImageElement) => img.complete && img.naturalWidth);
  await expect.poll(isPainted).toBe(256);
  await cai.untilReadyForOffline();
  // The page that brought the service worker had its pictures without it.
  await cai.page.reload();
  await expect.poll(isPainted).toBe(256);
  await cai.goOffline();
  await cai.page.reload();
  await expect.poll(isPainted).toBe(256);
  await cai.goOnline();

  await page.getByRole('button', { name: 'Remove picture' }).click();
  await expect(avatar).toHaveCount(0);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.screenshot({ path: info.outputPath('profile-phone.png') });
  await page.setViewportSize({ width: 1280, height: 800 });
  await cai.close();
});
