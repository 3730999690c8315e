/**
 * What was on screen last, as HTML that needs no script: the service worker puts it into the page that it serves, so
 * that a slow phone shows messages long before the application has started. Of each conversation there is one, under its
 * address.
 *
 * [S15] [S19] What leaves the device must not live on in them, and a list shows something of every group: whenever a
 * document loses something, all of them go. A page soon keeps its screen anew.
 */

/** Name of their cache. */
export const SCREENS = 'cairn-screens';
/** About 2 MB: the conversations somebody is in on one day. */
const KEPT_MAX = 25;
/** For so long after an erasure a screen may still show what is gone. */
const QUIET_MS = 1_000;
/** By the response that is kept: the day it was drawn, since "today" is another word tomorrow. */
const DRAWN_ON = 'x-drawn-on';

/** Of the element that a kept screen is in: the application takes it away when it shows the same itself. */
export const KEPT_SCREEN_ID = 'kept-screen';
/** Where it goes in `app.html`. */
const PLACE = '<!-- kept screen -->';

let isEnded = false;
let quietUntil = 0;
let last: Promise<unknown> = Promise.resolve();

/** Keeps what is shown at an address, as an element with the id `KEPT_SCREEN_ID`. Never rejects. */
export async function keepScreen(path: string, html: string): Promise<void> {
  if (isEnded || performance.now() < quietUntil) return;
  await inTurn(async (caches) => {
    if (isEnded || performance.now() < quietUntil) return;
    const cache = await caches.open(SCREENS);
    const headers = { 'content-type': 'text/html; charset=utf-8', [DRAWN_ON]: today() };
    // Put anew it stands at the end, so that those that were not looked at for longest go first.
    await cache.delete(path);
    await cache.put(path, new Response(html, { headers }));
    for (const old of (await cache.keys()).slice(0, -KEPT_MAX)) await cache.delete(old);
  });
}

/** Something has left this device. Never rejects. */
export async function forgetScreens(): Promise<void> {
  quietUntil = performance.now() + QUIET_MS;
  await inTurn((caches) => caches.delete(SCREENS));
}

/** Everything of a person has left this device: nothing of what this page still shows is kept. Never rejects. */
export async function endScreens(): Promise<void> {
  isEnded = true;
  await forgetScreens();
}

/** The shell of the application with what was last on screen at that address, if that is known. */
export async function withKeptScreen(shell: Response, path: string): Promise<Response> {
  const screen = await readScreen(path).catch(() => null); // Whatever ails it, the application starts.
  if (screen === null) return shell;
  const html = (await shell.text()).replace(PLACE, () => screen);
  const headers = new Headers(shell.headers);
  for (const name of ['content-encoding', 'content-length', 'etag']) headers.delete(name);
  return new Response(html, { headers });
}

async function readScreen(path: string): Promise<string | null> {
  const kept = await (await caches.open(SCREENS)).match(path);
  if (kept === undefined) return null;
  const screen = await kept.text();
  return kept.headers.get(DRAWN_ON) === today() ? screen : screen.replace('<div', '<div class="of-before"');
}

/** One after the other, so that what was forgotten is not kept after all. */
async function inTurn(work: (caches: CacheStorage) => Promise<unknown>): Promise<void> {
  // Only over https and on localhost is there such a thing.
  const caches = globalThis.caches as CacheStorage | undefined;
  if (!caches) return;
  last = last.then(() => work(caches)).catch(() => caches.delete(SCREENS).catch(() => undefined)); // The disk is full.
  await last;
}

const today = (): string => new Date().toDateString();
