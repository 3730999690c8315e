/**
 * The worker thread of the embedded database: bytes of Postgres' wire protocol in, bytes out. PGlite runs every query
 * synchronously, and on the main thread one search stopped everything else for 67 ms (2026-11).
 */
import { closeSync, existsSync, fsyncSync, openSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';
import { copyChangedFiles } from './copy/copy-changed-files.ts';

/** Asks for a copy of the database's files; see `copyChangedFiles`. */
export interface CopyRequest {
  readonly copyTo: string;
  readonly since: number;
}

const { directory } = workerData as { directory: string };
const port = parentPort!;

interface NodeFileStream {
  nfd?: number;
  node: unknown;
}
interface NodeFileSystem {
  stream_ops: { fsync?: (stream: NodeFileStream) => number };
  realPath(node: unknown): string;
}

/** PGlite 0.5.16 runs Postgres with fsync off, and its file system has no fsync to call. Here it has one, so a commit
 *  is on the disk when it is answered. It costs: 1,000 single commits 0.40–0.65 s instead of 0.18 s (2026-11). */
class DurableNodeFS extends NodeFS {
  override async init(...args: Parameters<NodeFS['init']>): ReturnType<NodeFS['init']> {
    const { emscriptenOpts } = await super.init(...args);
    const addFsync = (module: unknown): void => {
      const files = (module as { NODEFS: NodeFileSystem }).NODEFS;
      files.stream_ops.fsync = ({ nfd, node }) => (sync(nfd, () => files.realPath(node)), 0);
    };
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [...(emscriptenOpts.preRun ?? []), addFsync] } };
  }
}

function sync(descriptor: number | undefined, path: () => string): void {
  try {
    if (descriptor !== undefined) fsyncSync(descriptor);
    else syncFile(path());
  } catch (error) {
    // What the disk holds is unknown now. Never answer the commit: end, and recover from the log at the next start.
    port.postMessage({ failed: `fsync: ${(error as Error).message}` });
    process.exit(1);
  }
}

function syncFile(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Written last when a database is made. Without it the making was cut short, nothing in it was ever acknowledged, and
 *  it is made anew. */
const complete = join(directory, 'cairn-complete');
const isNew = !existsSync(complete);
if (isNew) rmSync(directory, { recursive: true, force: true });

const PARAMETERS = PGlite.defaultStartParams.filter((parameter) => parameter !== '-F');
const postgres = await PGlite.create({
  fs: new DurableNodeFS(directory),
  startParams: [...PARAMETERS, '-c', 'fsync=on', '-c', 'wal_sync_method=fsync'],
});
if (isNew) {
  // PGlite makes the files of a new database without fsync.
  for (const file of readdirSync(directory, { recursive: true, encoding: 'utf8' }))
    syncFile(join(directory, file));
  writeFileSync(complete, '');
  for (const path of [complete, directory, join(directory, '..')]) syncFile(path);
}

/** Between two questions nothing is written: the copy is what a crash at this moment would leave, and recovers. */
function copy({ copyTo, since }: CopyRequest): void {
  try {
    copyChangedFiles(directory, copyTo, since);
    port.postMessage({ copied: null });
  } catch (error) {
    port.postMessage({ copied: (error as Error).message });
  }
}

port.on('message', (message: Uint8Array | 'close' | CopyRequest) => {
  if (message === 'close') {
    void postgres.close().finally(() => process.exit(0));
    return;
  }
  if ('copyTo' in message) return copy(message);
  // Copied: the answer to a start-up message is a view of a buffer that PGlite goes on using.
  const answer = postgres.execProtocolRawSync(message).slice();
  port.postMessage(answer, [answer.buffer]);
});
port.postMessage('ready');
