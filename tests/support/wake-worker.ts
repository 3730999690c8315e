import type { CDPSession, Page } from '@playwright/test';

/** Has the browser hand an event to the service worker of an origin, as it does by itself with what comes from outside. */
export async function wakeWorker(
  page: Page,
  origin: string,
  wake: (devtools: CDPSession, worker: { origin: string; registrationId: string }) => Promise<unknown>,
): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  const registrationId = new Promise<string>((resolve) =>
    devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const registration = registrations.find(({ scopeURL }) => scopeURL.startsWith(origin));
      if (registration) resolve(registration.registrationId);
    }),
  );
  await devtools.send('ServiceWorker.enable');
  await wake(devtools, { origin, registrationId: await registrationId });
  await devtools.detach();
}
