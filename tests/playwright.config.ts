import { defineConfig } from '@playwright/test';
import { browserArguments, findBrowser } from './support/browser.ts';

export default defineConfig({
  testDir: './journeys',
  testMatch: '**/*.test.ts',
  outputDir: '../.artifacts/journeys',
  // Two cores: one journey waits, for a timer or a server that starts, while the other works. Files share nothing, and
  // within a file one journey follows the other. A journey that passes at the second try has failed.
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 240_000,
  expect: { timeout: 30_000 },
  use: {
    locale: 'en-GB',
    serviceWorkers: 'allow',
    // A step that hangs is named, instead of whatever was to be done when the time of the whole journey ran out.
    actionTimeout: 60_000,
    navigationTimeout: 60_000,
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: { executablePath: findBrowser(), args: browserArguments },
  },
});
