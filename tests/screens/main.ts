/**
 * `npm run screens`: photographs every screen of the demo, on a laptop and a phone, light and dark, and from right to
 * left, into `.artifacts/screens`, to be looked at. It tests nothing.
 */
import path from 'node:path';
import { chromium, type Browser, type Page } from '@playwright/test';
import { root } from '../../sync-server/set-up/root.mjs';
import { generateOrganisation } from '../../sync-server/demo/generate-organisation.ts';
import { DEMO_PASSWORD } from '../../sync-server/demo/populate.ts';
import { LANGUAGE_COOKIE } from '#client/languages.ts';
import { browserArguments, ensureBrowser } from '../support/browser.ts';
import { printProgress } from '../support/figures.ts';
import { LAPTOP, PHONE, Screen } from '../support/journey.ts';
import { startServer } from '../support/server-process.ts';

const SEED = Number(process.env['SEED'] ?? 7);
const FOLDER = path.join(root, '.artifacts/screens');
const VARIANTS = [
  { name: 'laptop-light', viewport: LAPTOP, colorScheme: 'light', language: 'en' },
  { name: 'laptop-dark', viewport: LAPTOP, colorScheme: 'dark', language: 'en' },
  { name: 'phone-light', viewport: PHONE, colorScheme: 'light', language: 'en' },
  { name: 'phone-dark', viewport: PHONE, colorScheme: 'dark', language: 'en' },
  { name: 'laptop-rtl', viewport: LAPTOP, colorScheme: 'light', language: 'ar' },
  { name: 'phone-rtl', viewport: PHONE, colorScheme: 'dark', language: 'ar' },
] as const;
type Variant = (typeof VARIANTS)[number];

const OUTSIDE = ['/sign-in', '/sign-in/passkey', '/api'];
const PAGES = [
  '/',
  '/search?q=well',
  '/not-delivered',
  '/share?text=The+plan+of+the+ridge',
  ...['', '/language', '/readiness', '/notifications', '/writing', '/privacy', '/security', '/devices'].map(
    (page) => `/settings${page}`,
  ),
  '/settings/tokens',
  ...['people', 'groups', 'invites', 'import', 'devices', 'audit', 'server', 'settings'].map(
    (page) => `/admin/${page}`,
  ),
];

const server = await startServer({ program: 'sync-server/demo/main.ts', env: { SEED: String(SEED) } });
const browser = await chromium.launch({ executablePath: await ensureBrowser(), args: browserArguments });
for (const variant of VARIANTS) await photograph(browser, variant);
await browser.close();
await server.stop();
printProgress(`They are in ${FOLDER}`);

async function photograph(
  browser: Browser,
  { name, viewport, colorScheme, language }: Variant,
): Promise<void> {
  const screen = await Screen.open(browser, server.url, viewport);
  const { page } = screen;
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await screen.context.addCookies([{ name: LANGUAGE_COOKIE, value: language, url: server.url }]);
  for (const address of OUTSIDE) await take(page, name, address);
  await page.goto('/sign-in');
  await page.locator('input[name=employeeId]').fill(ownerId());
  await page.locator('input[name=password]').fill(DEMO_PASSWORD);
  await page.locator('main button[type=submit]').click();
  await page.locator('nav a[href^="/g/"]').first().waitFor();
  for (const address of PAGES) await take(page, name, address);
  await page.goto('/');
  const groups = page.locator('nav a[href^="/g/"]');
  await groups.first().waitFor();
  for (const at of [0, 1]) {
    await page.goto((await groups.nth(at).getAttribute('href'))!);
    await page.locator('[data-id]').last().waitFor();
    await take(page, name, null, `conversation-${at + 1}`);
  }
  await page.locator('main header button').last().click();
  await page.getByRole('dialog').waitFor();
  await take(page, name, null, 'details');
  await screen.close();
}

/** @param address where to go first, by which the picture is called; null for what is on screen */
async function take(
  page: Page,
  variant: string,
  address: string | null,
  called = nameOf(address),
): Promise<void> {
  if (address !== null) await page.goto(address, { waitUntil: 'networkidle' });
  await page.screenshot({ path: path.join(FOLDER, variant, `${called}.png`) });
}

function nameOf(address: string | null): string {
  const [pathname = '/'] = (address ?? '/').split('?');
  return pathname === '/' ? 'list' : pathname.slice(1).replaceAll('/', '-');
}

function ownerId(): string {
  return generateOrganisation({ seed: SEED, now: Date.now(), utcOffsetMinutes: 0 }).people[0]!.employeeId;
}
