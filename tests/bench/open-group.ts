/**
 * How long a group with a long past takes to open, over one with a short past: in Chromium, started anew each time,
 * without a network, from what the device has on its disk.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type BrowserContext, type Page } from '@playwright/test';
import { browserArguments, ensureBrowser } from '../support/browser.ts';
import { Screen } from '../support/journey.ts';
import { startPostgres } from '../support/postgres.ts';
import { startServer } from '../support/server-process.ts';
import { median, rounded, type Benchmark, type Figure } from './benchmark.ts';
import { fillGroups } from './filled-groups.ts';

/** The newest volume holds 1,000 messages in both: what differs is the past. */
const FEW = 1_000;
const MANY = 1_001_000;
const ROUNDS = 7;

export const openGroup: Benchmark = {
  figures: ['open_ratio_1m'],
  async run(seed): Promise<Figure[]> {
    const postgres = await startPostgres();
    const databaseUrl = await postgres.createDatabase();
    const { employeeId, groups } = await fillGroups(databaseUrl, [FEW, MANY], seed);
    const server = await startServer({ databaseUrl });
    const profile = mkdtempSync(path.join(tmpdir(), 'cairn-profile-'));
    const browser = async () =>
      chromium.launchPersistentContext(profile, {
        executablePath: await ensureBrowser(),
        args: browserArguments,
        baseURL: server.url,
      });

    let context = await browser();
    const screen = Screen.of(context, pageOf(context));
    await screen.signIn(employeeId);
    for (const { name, newest } of groups) {
      await screen.openGroup(name);
      // It may open at the first unread message; from then on at its end.
      const jump = screen.page.getByRole('button', { name: /^Jump to present/ });
      await jump
        .or(screen.page.locator(`[data-id="${newest}"]`))
        .first()
        .waitFor();
      if (await jump.isVisible()) await jump.click();
      await msUntilShown(screen.page, newest);
    }
    await screen.untilIn();
    await screen.untilReadyForOffline();
    await context.close();

    const times: number[][] = groups.map(() => []);
    for (let round = 0; round < ROUNDS; round++)
      for (const [at, { id, newest }] of groups.entries()) {
        context = await browser();
        await context.setOffline(true);
        const page = pageOf(context);
        await page.goto(`/g/${id}`);
        times[at]!.push(await msUntilShown(page, newest));
        await context.close();
      }
    await server.stop();
    await postgres.remove();
    rmSync(profile, { recursive: true, force: true });
    const [few, many] = times.map(median) as [number, number];
    const parts = { messages: MANY, ms: rounded(many), ms_of_few: rounded(few), few: FEW };
    return [{ name: 'open_ratio_1m', value: many / few, goal: 1.2, parts }];
  },
};

const pageOf = (context: BrowserContext): Page => context.pages()[0]!;

/** Milliseconds from the start of the page to this message being in it, as the page's own clock has it. */
async function msUntilShown(page: Page, id: string): Promise<number> {
  await page.locator(`[data-id="${id}"]`).waitFor({ state: 'attached' });
  return page.evaluate(() => performance.now());
}
