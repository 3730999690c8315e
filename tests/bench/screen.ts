/**
 * What a person feels of 10,000 messages on the device, in Chromium: how long a slow phone takes to show them without a
 * network, whether they scroll smoothly, and how soon a letter that is typed is on the screen.
 */
import type { Page } from '@playwright/test';
import { median, quantile, rounded, type Benchmark, type Figure } from './benchmark.ts';
import {
  msUntilPainted,
  msUntilShown,
  openFilledProfile,
  pageOf,
  type FilledProfile,
  type Painted,
} from './filled-profile.ts';

const MESSAGES = 10_000;
/** As slow as a cheap phone is beside a laptop, by the browser's own count. */
const SLOW_DOWN = 4;
const STARTS = 7;
const BROWSER_START_MS = 2_000;
const KEYS = 120;
const STEP_PX = 400;
/** What a browser calls a long task. */
const LONG_MS = 50;

export const screen: Benchmark = {
  figures: ['offline_first_paint_ms_4x', 'scroll_long_tasks', 'keystroke_to_paint_ms'],
  async run(seed): Promise<Figure[]> {
    const profile = await openFilledProfile([MESSAGES], seed);
    const starts: Awaited<ReturnType<typeof startSlowly>>[] = [];
    for (let at = 0; at < STARTS; at++) starts.push(await startSlowly(profile));

    const context = await profile.open();
    const page = pageOf(context);
    const { id, newest } = profile.groups[0]!;
    await page.goto(`/g/${id}`);
    await msUntilShown(page, newest);
    await scroll(page, 'up'); // Once without counting: it loads them from the server.
    const tasks = await longTasksOf(page, async () => {
      await scroll(page, 'down');
      await scroll(page, 'up');
    });
    const keys = await typeIn(page);
    await context.close();
    await profile.close();
    return [
      {
        name: 'offline_first_paint_ms_4x',
        value: median(starts.map(({ kept, own }) => Math.min(kept ?? own, own))),
        goal: 1_000,
        parts: {
          before_script: rounded(median(starts.map(({ beforeScript }) => beforeScript))),
          application: rounded(median(starts.map(({ own }) => own))),
        },
      },
      {
        name: 'scroll_long_tasks',
        value: tasks.length,
        goal: 0,
        parts: { longest_ms: Math.max(0, ...tasks) },
      },
      {
        name: 'keystroke_to_paint_ms',
        value: median(keys),
        goal: 50,
        parts: { p95: rounded(quantile(keys, 0.95)) },
      },
    ];
  },
};

/**
 * The browser takes most of it, to make a process for the page and to hand it the shell, slowed down like the rest
 * (2026-11, Chromium 156). Then what was on screen last is painted; until the application shows the same itself it takes
 * three times as long, of which a quarter is waiting for IndexedDB, one database after the other.
 */
async function startSlowly(profile: FilledProfile): Promise<Painted & { readonly beforeScript: number }> {
  const context = await profile.open();
  await context.setOffline(true);
  const page = pageOf(context);
  // Until then pages of the browser's own take what processor there is.
  await page.waitForTimeout(BROWSER_START_MS);
  const devtools = await context.newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOW_DOWN });
  const { id, newest } = profile.groups[0]!;
  const painted = await msUntilPainted(page, `/g/${id}`, newest);
  const beforeScript = await page.evaluate(
    () => (performance.getEntriesByType('navigation')[0] as PerformanceNavigationTiming).domInteractive,
  );
  await context.close();
  return { ...painted, beforeScript };
}

/** Goes through all messages, as a finger on a wheel does: one step each frame. */
function scroll(page: Page, direction: 'up' | 'down'): Promise<void> {
  return page.getByRole('log').evaluate(
    async (scroller, step) => {
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      const isLoading = () => scroller.querySelector('.earlier:disabled') !== null;
      let [still, before] = [0, -1];
      while (still < 30) {
        scroller.scrollTop += step;
        await frame();
        still = scroller.scrollTop === before && !isLoading() ? still + 1 : 0;
        before = scroller.scrollTop;
      }
    },
    direction === 'up' ? -STEP_PX : STEP_PX,
  );
}

/** Milliseconds of each task that held the page up while something went on. */
async function longTasksOf(page: Page, act: () => Promise<void>): Promise<number[]> {
  const observed = await page.evaluateHandle((longMs) => {
    const tasks: number[] = [];
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) if (duration > longMs) tasks.push(duration);
    }).observe({ type: 'longtask' });
    return tasks;
  }, LONG_MS);
  await act();
  return observed.jsonValue();
}

/** Milliseconds from each key to the frame that shows it. */
async function typeIn(page: Page): Promise<number[]> {
  const composer = page.getByRole('textbox', { name: /^Message/ });
  const times = await composer.evaluateHandle((field) => {
    const painted: number[] = [];
    field.addEventListener('input', ({ timeStamp }) =>
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => painted.push(performance.now() - timeStamp);
        port2.postMessage(null); // Taken up when the frame has been painted.
      }),
    );
    return painted;
  });
  await composer.pressSequentially('sounding at the bridge '.repeat(KEYS).slice(0, KEYS), { delay: 30 });
  await composer.fill('');
  return times.jsonValue();
}
