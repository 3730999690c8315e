import { expect, test } from '@playwright/test';
import { expectAccessible } from '../support/accessible.ts';
import { PHONE, Screen } from '../support/journey.ts';
import { startServer } from '../support/server-process.ts';

test('an administrator sees how the server does, in charts and as a table, and that nothing is backed up', async ({
  browser,
}) => {
  test.slow();
  const server = await startServer();
  const ada = await Screen.open(browser, server.url);
  await ada.found('ada');
  const { page } = ada;
  await page.goto('/admin/people');
  await page.getByRole('link', { name: 'Server', exact: true }).click();
  await expect(page.getByText('There is no backup yet.')).toBeVisible();
  await expect(page.getByRole('code')).toHaveText('npm run backup');
  await expect(page.getByRole('img', { name: /^Memory: [\d,]+ MB now, between/ })).toBeVisible();
  await expect(page.getByRole('img')).toHaveCount(11);
  await page.getByText('As a table').click();
  await expect(page.getByRole('rowheader', { name: 'Devices connected' })).toBeVisible();
  await expectAccessible(ada, 'the server');

  await page.setViewportSize(PHONE);
  await expectAccessible(ada, 'the server on a phone');
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  await ada.close();
  await server.stop();
});
