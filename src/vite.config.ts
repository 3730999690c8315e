import { sveltekit } from '@sveltejs/kit/vite';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig, type Plugin, type ViteDevServer } from 'vite';

const port = process.env.PORT ? Number(process.env.PORT) : undefined;

/** In development the sync server lives in Vite's process and takes only its own upgrades. */
const syncInDevelopment: Plugin = {
  name: 'cairn-sync',
  apply: 'serve',
  async configureServer(server) {
    // A test runner also makes a Vite server, but one without HTTP.
    if (!server.httpServer) return;
    // By address, so that building does not load the sync server and Node itself reads the file.
    const address = new URL('../sync-server/dev-plugin.ts', import.meta.url).href;
    const sync = (await import(address)) as { attachDevelopmentServer(server: ViteDevServer): unknown };
    await sync.attachDevelopmentServer(server);
  },
};

export default defineConfig({
  plugins: [tailwindcss(), sveltekit(), syncInDevelopment],
  worker: { format: 'es' },
  build: {
    // The imports of a page are on the device already. To link to each of them first took a start 25 ms on a laptop, and
    // four times that on a phone (2026-11, 20 files).
    modulePreload: { resolveDependencies: (_, files) => files.filter((file) => file.endsWith('.css')) },
  },
  server: { host: process.env.HOST ?? '127.0.0.1', port, strictPort: port !== undefined },
});
