import { expect, test } from '@playwright/test';
import { Screen } from '../support/journey.ts';
import { callAs } from '../support/people.ts';
import { startServer } from '../support/server-process.ts';

test('[S20] who is deactivated is cut off at once and keeps what was not sent; reactivated, they send it', async ({
  browser,
}) => {
  test.slow();
  const server = await startServer();
  const ada = await Screen.open(browser, server.url);
  await ada.found('ada');
  const ben = await Screen.open(browser, server.url);
  await ben.join(await ada.createInvite(), 'ben');
  await ada.createGroup('Ridge team', ['ben']);
  await ben.openGroup('Ridge team');
  await ben.send('before');
  await expect.poll(() => ben.states()).toEqual(['sent']);
  const [owner, { id }] = [await ada.person(), await ben.person()];

  await callAs(owner, 'PATCH', `/api/v1/people/${id}`, { active: false });
  const signIn = ben.page.getByRole('link', { name: 'Signed out: sign in to send' });
  await expect(signIn.first()).toBeVisible();
  await ben.send('after');
  await expect.poll(() => ben.states()).toEqual(['sent', 'on this device']);
  await ben.page.reload();
  await expect(ben.message('after')).toBeVisible();
  await ada.openGroup('Ridge team');
  await ada.send('still here');
  await expect(ada.message('after')).toHaveCount(0);
  await expect(ben.message('still here')).toHaveCount(0);

  await signIn.first().click();
  await ben.page.getByLabel('Employee ID').fill('ben');
  await ben.page.getByLabel('Password').fill('correct horse battery');
  await ben.page.getByRole('button', { name: 'Sign in' }).click();
  await expect(ben.page.getByRole('alert')).toContainText('This account is not active.');

  await callAs(owner, 'PATCH', `/api/v1/people/${id}`, { active: true });
  await ben.signIn('ben');
  await ben.openGroup('Ridge team');
  await expect(ada.message('after')).toBeVisible();
  await expect(ben.message('still here')).toBeVisible();
  for (const screen of [ada, ben]) await screen.close();
  await server.stop();
});

test('[S18] whose role changes sees it at once, and a guest’s device has no directory any more', async ({
  browser,
}) => {
  const server = await startServer();
  const ada = await Screen.open(browser, server.url);
  await ada.found('ada');
  const ben = await Screen.open(browser, server.url);
  await ben.join(await ada.createInvite(), 'ben');
  const [owner, { id }] = [await ada.person(), await ben.person()];
  const menu = ben.page.getByRole('menuitem', { name: 'Administration' });
  const openMenu = () => ben.page.getByRole('button', { name: 'Menu' }).click();
  /** Whether the disk has them; the page may begin anew while it is asked. */
  const untilDirectories = (count: number) =>
    expect(async () => {
      const names = await ben.page.evaluate(async () =>
        (await indexedDB.databases()).map(({ name }) => name ?? ''),
      );
      expect(names.filter((name) => name.endsWith('/directory'))).toHaveLength(count);
    }).toPass();
  await openMenu();
  await expect(ben.page.getByRole('menuitem', { name: 'Settings' })).toBeVisible();
  await expect(menu).toHaveCount(0);

  await callAs(owner, 'PATCH', `/api/v1/people/${id}`, { role: 'administrator' });
  await expect(async () => {
    await ben.page.keyboard.press('Escape');
    await openMenu();
    await expect(menu).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await untilDirectories(1);

  await callAs(owner, 'PATCH', `/api/v1/people/${id}`, { role: 'guest' });
  await untilDirectories(0);
  await ben.untilIn();
  await openMenu();
  await expect(ben.page.getByRole('menuitem', { name: 'Settings' })).toBeVisible();
  await expect(menu).toHaveCount(0);
  for (const screen of [ada, ben]) await screen.close();
  await server.stop();
});
