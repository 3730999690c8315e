/** What a page says to the service worker that waits to take the place of an older one. */
export const TAKE_OVER = 'take over';
