import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { sourceFingerprint } from './fingerprint.mjs';
import { step } from './progress.mjs';
import { root } from './root.mjs';
import { runQuietly } from './run-quietly.mjs';
import { findNode, toolEnvironment } from './runtime.mjs';

const marker = path.join(root, '.build', 'made-from');

/**
 * Builds the application unless the build at hand was made from these very sources.
 * @param {number} [lock] descriptor of the set-up's lock
 */
export async function ensureBuild(lock) {
  const fingerprint = sourceFingerprint();
  if (existsSync(marker) && readFileSync(marker, 'utf8') === fingerprint) return;
  // Gone first and written last: a build that was interrupted is no build.
  rmSync(marker, { force: true });
  await step('Building the application', () =>
    runQuietly('Building the application', findNode(), viteArguments('build'), {
      env: { ...toolEnvironment(), NODE_ENV: 'production' },
      lock,
    }),
  );
  writeFileSync(marker, fingerprint);
}

/**
 * Node reads the configuration itself: bundling it would write files among the dependencies.
 * @param {'build' | 'dev'} command
 */
export function viteArguments(command) {
  return ['node_modules/vite/bin/vite.js', command, '-c', 'src/vite.config.ts', '--configLoader', 'native'];
}
