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
  await screen.untilReadyForOffline();
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
    await screen.untilScreenKept();
  }
  await screen.untilIn();
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

/** When a person could see a message after a page had been gone to, in milliseconds by the page's own clock. */
export interface Painted {
  /** In what the service worker has kept of the last time; null where that does not hold it. */
  readonly kept: number | null;
  /** In what the application shows. */
  readonly own: number;
}

/** Goes to a page. Asking from here when it is painted would wait for whatever the page does next. */
export async function msUntilPainted(page: Page, address: string, id: string): Promise<Painted> {
  await page.addInitScript((message) => {
    const isThere = {
      // With what follows it, it has been read to its end.
      kept: () => document.getElementById('kept-screen')?.nextElementSibling != null,
      own: () => document.querySelector(`[data-id="${message}"]`) !== null,
    };
    const waiting = new Set(['kept', 'own'] as const);
    const observer = new MutationObserver(() => {
      for (const what of waiting) {
        if (!isThere[what]()) continue;
        waiting.delete(what);
        requestAnimationFrame(() => setTimeout(() => performance.mark(what)));
      }
    });
    observer.observe(document, { childList: true, subtree: true });
  }, id);
  await page.goto(address);
  await page.waitForFunction(() => performance.getEntriesByName('own').length > 0);
  return page.evaluate(async (message) => {
    const at = (name: string) => performance.getEntriesByName(name)[0]?.startTime ?? 0;
    const screen = await (await caches.match(location.pathname))?.text();
    const kept = Math.max(at('kept'), at('first-contentful-paint'));
    return { kept: screen?.includes(message) ? kept : null, own: at('own') };
  }, id);
}
