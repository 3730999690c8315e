import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { step } from './progress.mjs';
import { root } from './root.mjs';
import { runQuietly } from './run-quietly.mjs';

const lockFile = path.join(root, 'package-lock.json');
const modules = path.join(root, 'node_modules');
const marker = path.join(modules, '.cairn-installed');

/**
 * Installs what the lock file names unless exactly that is installed already.
 * @param {number} [lock] descriptor of the set-up's lock
 */
export async function ensureDependencies(lock) {
  const wanted = wantedMark();
  if (existsSync(marker) && readFileSync(marker, 'utf8') === wanted) return;
  if (!isInstalledByHand()) {
    rmSync(marker, { force: true });
    await step('Installing the dependencies', () => install(lock));
  }
  writeFileSync(marker, wanted);
}

function wantedMark() {
  const sha256 = createHash('sha256').update(readFileSync(lockFile)).digest('hex');
  return `${sha256} ${process.platform} ${process.arch}\n`;
}

/** @param {number | undefined} lock */
function install(lock) {
  // Development dependencies too, whatever NODE_ENV says: they make the build.
  const args = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--no-progress'];
  const npm = process.env.npm_execpath;
  const [command, first] = npm?.endsWith('npm-cli.js') ? [process.execPath, [npm]] : ['npm', []];
  return runQuietly('Installing the dependencies', command, [...first, ...args, '--loglevel=error'], {
    lock,
  });
}

/**
 * Whether somebody's own `npm ci` or `npm install` already put everything there, by npm's record of it, which npm
 * writes last. Packages that may be missing are not looked at, except those made for this machine.
 */
function isInstalledByHand() {
  const record = path.join(modules, '.package-lock.json');
  if (!existsSync(record)) return false;
  const installed = packagesIn(record);
  return Object.entries(packagesIn(lockFile)).every(([where, wanted]) => {
    const found = installed[where];
    if (found) return found.version === wanted.version && found.integrity === wanted.integrity;
    return where === '' || (isOptional(wanted) && !isForThisMachine(wanted));
  });
}

/**
 * @typedef {{ version?: string; integrity?: string; optional?: boolean; devOptional?: boolean; peer?: boolean;
 *   os?: string[]; cpu?: string[]; libc?: string[] }} Package
 */

/**
 * @param {string} file
 * @returns {Record<string, Package>}
 */
function packagesIn(file) {
  return /** @type {{ packages: Record<string, Package> }} */ (JSON.parse(readFileSync(file, 'utf8')))
    .packages;
}

/** @param {Package} wanted */
function isOptional(wanted) {
  return Boolean(wanted.optional ?? wanted.devOptional ?? wanted.peer);
}

/** @param {Package} wanted */
function isForThisMachine({ os, cpu, libc }) {
  return Boolean(os?.includes(process.platform) && cpu?.includes(process.arch) && !libc);
}
