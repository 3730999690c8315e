import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import {
  commandPath,
  installDebianPackages,
  isExecutable,
} from '../../sync-server/set-up/debian-packages.mjs';
import { SetUpError } from '../../sync-server/set-up/set-up-error.mjs';
import { freePort } from './server-process.ts';

const startMs = 30_000;
const debianFolder = '/usr/lib/postgresql';

export interface TestPostgres {
  /** The cluster's own database `postgres`; the address stays the same over stop and start. */
  readonly url: string;
  /** Makes an empty database and returns its address; without a name it gets a random one. */
  createDatabase(name?: string): Promise<string>;
  /** `fast` ends every connection and shuts down cleanly, `immediate` is a crash: the next start recovers. */
  stop(mode?: 'fast' | 'immediate'): Promise<void>;
  start(): Promise<void>;
  /** Freezes every process of the cluster: connections stay open and nothing answers. */
  pause(): void;
  resume(): void;
  /** Stops for good and deletes the data; also happens when this process exits. */
  remove(): Promise<void>;
}

/**
 * Starts a real Postgres with a fresh cluster of its own on loopback.
 *
 * fsync is off unless asked for: a crash of the processes loses nothing either way, only a crash of the machine would.
 */
export async function startPostgres({ fsync = false } = {}): Promise<TestPostgres> {
  const binaries = await ensurePostgres();
  const user = unprivilegedUser();
  const folder = mkdtempSync(path.join(tmpdir(), 'cairn-pg-'));
  if (user) chownSync(folder, user.uid, user.gid);
  const data = path.join(folder, 'data');
  makeCluster(path.join(binaries, 'initdb'), data, user);

  const port = await freePort();
  const address = (database: string) => `postgres://postgres@127.0.0.1:${port}/${database}`;
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: folder,
    fsync: fsync ? 'on' : 'off',
    full_page_writes: fsync ? 'on' : 'off',
    shared_buffers: '32MB',
    max_connections: 100,
  };
  let server: ChildProcess | undefined;
  let log = '';

  async function start() {
    if (server) return;
    const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const child = spawn(...asUser(user, path.join(binaries, 'postgres'), ['-D', data, ...flags]), {
      cwd: '/',
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    child.stderr?.on('data', (chunk: Buffer) => (log = (log + chunk.toString()).slice(-8_000)));
    server = child;
    await untilAnswering(address('postgres'), child, () => log);
  }

  async function stop(mode: 'fast' | 'immediate' = 'fast') {
    const stopping = server;
    if (!stopping) return;
    server = undefined;
    signalAll(stopping, 'SIGCONT');
    if (stopping.exitCode !== null || stopping.signalCode !== null) return;
    const gone = once(stopping, 'exit');
    stopping.kill(mode === 'fast' ? 'SIGINT' : 'SIGQUIT');
    await gone;
  }

  function removeNow() {
    if (server) signalAll(server, 'SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
  process.once('exit', removeNow);

  await start();
  return {
    url: address('postgres'),
    start,
    stop,
    pause: () => server && signalAll(server, 'SIGSTOP'),
    resume: () => server && signalAll(server, 'SIGCONT'),
    async createDatabase(name = `test_${randomBytes(6).toString('hex')}`) {
      await query(address('postgres'), `create database ${pg.escapeIdentifier(name)}`);
      return address(name);
    },
    async remove() {
      await stop('immediate');
      process.off('exit', removeNow);
      removeNow();
    },
  };
}

/** Finds the folder of Postgres' server commands, or installs Debian's package. */
export async function ensurePostgres(): Promise<string> {
  const found = findPostgres();
  if (found) return found;
  await installDebianPackages('Postgres', ['postgresql']);
  const installed = findPostgres();
  if (!installed) throw new SetUpError('Postgres was installed and its commands are still not found.');
  return installed;
}

function findPostgres(): string | undefined {
  const versions = existsSync(debianFolder) ? readdirSync(debianFolder) : [];
  const newestFirst = versions.sort((a, b) => Number(b) - Number(a));
  const inPath = commandPath('postgres');
  return [
    ...newestFirst.map((version) => path.join(debianFolder, version, 'bin')),
    ...(inPath ? [path.dirname(inPath)] : []),
  ].find(
    (folder) => isExecutable(path.join(folder, 'postgres')) && isExecutable(path.join(folder, 'initdb')),
  );
}

interface User {
  readonly uid: number;
  readonly gid: number;
}

/** Postgres refuses to run as root; nobody else needs to become somebody. */
function unprivilegedUser(): User | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
  for (const name of ['postgres', 'nobody']) {
    const fields = lines.find((line) => line.startsWith(`${name}:`))?.split(':');
    if (fields) return { uid: Number(fields[2]), gid: Number(fields[3]) };
  }
  throw new SetUpError(
    'Postgres does not run as root, and there is no user postgres or nobody to run it as.',
  );
}

/** setpriv, where the machine has it, also ends the command when this process is killed. */
function asUser(user: User | undefined, command: string, args: string[]): [string, string[]] {
  const setpriv = commandPath('setpriv');
  if (!setpriv) {
    if (user) throw new SetUpError('Running Postgres as root needs the command setpriv (util-linux).');
    return [command, args];
  }
  const become = user ? [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups'] : [];
  return [setpriv, [...become, '--pdeathsig=QUIT', command, ...args]];
}

function makeCluster(initdb: string, data: string, user: User | undefined) {
  const args = ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'];
  const made = spawnSync(...asUser(user, initdb, args), { cwd: '/', encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`initdb failed: ${made.error?.message ?? made.stderr}`);
}

async function untilAnswering(url: string, child: ChildProcess, log: () => string) {
  const deadline = Date.now() + startMs;
  for (;;) {
    try {
      await query(url, 'select 1');
      return;
    } catch (error) {
      if (child.exitCode !== null || child.signalCode !== null || Date.now() > deadline) {
        throw new Error(`Postgres did not start:\n${log()}`, { cause: error });
      }
    }
    await delay(50);
  }
}

async function query(url: string, sql: string) {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  // A server that is just starting also drops connections that it has accepted; the query says so.
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** The cluster is the first process and one child for each connection and duty, each in a group of its own. */
function signalAll(server: ChildProcess, signal: NodeJS.Signals) {
  const { pid } = server;
  if (!pid) return;
  // The first process first: it makes the others.
  for (const one of [pid, ...childrenOf(pid)]) {
    try {
      process.kill(one, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
}

function childrenOf(pid: number): number[] {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
  return stdout
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .filter(([, parent]) => parent === pid)
    .map(([child]) => child as number);
}
