import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { root } from '../../sync-server/set-up/root.mjs';
import { findNode, toolEnvironment } from '../../sync-server/set-up/runtime.mjs';

const startMs = 120_000;
const stopMs = 10_000;
const keptCharacters = 200_000;
const endWithParent = new URL('../../sync-server/set-up/end-with-parent.mjs', import.meta.url).href;

export interface ServerOptions {
  /** Made fresh, and deleted at the end, unless given. */
  dataDir?: string;
  /** Without it the server uses its embedded database. */
  databaseUrl?: string;
  port?: number;
  /** @default the server itself */
  program?: string;
  /** Only one part of the server. */
  part?: 'web' | 'sync';
  env?: NodeJS.ProcessEnv;
}

export interface ServerProcess {
  readonly url: string;
  readonly port: number;
  readonly dataDir: string;
  readonly pid: number;
  /** Sends the signal and waits until the process is gone. */
  kill(signal: NodeJS.Signals): Promise<void>;
  /** Starts again with the same port and data; stops first what still runs. */
  restart(): Promise<void>;
  /** What the process wrote on stdout and stderr, over restarts. */
  output(): string;
  /** Asks it to stop and returns its exit code; throws if it takes longer than ten seconds. */
  stop(): Promise<number>;
}

/** Starts the real server as a process of its own and waits until it says that it is ready. */
export async function startServer(options: ServerOptions = {}): Promise<ServerProcess> {
  const port = options.port ?? (await freePort());
  const dataDir = options.dataDir ?? temporaryFolder();
  const url = `http://127.0.0.1:${port}`;
  const environment = {
    ...toolEnvironment(),
    NODE_ENV: 'production',
    HOST: '127.0.0.1',
    PORT: String(port),
    DATA_DIR: dataDir,
    // Undefined leaves the variable out, also one from the developer's own shell.
    DATABASE_URL: options.databaseUrl,
    ORIGIN: undefined,
    ...options.env,
  };
  let output = '';
  let child: ChildProcess;

  async function start() {
    const program = [options.program ?? 'sync-server/main.ts', ...(options.part ? [options.part] : [])];
    child = spawn(findNode(), ['--import', endWithParent, ...program], {
      cwd: root,
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    const keep = (chunk: Buffer) => (output = (output + chunk.toString()).slice(-keptCharacters));
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    endAtExit(child);
    await untilReady(url, child, () => output);
  }

  async function kill(signal: NodeJS.Signals) {
    if (hasEnded(child)) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  }

  async function stop() {
    if (hasEnded(child)) return exitCode(child);
    const late = setTimeout(() => child.kill('SIGKILL'), stopMs);
    await kill('SIGTERM');
    clearTimeout(late);
    if (child.signalCode === 'SIGKILL') {
      throw new Error(`The server did not stop within ${stopMs} ms:\n${output}`);
    }
    return exitCode(child);
  }

  await start();
  return {
    url,
    port,
    dataDir,
    get pid() {
      return child.pid as number;
    },
    kill,
    async restart() {
      await stop();
      await start();
    },
    output: () => output,
    stop,
  };
}

/** A port of the loopback address that nobody listens on right now. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

async function untilReady(url: string, child: ChildProcess, output: () => string) {
  const deadline = Date.now() + startMs;
  for (;;) {
    if (hasEnded(child)) {
      throw new Error(
        `The server ended at its start with ${child.signalCode ?? child.exitCode}:\n${output()}`,
      );
    }
    if (Date.now() > deadline) {
      child.kill('SIGKILL');
      throw new Error(`The server was not ready after ${startMs} ms:\n${output()}`);
    }
    if (await answersWell(`${url}/readyz`)) return;
    await delay(50);
  }
}

async function answersWell(address: string): Promise<boolean> {
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(2_000) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    // Not listening yet.
    return false;
  }
}

function hasEnded(child: ChildProcess) {
  return child.exitCode !== null || child.signalCode !== null;
}

/** As a shell would give it: a process that a signal ended has 128 and its number; here any signal is 128. */
function exitCode(child: ChildProcess): number {
  return child.exitCode ?? 128;
}

const living = new Set<ChildProcess>();
const folders = new Set<string>();

process.once('exit', () => {
  for (const child of living) child.kill('SIGKILL');
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function endAtExit(child: ChildProcess) {
  living.add(child);
  child.once('exit', () => living.delete(child));
}

/** Deleted when this process exits. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'cairn-data-'));
  folders.add(folder);
  return folder;
}
