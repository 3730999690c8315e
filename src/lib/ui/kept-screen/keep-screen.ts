import type { Attachment } from 'svelte/attachments';
import { keepScreen, KEPT_SCREEN_ID } from '#client/kept-screens.ts';
import { isCovered } from '../keyboard/keys.ts';
import { drawScreen } from './draw-screen.ts';

/** A screen is kept when nothing on it has changed for so long. */
const REST_MS = 1_000;

/** Keeps what is in this element for the next start, at rest and when the page is left. */
export const keepingScreen: Attachment<HTMLElement> = (root) => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const keep = () => {
    timer = undefined;
    const { pathname, search } = location;
    // A link to a message opens somewhere else than the conversation itself does.
    if (search !== '' || isCovered() || showsKeptScreen()) return;
    const drawn = pathname === '/' || showsConversation(root) ? drawScreen(root) : null;
    if (drawn !== null) void keepScreen(pathname, drawn);
  };
  const note = () => {
    clearTimeout(timer);
    timer = setTimeout(() => whenIdle(() => document.visibilityState === 'visible' && keep()), REST_MS);
  };
  const leave = () => {
    if (document.visibilityState !== 'hidden' || timer === undefined) return;
    clearTimeout(timer);
    keep();
  };
  const observer = new MutationObserver(note);
  observer.observe(root, { childList: true, characterData: true, subtree: true });
  document.addEventListener('visibilitychange', leave);
  note();
  return () => {
    clearTimeout(timer);
    observer.disconnect();
    document.removeEventListener('visibilitychange', leave);
  };
};

/** The application shows itself what the service worker has put into the page. */
export const endKeptScreen = (): void => document.getElementById(KEPT_SCREEN_ID)?.remove();

const showsConversation = (root: HTMLElement): boolean => root.querySelector('[data-drawn=end]') !== null;
const showsKeptScreen = (): boolean => document.getElementById(KEPT_SCREEN_ID) !== null;

/** Safari has no idle callbacks. */
const whenIdle = (act: () => void): unknown =>
  'requestIdleCallback' in globalThis ? requestIdleCallback(act) : setTimeout(act);
