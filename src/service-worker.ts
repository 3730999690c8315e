/// <reference types="@sveltejs/kit" />
/// <reference lib="webworker" />
/**
 * Keeps the application itself on the device: its files and one page, the shell, which serves every address of the
 * app; and the pictures of people that were shown once. Other data is none of its business. A new version waits until
 * the last page of the old one is closed or the person wants it, so that a page never meets files of another version.
 * It also shows what the server pushes, and leads there.
 */
import { build, files, version } from '$service-worker';
import { UNSENT } from '#client/ask-for-background-sync.ts';
import { sendUnsent } from '#client/background-sync.ts';
import { SCREENS, withKeptScreen } from '#client/kept-screens.ts';
import { saveSubscription } from '#client/notifications.ts';
import { TAKE_OVER } from '#client/take-over.ts';
import { showAppBadge } from '#ui/conversation/app-badge.ts';

const worker = globalThis as unknown as ServiceWorkerGlobalScope;
const CACHE = `cairn-${version}`;
/** Of all versions; the page removes it when somebody signs out (`forget`). */
const PICTURES = 'cairn-pictures';
/** About 8 MB. */
const PICTURES_MAX = 500;
const SHELL = '/';
const FILES = new Set([...build, ...files]);
/** In development nothing is built, and nothing is kept: the files of a page change under it. */
const isDevelopment = build.length === 0;

worker.addEventListener('install', (event) => {
  if (isDevelopment) return void worker.skipWaiting();
  void (event as InstallEvent).addRoutes?.({
    condition: { urlPattern: new URLPattern({ pathname: '/_app/immutable/*' }) },
    source: { cacheName: CACHE },
  });
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll([SHELL, ...FILES].map(fresh))));
});

worker.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => names.filter(isOld))
      .then((old) => Promise.all(old.map((name) => caches.delete(name))))
      // The page that brought this worker has loaded without it; from now on it works offline too.
      .then(() => worker.clients.claim()),
  );
});

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (isDevelopment || request.method !== 'GET' || url.origin !== worker.location.origin) return;
  if (request.mode === 'navigate') {
    if (isInApp(url.pathname)) event.respondWith(shell(url));
    else if (!isData(url.pathname)) event.respondWith(fetch(request).catch(() => kept(SHELL)));
  } else if (FILES.has(url.pathname)) event.respondWith(kept(url.pathname));
  else if (url.pathname.startsWith('/api/v1/pictures/')) event.respondWith(picture(request));
});

worker.addEventListener('message', ({ data }) => {
  if (data === TAKE_OVER) void worker.skipWaiting();
});
worker.addEventListener('sync', (event) => {
  const sync = event as SyncEvent;
  if (sync.tag === UNSENT) sync.waitUntil(syncUnsent());
});
worker.addEventListener('push', (event) => event.waitUntil(showPush(event.data)));
worker.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(openAt((event.notification.data as { url: string }).url));
});
// The push service gives this device another address: the server has to know it.
worker.addEventListener('pushsubscriptionchange', (event) => event.waitUntil(subscribeAgain(event)));

/** Where a browser has this (Chromium 123), it reads these files from the cache without asking the worker for each. */
interface InstallEvent extends ExtendableEvent {
  addRoutes?(route: { condition: { urlPattern: URLPattern }; source: { cacheName: string } }): Promise<void>;
}

/** Only Chromium has it. */
interface SyncEvent extends ExtendableEvent {
  readonly tag: string;
}

/** A page that is looked at does it itself; one that is not may be frozen. @throws for the browser to try again later */
async function syncUnsent(): Promise<void> {
  const pages = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
  if (pages.some(({ visibilityState }) => visibilityState === 'visible')) return;
  if (!(await sendUnsent())) throw new Error('Something is still unsent.');
}

/** What the server sends: see `push-message.ts`. */
interface Pushed {
  readonly notification: {
    readonly title: string;
    readonly body: string;
    readonly tag: string;
    readonly navigate: string;
    readonly app_badge?: string;
  };
}

/** One for each conversation: the tag replaces the one before. A push that shows nothing would cost the permission. */
async function showPush(data: PushMessageData | null): Promise<void> {
  const { notification } = data?.json() as Pushed;
  const { title, body, tag, navigate, app_badge } = notification;
  if (Number(app_badge) > 0) showAppBadge(Number(app_badge), worker.navigator);
  const options = { body, tag, renotify: true, icon: '/icon-192.png', data: { url: navigate } };
  await worker.registration.showNotification(title, options);
}

/** In the window that is open, without loading it anew, or in one of its own. */
async function openAt(url: string): Promise<void> {
  const windows = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const open = windows.find(({ focused }) => focused) ?? windows[0];
  if (!open) return void (await worker.clients.openWindow(url));
  await open.focus().catch(() => {}); // Not every browser lets it; the window still goes there.
  const { pathname, search } = new URL(url);
  open.postMessage({ goto: pathname + search });
}

interface SubscriptionChange extends ExtendableEvent {
  readonly oldSubscription: PushSubscription | null;
  readonly newSubscription: PushSubscription | null;
}

async function subscribeAgain({ oldSubscription, newSubscription }: SubscriptionChange): Promise<void> {
  const options = oldSubscription?.options;
  const subscription =
    newSubscription ?? (options ? await worker.registration.pushManager.subscribe(options) : null);
  if (subscription) await saveSubscription(subscription);
}

const isOld = (name: string): boolean =>
  name.startsWith('cairn-') && (isDevelopment || ![CACHE, PICTURES, SCREENS].includes(name));

const isInApp = (path: string): boolean =>
  ['/', '/not-delivered', '/search', '/share'].includes(path) ||
  path.startsWith('/g/') ||
  /^\/(settings|admin)(\/|$)/.test(path);
const isData = (path: string): boolean => /^\/(api|healthz|readyz|sync)(\/|$)/.test(path);

/** For a conversation or the list, with what it showed last. */
async function shell({ pathname, search }: URL): Promise<Response> {
  const empty = await kept(SHELL);
  return search === '' ? withKeptScreen(empty, pathname) : empty;
}

/** From this version's cache, with its headers; from the network only if the browser threw the cache away. */
async function kept(path: string): Promise<Response> {
  const cache = await caches.open(CACHE);
  return (await cache.match(path)) ?? fetch(path);
}

/** One id is one picture for ever: what is here need not be asked for. The oldest go. */
async function picture(request: Request): Promise<Response> {
  const cache = await caches.open(PICTURES);
  const known = await cache.match(request.url);
  if (known) return known;
  const answer = await fetch(request);
  if (answer.ok) {
    await cache.put(request.url, answer.clone());
    for (const old of (await cache.keys()).slice(0, -PICTURES_MAX)) await cache.delete(old);
  }
  return answer;
}

/** Past the browser's own cache, which may hold what an older version answered. */
const fresh = (path: string): Request => new Request(path, { cache: 'reload' });
