import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, type TestProjectConfiguration } from 'vitest/config';
import path from 'node:path';
import { root } from '../sync-server/set-up/root.mjs';

const second = 1_000;
const svelteSource = path.join(root, 'node_modules/svelte/src');

function project(
  name: string,
  { include = [`tests/${name}/**/*.test.ts`], timeoutMs }: { include?: string[]; timeoutMs: number },
): TestProjectConfiguration {
  return {
    root,
    // Tests run in Node, where Svelte would be the one that renders on a server: its effects never run, and tests stay
    // green. So runes are compiled for the client, and Svelte's own client half is taken. Not by the condition
    // `browser`, which would also replace ws by a stub.
    plugins: [svelte({ dynamicCompileOptions: () => ({ generate: 'client' }) })],
    resolve: {
      alias: [
        { find: /^svelte$/, replacement: `${svelteSource}/index-client.js` },
        { find: /^svelte\/(reactivity|store)$/, replacement: `${svelteSource}/$1/index-client.js` },
      ],
    },
    test: {
      name,
      include,
      testTimeout: timeoutMs,
      // A hook may start a server and a database.
      hookTimeout: 240 * second,
    },
  };
}

export default defineConfig({
  root,
  test: {
    // Two cores.
    maxWorkers: 2,
    projects: [
      project('unit', {
        include: [
          'src/**/*.test.ts',
          'sync-server/**/*.test.ts',
          'tests/support/**/*.test.ts',
          'tests/*.test.ts',
        ],
        timeoutMs: 60 * second,
      }),
      project('convergence', { timeoutMs: 180 * second }),
      project('contract', { timeoutMs: 180 * second }),
      project('sync-server', { timeoutMs: 180 * second }),
      project('faults', { timeoutMs: 300 * second }),
    ],
  },
});
