/** The truth is on the device: the server sends one shell, which the service worker keeps for offline. */
export const ssr = false;
export const prerender = false;
