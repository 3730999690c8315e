/** Under which the browser wakes the service worker. */
export const UNSENT = 'unsent';

/** Not in every browser's types: only Chromium has it. */
interface WithSync {
  readonly sync?: { register(tag: string): Promise<void> };
}

/**
 * Asks the browser to wake the service worker once there is a network, even if no page is open then. Nothing relies on
 * it: a page that is opened sends what waits itself.
 */
export async function askForBackgroundSync(): Promise<void> {
  const workers = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  const registration = (await workers?.getRegistration()) as WithSync | undefined;
  await registration?.sync?.register(UNSENT).catch(() => undefined); // The person forbade it.
}
