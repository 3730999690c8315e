/** How much script the first screen takes, gzipped: all that Chromium fetches until a signed-in person sees their list. */
import { gzipSync } from 'node:zlib';
import { chromium } from '@playwright/test';
import { browserArguments, ensureBrowser } from '../support/browser.ts';
import { Screen } from '../support/journey.ts';
import { startServer } from '../support/server-process.ts';
import { rounded, type Benchmark } from './benchmark.ts';

const KB = 1_000;

export const firstScript: Benchmark = {
  figures: ['first_script_kb_gz'],
  async run() {
    const server = await startServer();
    const browser = await chromium.launch({ executablePath: await ensureBrowser(), args: browserArguments });
    const first = await Screen.open(browser, server.url);
    await first.found('ada');
    await first.close();

    // Without a service worker, which fetches what the first screen does not need.
    const context = await browser.newContext({ baseURL: server.url, serviceWorkers: 'block' });
    const screen = Screen.of(context, await context.newPage());
    await screen.signIn('ada');
    const scripts = new Map<string, Promise<Buffer>>();
    screen.page.on('response', (response) => {
      if (response.headers()['content-type']?.includes('javascript'))
        scripts.set(response.url(), response.body());
    });
    await screen.page.reload({ waitUntil: 'commit' });
    await screen.page.getByRole('navigation', { name: 'Conversations' }).waitFor();
    const sizes = await Promise.all([...scripts.values()].map(async (body) => gzipSync(await body).length));
    await browser.close();
    await server.stop();
    if (sizes.length === 0) throw new Error('the page fetched no script');
    const kb = sizes.reduce((sum, size) => sum + size, 0) / KB;
    return [{ name: 'first_script_kb_gz', value: rounded(kb), goal: 150, parts: { files: sizes.length } }];
  },
};
