import adapter from '@sveltejs/adapter-node';
import { sourceFingerprint } from './sync-server/set-up/fingerprint.mjs';

/** @type {import('@sveltejs/kit').Config} */
export default {
  compilerOptions: {
    // Runes for our own components; libraries keep whatever mode they were written in.
    runes: ({ filename }) => (filename.split(/[/\\]/).includes('node_modules') ? undefined : true),
  },
  kit: {
    adapter: adapter({ out: '.build' }),
    // The service worker serves one shell for every address, so its links may not depend on the address.
    paths: { relative: false },
    // From the sources, not from the clock: instances that build for themselves serve the same files.
    version: { name: sourceFingerprint() },
    csp: {
      mode: 'hash',
      directives: {
        'default-src': ['none'],
        'script-src': ['self'],
        // Style attributes and Svelte's transitions are inline styles, which no hash covers.
        'style-src': ['self', 'unsafe-inline'],
        'img-src': ['self', 'data:', 'blob:'],
        'font-src': ['self'],
        // 'self' includes ws and wss of the same host and port.
        'connect-src': ['self'],
        'manifest-src': ['self'],
        'worker-src': ['self'],
        'form-action': ['self'],
        'base-uri': ['none'],
        'frame-ancestors': ['none'],
        'require-trusted-types-for': ['script'],
        'trusted-types': ['svelte-trusted-html', 'sveltekit-trusted-url', 'cairn-search-worker'],
      },
    },
  },
};
