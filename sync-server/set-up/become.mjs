import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { root } from './root.mjs';
import { findNode, toolEnvironment } from './runtime.mjs';

/** Above what a stop takes at most, and what the server is told to wait before it. */
const graceMs = 4_700 + 1_000 * (Number(process.env.STOP_DELAY_SECONDS) || 0);
const endWithParent = new URL('./end-with-parent.mjs', import.meta.url).href;

/**
 * Runs a Node program in this process's place, as far as anybody outside can tell: same terminal, same signals, same
 * exit code, and neither outlives the other. A program may get one signal more than once, since a terminal also sends
 * it to the whole group.
 * @param {string[]} args the program and its arguments
 * @param {NodeJS.ProcessEnv} [extra] added to the environment
 */
export function become(args, extra = {}) {
  const child = spawn(findNode(), ['--import', endWithParent, ...args], {
    cwd: root,
    env: { ...toolEnvironment(), ...extra },
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });

  const stop = (/** @type {NodeJS.Signals} */ signal) => {
    child.kill(signal);
    setTimeout(() => child.kill('SIGKILL'), graceMs).unref();
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  if (process.env.npm_lifecycle_event) whenNpmIsGone(() => stop('SIGTERM'));

  child.once('error', (error) => {
    throw error;
  });
  child.once('exit', (code, signal) => {
    process.removeAllListeners('SIGINT').removeAllListeners('SIGTERM');
    if (signal) process.kill(process.pid, signal);
    else process.exit(code ?? 1);
  });
}

/**
 * npm hands on every signal but a kill -9, which would leave a server that nobody sees.
 * @param {() => void} then
 */
function whenNpmIsGone(then) {
  const before = parents();
  const timer = setInterval(() => {
    if (parents() === before) return;
    clearInterval(timer);
    then();
  }, 1_000).unref();
}

/** Who started this process, and whoever started that: npm runs scripts in a shell, and some shells stay in between. */
function parents() {
  try {
    const status = readFileSync(`/proc/${process.ppid}/status`, 'utf8');
    return `${process.ppid} ${/^PPid:\s*(\d+)/m.exec(status)?.[1]}`;
  } catch {
    // Only Linux tells; elsewhere the nearest one has to do.
    return `${process.ppid}`;
  }
}
