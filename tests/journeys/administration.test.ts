import { expect, test } from '@playwright/test';
import { expectAccessible } from '../support/accessible.ts';
import { LAPTOP, PHONE, Screen } from '../support/journey.ts';
import { startServer } from '../support/server-process.ts';

const PAGES = ['people', 'groups', 'invites', 'devices', 'audit', 'settings', 'server', 'import'];

test('the owner adds a person, imports a list, invites by QR code, and finds it all in the audit log', async ({
  browser,
}) => {
  test.slow();
  const server = await startServer();
  const ada = await Screen.open(browser, server.url);
  await ada.found('ada');
  const { page } = ada;
  await page.getByRole('button', { name: 'Menu' }).click();
  await page.getByRole('menuitem', { name: 'Administration' }).click();

  await page.getByRole('button', { name: 'Add a person' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a person' });
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(dialog.getByRole('alert')).toBeVisible();
  await dialog.getByLabel('Name').fill('Ben');
  await dialog.getByLabel('Employee ID').fill('ben');
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  const password = await dialog.getByRole('code').innerText();
  await dialog.getByRole('button', { name: 'Done' }).click();

  const ben = await Screen.open(browser, server.url);
  await ben.page.goto('/sign-in');
  await ben.page.getByLabel('Employee ID').fill('ben');
  await ben.page.getByLabel('Password').fill(password);
  await ben.page.getByRole('button', { name: 'Sign in' }).click();
  await expect(ben.page).toHaveURL(/new-password/);
  await ben.close();

  await page.getByRole('link', { name: 'Import a list' }).click();
  await page.getByLabel('CSV file').setInputFiles({
    name: 'people.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('Employee ID,Name,Title\ncai,Cai,Surveyor\n,Nobody,\n'),
  });
  await expect(page.getByText('1 to create')).toBeVisible();
  await expect(page.getByText('This line has no employee ID.')).toBeVisible();
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByRole('link', { name: 'Download the report' })).toBeVisible();

  await page.getByRole('link', { name: 'Invites' }).click();
  await page.getByRole('button', { name: 'Make a link' }).click();
  await expect(page.getByRole('img', { name: 'QR code of the invite link' })).toBeVisible();
  await page.getByRole('link', { name: 'Audit log' }).click();
  await expect(page.getByText('imported a list of people').last()).toBeVisible();

  for (const viewport of [LAPTOP, PHONE]) {
    await page.setViewportSize(viewport);
    for (const name of PAGES) {
      await page.goto(`/admin/${name}`);
      await expect(page.getByRole('heading', { name: 'Administration', level: 1 })).toBeVisible();
      await page.waitForLoadState('networkidle');
      await expectAccessible(ada, `${name}, ${viewport.width} wide`);
    }
  }
  await ada.close();
  await server.stop();
});
