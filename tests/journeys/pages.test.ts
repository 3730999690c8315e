import { expect, test } from '@playwright/test';
import { globSync } from 'node:fs';
import { expectAccessible } from '../support/accessible.ts';
import { startIdentityProvider } from '../support/identity-provider.ts';
import { Screen } from '../support/journey.ts';
import { callAs } from '../support/people.ts';
import { freePort, startServer } from '../support/server-process.ts';
import { root } from '../../sync-server/set-up/root.mjs';

/** The addresses of pages, as their files name them: a new one is walked, or missed by name. */
const pagesIn = (folder: string): string[] =>
  globSync(`src/routes/${folder}**/+page.svelte`, { cwd: root })
    .map((file) => file.replace(/^src\/routes|\/\(\w+\)|\/\+page\.svelte$/g, '') || '/')
    .sort();
/** Only in development is there a page with every component. */
const PAGES = pagesIn('').filter((page) => page !== '/styleguide');
const INSIDE = pagesIn('(in)/');

/** Takes down what the browser complains of: breaches of the policy, and errors in the console. */
async function noteComplaints(screen: Screen, complaints: string[]): Promise<void> {
  await screen.context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
      console.error(`policy: ${violatedDirective} ${blockedURI}`);
    });
  });
  screen.page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${message.text()} ${message.location().url}`);
  });
  screen.page.on('pageerror', (error) => complaints.push(String(error)));
}

test('no page breaks the content security policy, and none writes an error to the console', async ({
  browser,
}) => {
  test.slow();
  const provider = await startIdentityProvider();
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const oidc = {
    CAIRN_OIDC_ISSUER: provider.issuer,
    CAIRN_OIDC_CLIENT_ID: 'cairn',
    CAIRN_OIDC_NAME: 'Field ID',
  };
  const server = await startServer({ port, env: { ORIGIN: url, ...oidc } });
  const ada = await Screen.open(browser, url);
  const complaints: string[] = [];
  await noteComplaints(ada, complaints);
  const walked = new Set<string>();

  async function walk({ page }: Screen, pattern: string, address = pattern): Promise<void> {
    await page.goto(address);
    await expect(page.getByRole('heading').first()).toBeVisible();
    await page.waitForLoadState('networkidle');
    if (PAGES.includes(pattern)) walked.add(pattern);
    expect(complaints, `on ${pattern}`).toEqual([]);
  }

  await walk(ada, '/welcome');
  await ada.found('ada');
  await ada.createGroup('Ridge team', []);
  const { groupId } = ada;
  await ada.send('Pump two is back. See https://example.org');
  const owner = await ada.person();
  const invite = await callAs<{ url: string }>(owner, 'POST', '/api/v1/invites');
  const { password } = await callAs<{ password: string }>(owner, 'POST', '/api/v1/people', {
    name: 'Ben',
    employeeId: 'ben',
  });
  for (const pattern of INSIDE) await walk(ada, pattern, pattern.replace('[groupId]', groupId));
  await walk(ada, '/api');

  const ben = await Screen.open(browser, url);
  await noteComplaints(ben, complaints);
  await walk(ben, '/join/[code]', new URL(invite.url).pathname);
  await walk(ben, '/sign-in/passkey');
  await walk(ben, '/sign-in/code');
  await walk(ben, '/sign-in');
  provider.says({ sub: 'person-2', preferred_username: 'nobody' });
  await ben.page.getByRole('link', { name: 'Sign in with Field ID' }).click();
  await expect(ben.page.getByRole('alert')).toContainText('Field ID knows you');
  await expectAccessible(ben, 'sign in with a provider');
  await ben.page.getByLabel('Employee ID').fill('ben');
  await ben.page.getByLabel('Password').fill(password);
  await ben.page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(ben.page).toHaveURL(/new-password/);
  await walk(ben, '/new-password');
  expect([...walked].sort()).toEqual(PAGES);

  await ada.page.goto('/nowhere');
  await expect(ada.page.getByRole('heading').first()).toBeVisible();
  // The browser itself reports an address that is none; that is all there may be.
  expect(
    complaints.filter(
      (one) => !one.startsWith('Failed to load resource: the server responded with a status of 404'),
    ),
  ).toEqual([]);
  for (const screen of [ada, ben]) await screen.close();
  await server.stop();
  await provider.stop();
});
