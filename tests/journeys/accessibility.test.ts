import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { PHONE, Screen } from '../support/journey.ts';
import { startServer } from '../support/server-process.ts';

test('[U53] no screen violates WCAG 2.2 AA, on laptop and phone, light and dark', async ({ browser }) => {
  const server = await startServer();
  const first = await Screen.open(browser, server.url);
  const check = async (screen: Screen, where: string) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await screen.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const { violations } = await new AxeBuilder({ page: screen.page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
        .analyze();
      const found = violations.map(({ id, nodes }) => `${where}, ${colorScheme}: ${id} ${nodes[0]?.html}`);
      expect(found).toEqual([]);
    }
  };
  await first.page.goto('/');
  await expect(first.page.getByLabel('Organisation')).toBeVisible();
  await check(first, 'first run');
  await first.found('ada');
  await check(first, 'no groups');
  await first.page.getByRole('button', { name: 'New group' }).first().click();
  await check(first, 'new group');
  await first.page.keyboard.press('Escape');
  await first.createGroup('Ridge team', []);
  await first.send('Pump two is back. See https://example.org');
  await first.edit('Pump two is back. See https://example.org', 'Pump two is back.');
  await first.react('Pump two is back.', '👍');
  await check(first, 'conversation');
  await first.goOffline();
  await first.send('Waiting.');
  await check(first, 'offline');
  await first.goOnline();
  const phone = await Screen.open(browser, server.url, PHONE);
  await phone.page.goto('/sign-in');
  await check(phone, 'sign in');
  await phone.signIn('ada');
  await check(phone, 'list on the phone');
  await phone.openGroup('Ridge team');
  await check(phone, 'conversation on the phone');
  for (const screen of [first, phone]) await screen.close();
  await server.stop();
});
