/**
 * Draws what is on screen as HTML that looks the same without a script: what lies beyond the edges is left out, what
 * scrolls stands where it was, and it is in a shadow root of its own, where neither the application nor a screen reader
 * meets it.
 *
 * It is written from the elements of the page, so what people wrote comes out as text; the content security policy of
 * the page that it is put into holds for it as well.
 */
import { KEPT_SCREEN_ID } from '#client/kept-screens.ts';

/**
 * What components say of how they are drawn, by `data-drawn`. `beginning` or `end`: it scrolls, and opens there; of its
 * list only the items are drawn that are seen then. `blank`: what it says may be otherwise by now, such as whether
 * there is a connection; its place stays. `never`: it comes and goes, and takes its place with it. `today`: another
 * day has another word for it.
 */
type Drawn = 'beginning' | 'end' | 'blank' | 'never' | 'today';

/** Within this distance something is at its end. */
const END_PX = 2;

/** @returns null where it would be of no use: what scrolls is empty, or not where it opens */
export function drawScreen(root: HTMLElement): string | null {
  const scrollers = [...root.querySelectorAll<HTMLElement>('[data-drawn=beginning], [data-drawn=end]')];
  if (scrollers.length === 0 || !scrollers.every(isWhereItOpens)) return null;
  const host = document.createElement('div');
  const { lang, dir } = document.documentElement;
  Object.assign(host, { id: KEPT_SCREEN_ID, lang, dir, ariaHidden: 'true', inert: true });
  const shadow = document.createElement('template');
  shadow.setAttribute('shadowrootmode', 'closed');
  const style = document.createElement('style');
  style.textContent = styles() + OWN_STYLES;
  shadow.content.append(style, draw(root)!);
  host.append(shadow);
  return host.outerHTML;
}

const isDrawn = (element: Element, how: Drawn): boolean => element.getAttribute('data-drawn') === how;

function isWhereItOpens(scroller: HTMLElement): boolean {
  if (scroller.querySelector('li') === null) return false;
  const { scrollHeight, scrollTop, clientHeight } = scroller;
  return isDrawn(scroller, 'beginning') || scrollHeight - scrollTop - clientHeight <= END_PX;
}

/** A copy, without what is not seen. */
function draw(node: Node, scroller: Element | null = null): Node | null {
  if (node instanceof Text) return node.cloneNode();
  if (!(node instanceof Element) || isDrawn(node, 'never')) return null;
  if (scroller && node instanceof HTMLLIElement && isFarOff(node, scroller)) return null;
  const copy = node.cloneNode(false) as Element;
  copy.removeAttribute('id');
  if (node instanceof HTMLTextAreaElement) copy.textContent = node.value;
  if (isDrawn(node, 'end')) standAtEnd(copy, node);
  const scrolls = isDrawn(node, 'beginning') || isDrawn(node, 'end');
  for (const child of node.childNodes) {
    const drawn = draw(child, scrolls ? node : scroller);
    if (drawn) copy.append(drawn);
  }
  return copy;
}

/** To the fraction of a pixel, so that nothing moves when the application takes over. */
function standAtEnd(copy: Element, scroller: Element): void {
  if (scroller.scrollHeight <= scroller.clientHeight) return;
  const content = scroller.firstElementChild!.getBoundingClientRect();
  const below = scroller.getBoundingClientRect().bottom - content.bottom;
  copy.setAttribute('style', `display: grid; align-content: end; padding-bottom: ${below}px`);
}

/** Whether an item would be outside of the largest screen there can be here. */
function isFarOff(item: Element, scroller: Element): boolean {
  const seen = Math.max(screen.height, innerHeight);
  const top = scroller.getBoundingClientRect().top - scroller.scrollTop;
  const { top: upper, bottom: lower } = item.getBoundingClientRect();
  return isDrawn(scroller, 'beginning') ? upper - top > seen : top + scroller.scrollHeight - lower > seen;
}

const written = new WeakMap<CSSStyleSheet, string>();

/** All styles of the page, because those of the document do not reach into a shadow root. */
const styles = (): string => [...document.styleSheets].filter(isOurs).map(textOf).join('\n');

/** The browser lets nobody read what an extension brings from elsewhere. */
const isOurs = ({ href }: CSSStyleSheet): boolean => href === null || href.startsWith(location.origin);

function textOf(sheet: CSSStyleSheet): string {
  const known = written.get(sheet);
  if (known !== undefined) return known;
  const text = [...sheet.cssRules].map(({ cssText }) => cssText).join('\n');
  written.set(sheet, text);
  return text;
}

/** Should the application not start, what is seen gives way to whatever it has to say. */
const OWN_STYLES = `
:host {
  position: fixed;
  inset: 0;
  z-index: 10;
  overflow: hidden;
  font: inherit;
  color: inherit;
  background: var(--bg);
  animation: give-way 0s 10s forwards;
}
@keyframes give-way {
  to {
    visibility: hidden;
  }
}
[data-drawn='beginning'],
[data-drawn='end'] {
  overflow: hidden;
}
[data-drawn='end'] > * {
  width: 100%;
}
[data-drawn='blank'],
:host(.of-before) [data-drawn='today'] {
  visibility: hidden !important;
}
`;
