import { expect, test, type Page } from '@playwright/test';
import { expectAccessible } from '../support/accessible.ts';
import { LAPTOP, PHONE, Screen } from '../support/journey.ts';
import { PASSWORD } from '../support/people.ts';
import { startServer, type ServerProcess } from '../support/server-process.ts';

let server: ServerProcess;
let ada: Screen;
test.beforeAll(async ({ browser }) => {
  server = await startServer();
  ada = await Screen.open(browser, server.url);
  await ada.found('ada');
  await ada.createGroup('Ridge team', []);
  await ada.send('Pump two is back. See https://example.org');
});
test.afterAll(async () => {
  await ada.close();
  await server.stop();
});

/** In whichever language the page speaks now. */
async function choose(page: Page, language: string): Promise<void> {
  await page.goto('/settings/language');
  await page.getByRole('radio', { name: language }).check();
}

/** Where the pages of the settings or the administration are. */
async function linksIn(page: Page, path: string): Promise<string[]> {
  await page.goto(path);
  const links = page.locator(`main nav a[href^="/${path.split('/')[1]}"]`);
  await expect(links.first()).toBeVisible();
  return links.evaluateAll((all) => all.map((link) => new URL((link as HTMLAnchorElement).href).pathname));
}

const root = (page: Page) => page.locator('html');

test('[U54] the language switches at once, without loading anything again, and stays, offline too', async ({
  browser,
}) => {
  const screen = await Screen.open(browser, server.url);
  const { page } = screen;
  await screen.signIn('ada');
  await screen.untilReadyForOffline();
  await page.goto('/settings/language');
  await expect(root(page)).toHaveAttribute('lang', 'en');
  await page.evaluate(() => ((globalThis as { isTheSame?: boolean }).isTheSame = true));
  await page.getByRole('radio', { name: 'Deutsch' }).check();
  await expect(page.getByRole('heading', { name: 'Einstellungen' })).toBeVisible();
  await expect(page.getByText('Auf dem neuesten Stand').first()).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Unterhaltungen' })).toContainText('Sie:');
  await expect(root(page)).toHaveAttribute('lang', 'de');
  await expect(page).toHaveTitle('Sprache · Cairn');
  expect(await page.evaluate(() => (globalThis as { isTheSame?: boolean }).isTheSame)).toBe(true);
  const other = await screen.anotherTab();
  await choose(other.page, 'English');
  await page.bringToFront();
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
  await other.page.close();
  await page.getByRole('radio', { name: 'Deutsch' }).check();
  await expect(page.getByRole('heading', { name: 'Einstellungen' })).toBeVisible();

  await screen.context.setOffline(true);
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Einstellungen' })).toBeVisible();
  await page.getByRole('link', { name: /Ridge team/ }).click();
  await expect(page.getByText('Keine Verbindung.', { exact: false }).first()).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Nachricht', exact: true })).toHaveAttribute(
    'placeholder',
    'Nachricht an Ridge team',
  );
  // A language that nobody has used here yet: the device has all of them.
  await choose(page, 'العربية');
  await expect(root(page)).toHaveAttribute('dir', 'rtl');
  await screen.context.setOffline(false);
  await choose(page, 'English');
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
  await screen.close();
});

test('[U54] the sign-in page speaks what the browser asks for, or what is chosen there, and so does the app', async ({
  browser,
}) => {
  const context = await browser.newContext({
    baseURL: server.url,
    locale: 'de-DE',
    javaScriptEnabled: false,
  });
  const page = await context.newPage();
  await page.goto('/sign-in');
  await expect(root(page)).toHaveAttribute('lang', 'de');
  await page.getByRole('button', { name: 'Anmelden' }).click();
  await expect(page.getByText('Bitte die Personalkennung eingeben.')).toBeVisible();
  await page.getByRole('button', { name: 'العربية' }).click();
  await expect(root(page)).toHaveAttribute('dir', 'rtl');
  await page.getByRole('button', { name: 'تسجيل الدخول' }).click();
  await expect(page.getByText('أدخل معرّفك الوظيفي.')).toBeVisible();
  await context.close();

  const screen = await Screen.open(browser, server.url);
  await screen.page.goto('/sign-in');
  await screen.page.getByRole('button', { name: 'Deutsch' }).click();
  await screen.page.getByLabel('Personalkennung').fill('ada');
  await screen.page.getByLabel('Passwort').fill('not this one');
  await screen.page.getByRole('button', { name: 'Anmelden' }).click();
  await expect(screen.page.getByText('Personalkennung oder Passwort ist falsch.')).toBeVisible();
  await screen.page.getByLabel('Passwort').fill(PASSWORD);
  await screen.page.getByRole('button', { name: 'Anmelden' }).click();
  await expect(screen.page.getByText('Auf dem neuesten Stand').first()).toBeVisible();
  await screen.close();
});

test('[U53] [U54] in Arabic everything runs from right to left, counts have their forms, and nothing violates WCAG', async ({
  browser,
}) => {
  for (const size of [LAPTOP, PHONE]) {
    const where = size === PHONE ? 'on the phone' : 'on the laptop';
    const screen = await Screen.open(browser, server.url, size);
    const { page } = screen;
    await screen.signIn('ada');
    await choose(page, 'العربية');
    await expectAccessible(screen, `settings ${where}`);
    await page.goto('/');
    const list = page.getByRole('navigation', { name: 'المحادثات' });
    await expect(list.getByRole('link', { name: /Ridge team/ })).toBeVisible();
    await expectAccessible(screen, `list ${where}`);
    await page.screenshot({ path: `.artifacts/languages/list-${size.width}.png` });
    // A menu opens from its button along the lines.
    await page.getByRole('button', { name: 'القائمة' }).click();
    const menu = page.getByRole('menu');
    await expect(menu.getByRole('menuitem', { name: 'الإعدادات' })).toBeVisible();
    expect((await menu.boundingBox())!.x).toBeGreaterThanOrEqual((await list.boundingBox())!.x);
    await page.keyboard.press('Escape');
    await list.getByRole('link', { name: /Ridge team/ }).click();
    const message = page.getByRole('log', { name: 'الرسائل' }).getByRole('listitem');
    await expect(message.first()).toContainText('Pump two is back.');
    await expectAccessible(screen, `conversation ${where}`);
    await page.screenshot({ path: `.artifacts/languages/conversation-${size.width}.png` });
    // Own messages stand where lines end: on the left.
    const bubble = await message.first().locator('.bubble').boundingBox();
    expect(bubble!.x).toBeLessThan(size.width / 2 - bubble!.width / 4);
    await page.getByRole('button', { name: 'التفاصيل' }).click();
    await expect(page.getByRole('heading', { name: 'عضو واحد' })).toBeVisible();
    await expectAccessible(screen, `details ${where}`);
    await screen.close();
  }
});

test('[U49] [U54] the longer words of German fit a narrow phone, and so does what runs from the right', async ({
  browser,
}) => {
  const screen = await Screen.open(browser, server.url, PHONE);
  const { page } = screen;
  await screen.signIn('ada');
  for (const language of ['Deutsch', 'العربية']) {
    await page.setViewportSize(PHONE);
    await choose(page, language);
    await page.setViewportSize({ width: 320, height: 640 });
    const pages = ['/', `/g/${ada.groupId}`, '/search', '/not-delivered', '/admin/import'];
    for (const menu of ['/settings', '/admin/people']) pages.push(...(await linksIn(page, menu)));
    expect(pages.length).toBeGreaterThan(15);
    for (const path of pages) {
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1 }).filter({ visible: true }).first()).toBeVisible();
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(width, `${language}, ${path}`).toBe(320);
    }
  }
  await screen.close();
});
