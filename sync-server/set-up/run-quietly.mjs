import { spawn } from 'node:child_process';
import { root } from './root.mjs';
import { SetUpError } from './set-up-error.mjs';

const keptCharacters = 6_000;

/**
 * Runs a command without showing its output, and shows the end of it when the command fails.
 * @param {string} title what failed, for the message
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv; lock?: number }} [options] lock: a descriptor the child shall hold open as well
 * @returns {Promise<void>}
 */
export function runQuietly(title, command, args, { env = process.env, lock } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      env,
      stdio: ['ignore', 'pipe', 'pipe', ...(lock === undefined ? [] : [lock])],
    });
    let output = '';
    const keep = (/** @type {Buffer} */ chunk) => {
      output = (output + chunk.toString()).slice(-keptCharacters);
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);

    const stop = (/** @type {NodeJS.Signals} */ signal) => {
      child.kill(signal);
      process.exit(signal === 'SIGINT' ? 130 : 143);
    };
    process.once('SIGINT', stop).once('SIGTERM', stop);
    const fail = (/** @type {string} */ reason) =>
      reject(new SetUpError(`${output.trim()}\n\n${title} failed: ${reason}.`.trim()));
    child.once('error', (error) => fail(error.message));
    child.once('close', (code, signal) => {
      process.off('SIGINT', stop).off('SIGTERM', stop);
      if (code === 0) resolve();
      else fail(signal ? `it was ended by ${signal}` : `exit code ${code}, see above`);
    });
  });
}
