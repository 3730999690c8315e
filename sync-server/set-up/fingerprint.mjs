import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './root.mjs';

const sources = ['src', 'static', 'package.json', 'package-lock.json', 'svelte.config.js'];
const notBuilt = /\.test\.ts$|\.md$|\/\.svelte-kit\//;

/**
 * A short name for everything the build is made from; equal names mean equal builds.
 * @param {string} [folder] the checkout
 */
export function sourceFingerprint(folder = root) {
  const hash = createHash('sha256');
  for (const file of sources.flatMap((source) => filesIn(folder, source))) {
    const content = readFileSync(path.join(folder, file));
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex').slice(0, 16);
}

/**
 * @param {string} folder
 * @param {string} name
 * @returns {string[]}
 */
function filesIn(folder, name) {
  try {
    const entries = readdirSync(path.join(folder, name), { withFileTypes: true });
    return entries
      .map((entry) => `${name}/${entry.name}`)
      .sort()
      .flatMap((child) => filesIn(folder, child));
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error);
    if (code === 'ENOTDIR') return notBuilt.test(name) ? [] : [name];
    if (code === 'ENOENT') return [];
    throw error;
  }
}
