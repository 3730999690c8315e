/** A small program of this folder as a process of its own, which says its port when it listens. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { root } from '../../sync-server/set-up/root.mjs';
import { findNode } from '../../sync-server/set-up/runtime.mjs';

const endWithParent = new URL('../../sync-server/set-up/end-with-parent.mjs', import.meta.url).href;

export interface Companion {
  readonly url: string;
  readonly pid: number;
  stop(): void;
}

export async function startCompanion(file: string, env: NodeJS.ProcessEnv = {}): Promise<Companion> {
  const child = spawn(findNode(), ['--import', endWithParent, `tests/bench/${file}`], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const [port] = (await once(child, 'message')) as [number];
  return { url: `http://127.0.0.1:${port}`, pid: child.pid!, stop: () => void child.kill('SIGKILL') };
}
