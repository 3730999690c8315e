import { chromium } from '@playwright/test';
import {
  commandPath,
  installDebianPackages,
  isExecutable,
} from '../../sync-server/set-up/debian-packages.mjs';
import { SetUpError } from '../../sync-server/set-up/set-up-error.mjs';

export const browserArguments = [
  '--no-sandbox',
  // Without these Chromium asks for addresses outside as soon as it starts.
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** The Chromium or Chrome for the journeys: the one named by CHROME_PATH, else the machine's, else Playwright's. */
export function findBrowser(): string | undefined {
  const { CHROME_PATH } = process.env;
  if (CHROME_PATH) {
    if (isExecutable(CHROME_PATH)) return CHROME_PATH;
    throw new SetUpError(`CHROME_PATH names ${CHROME_PATH}, which cannot be run.`);
  }
  return (
    commandPath('chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable') ??
    ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', chromium.executablePath()].find(
      isExecutable,
    )
  );
}

/** Finds a browser, or installs Debian's. */
export async function ensureBrowser(): Promise<string> {
  const found = findBrowser();
  if (found) return found;
  // The font, because reactions and messages carry emoji.
  await installDebianPackages('Chromium', ['chromium', 'fonts-noto-color-emoji']);
  const installed = findBrowser();
  if (!installed) throw new SetUpError('Chromium was installed and is still not found in PATH.');
  return installed;
}
