import { spawnSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { root } from './root.mjs';
import { SetUpError } from './set-up-error.mjs';

const binaries = path.join(root, 'node_modules', '.bin');
const shipped = path.join(binaries, 'node');

/**
 * The Node that runs our TypeScript: the one among the dependencies, or else a new enough system's.
 * @returns {string} its path
 */
export function findNode() {
  if (existsSync(shipped) && (isThisProcess(shipped) || runs(shipped))) return shipped;
  if (runsTypeScript(process.versions.node)) return process.execPath;
  throw new SetUpError(
    `Cairn needs Node 22.18 or newer on ${process.platform} ${process.arch}, and this is ${process.version}: please install a newer one.`,
  );
}

/** The environment in which the dependencies' commands, and their Node, are found first. */
export function toolEnvironment() {
  const { PATH = '' } = process.env;
  const found = PATH.split(path.delimiter);
  return {
    ...process.env,
    PATH: found[0] === binaries ? PATH : [binaries, ...found].join(path.delimiter),
  };
}

/** @param {string} file */
function isThisProcess(file) {
  return realpathSync(file) === realpathSync(process.execPath);
}

/**
 * Asked, because a binary for another C library is present and cannot start.
 * @param {string} file
 */
function runs(file) {
  return spawnSync(file, ['--version']).status === 0;
}

/** @param {string} version */
export function runsTypeScript(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 22 || (major === 22 && minor >= 18);
}
