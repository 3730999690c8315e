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
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: { executablePath: findBrowser(), args: browserArguments },
  },
});
