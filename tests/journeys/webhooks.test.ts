import { expect, test } from '@playwright/test';
import { expectAccessible } from '../support/accessible.ts';
import { Screen } from '../support/journey.ts';
import { startServer } from '../support/server-process.ts';

test('an admin of a group makes a webhook, a program writes by it, and revoked it writes no more', async ({
  browser,
}) => {
  const server = await startServer();
  const ada = await Screen.open(browser, server.url);
  await ada.found('ada');
  await ada.createGroup('Ridge team', []);
  await ada.send('Waiting for the weather.');
  const { page } = ada;
  await page.getByRole('button', { name: 'Details' }).click();
  const dialog = page.getByRole('dialog', { name: 'Ridge team' });
  await dialog.getByRole('button', { name: 'Webhooks' }).click();
  await expect(dialog.getByText('This group has none.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Make a webhook' }).click();
  await expect(dialog.getByRole('alert')).toHaveText('Enter a name.');
  await dialog.getByLabel('Name of a new webhook').fill('Weather');
  await dialog.getByRole('button', { name: 'Make a webhook' }).click();
  const address = await dialog.getByRole('code').innerText();
  await expectAccessible(ada, 'webhooks');
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(dialog.getByRole('code')).toHaveCount(0);

  const say = (text: string) =>
    fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ text }),
    });
  expect((await say('Wind from the north.')).ok).toBe(true);
  await expect(ada.message('Wind from the north.')).toBeAttached();

  await dialog.getByRole('button', { name: 'Revoke Weather', exact: true }).click();
  await dialog.getByRole('button', { name: 'Revoke Weather now' }).click();
  await expect(dialog.getByText('Weather is revoked.')).toBeVisible();
  await expect(dialog.getByText('This group has none.')).toBeVisible();
  expect((await say('Wind from nowhere.')).status).toBe(404);
  await ada.close();
  await server.stop();
});
