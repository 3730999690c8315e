/** A browser profile that holds filled groups, and a server that they came from. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type BrowserContext, type Page } from '@playwright/test';
import { browserArguments, ensureBrowser } from '../support/browser.ts';
import { Screen } from '../support/journey.ts';
import { startPostgres } from '../support/postgres.ts';
import { startServer } from '../support/server-process.ts';
import { fillGroups, type FilledGroup } from './filled-groups.ts';

export interface FilledProfile {
  /** In the order of the numbers asked for. */
  readonly groups: readonly FilledGroup[];
  /** Starts the browser anew. */
  open(): Promise<BrowserContext>;
  close(): Promise<void>;
}

/**
 * Signs in with a new profile and opens each group at its end, so that what is then shown is on the disk.
 * @param messages how many there are to be in each group
 */
export async function openFilledProfile(messages: readonly number[], seed: number): Promise<FilledProfile> {
  const postgres = await startPostgres();
  const databaseUrl = await postgres.createDatabase();
  const { employeeId, groups } = await fillGroups(databaseUrl, messages, seed);
  const server = await startServer({ databaseUrl });
  const folder = mkdtempSync(path.join(tmpdir(), 'cairn-profile-'));
  const open = async () =>
    chromium.launchPersistentContext(folder, {
      executablePath: await ensureBrowser(),
      args: browserArguments,
      baseURL: server.url,
    });

  const context = await open();
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
  return {
    groups,
    open,
    async close() {
      await server.stop();
      await postgres.remove();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export const pageOf = (context: BrowserContext): Page => context.pages()[0]!;

/** Milliseconds from the start of the page to this message being in it, as the page's own clock has it. */
export async function msUntilShown(page: Page, id: string): Promise<number> {
  await page.locator(`[data-id="${id}"]`).waitFor({ state: 'attached' });
  return page.evaluate(() => performance.now());
}

/**
 * Goes to a page. @returns milliseconds from its start until a person could see this message, by the page's own clock:
 * asking from here would wait for whatever the page does next
 */
export async function msUntilPainted(page: Page, address: string, id: string): Promise<number> {
  await page.addInitScript((message) => {
    const observer = new MutationObserver(() => {
      if (!document.querySelector(`[data-id="${message}"]`)) return;
      observer.disconnect();
      requestAnimationFrame(() => setTimeout(() => performance.mark(message)));
    });
    observer.observe(document, { childList: true, subtree: true });
  }, id);
  await page.goto(address);
  const mark = await page.waitForFunction(
    (message) => performance.getEntriesByName(message)[0]?.startTime,
    id,
  );
  return (await mark.jsonValue())!;
}
