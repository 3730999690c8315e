import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { step } from './progress.mjs';
import { runQuietly } from './run-quietly.mjs';
import { SetUpError } from './set-up-error.mjs';

/**
 * Where the first of these commands lies that this machine has.
 * @param {string[]} names
 * @returns {string | undefined}
 */
export function commandPath(...names) {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean);
  return names.flatMap((name) => folders.map((folder) => path.join(folder, name))).find(isExecutable);
}

/** @param {string} file */
export function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Installs packages of a Debian or Ubuntu.
 * @param {string} what what the packages are to a person, for the messages
 * @param {string[]} packages
 * @throws {SetUpError} where that is not possible, saying what to install by hand
 */
export async function installDebianPackages(what, packages) {
  const aptGet = commandPath('apt-get');
  if (!aptGet || process.getuid?.() !== 0) {
    throw new SetUpError(
      `The tests need ${what}, and none was found: please install it (on Debian: apt-get install ${packages.join(' ')}).`,
    );
  }
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  // Somebody else's apt-get is waited for, not failed at.
  const options = ['-y', '-o', 'DPkg::Lock::Timeout=300'];
  const title = `Installing ${what}`;
  await step(title, async () => {
    await runQuietly(title, aptGet, ['update', ...options], { env });
    await runQuietly(title, aptGet, ['install', ...options, '--no-install-recommends', ...packages], { env });
  });
}
