import { expect, test } from '@playwright/test';
import { expectAccessible } from '../support/accessible.ts';
import { PHONE, Screen } from '../support/journey.ts';
import { PASSWORD } from '../support/people.ts';
import { startServer } from '../support/server-process.ts';

test('a passkey is made in the settings, signs in by itself, and opens nothing once it is removed', async ({
  browser,
}, info) => {
  test.slow();
  const server = await startServer();
  // Browsers make no passkeys for an address of numbers.
  const ada = await Screen.open(browser, server.url.replace('127.0.0.1', 'localhost'));
  const { page } = ada;
  const devtools = await ada.context.newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  await ada.found('ada');

  await page.goto('/settings/security');
  const passkeys = page.getByRole('region', { name: 'Passkeys' });
  await passkeys.getByLabel('Name of the passkey').fill('Survey tablet');
  await passkeys.getByLabel('Password to make it with').fill('not my password');
  await passkeys.getByRole('button', { name: 'Make a passkey' }).click();
  await expect(passkeys.getByText('This is not your password. Nothing was changed.')).toBeVisible();
  await passkeys.getByLabel('Password to make it with').fill(PASSWORD);
  await passkeys.getByRole('button', { name: 'Make a passkey' }).click();
  await expect(passkeys.getByText('Survey tablet')).toBeVisible();
  await expectAccessible(ada, 'passkeys');
  await page.screenshot({ path: info.outputPath('settings.png') });

  await page.goto('/');
  await ada.signOut();
  await page.goto('/sign-in');
  await expectAccessible(ada, 'the form');
  await page.screenshot({ path: info.outputPath('form.png') });
  await page.getByRole('link', { name: 'Use a passkey instead' }).click();
  const unlock = page.getByRole('button', { name: 'Unlock a passkey' });
  await expect(unlock).toBeEnabled();
  await expectAccessible(ada, 'signing in');
  await page.setViewportSize(PHONE);
  await page.screenshot({ path: info.outputPath('sign-in.png') });
  await devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
  await unlock.click();
  await expect(page.getByText('No passkey was used. Nothing was changed; try again.')).toBeVisible();
  await devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: true });
  await unlock.click();
  await ada.untilIn();

  await page.goto('/settings/security');
  await passkeys.getByRole('button', { name: 'Remove Survey tablet' }).click();
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(passkeys.getByText('Survey tablet is removed.')).toBeVisible();
  await page.goto('/');
  await ada.signOut();
  await page.goto('/sign-in/passkey');
  await unlock.click();
  await expect(page.getByText('This passkey does not open an account here.')).toBeVisible();
  await ada.context.close();
  await server.stop();
});
