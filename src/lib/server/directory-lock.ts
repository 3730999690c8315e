import { createHash } from 'node:crypto';
import { mkdirSync, realpathSync, rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StartError } from './start-error.ts';

export interface DirectoryLock {
  release(): Promise<void>;
}

export class DirectoryInUse extends StartError {
  override name = 'DirectoryInUse';
}

/**
 * Lets one process at a time use a directory; a second one gets DirectoryInUse. Two processes writing one PGlite
 * directory destroy acknowledged rows.
 *
 * The lock is a listening socket named after the directory's real path, so the kernel frees it however the process
 * ends, `kill -9` included. On Linux the name is abstract and leaves no file; it holds within one machine and one
 * network namespace: containers that share a volume must not share a data directory.
 */
export async function lockDirectory(directory: string): Promise<DirectoryLock> {
  mkdirSync(directory, { recursive: true });
  const address = addressOf(realpathSync(directory));
  const taken = `The data directory ${directory} is in use by another Cairn process.`;
  try {
    return await listen(address);
  } catch (error) {
    if (codeOf(error) !== 'EADDRINUSE') throw error;
    if (!isFile(address) || (await answers(address))) throw new DirectoryInUse(taken);
  }
  // A socket file that nobody listens on was left by a killed process.
  rmSync(address, { force: true });
  return await listen(address).catch((error: unknown) => {
    throw codeOf(error) === 'EADDRINUSE' ? new DirectoryInUse(taken) : error;
  });
}

function addressOf(path: string): string {
  const name = `cairn-${createHash('sha256').update(path).digest('hex').slice(0, 32)}`;
  if (process.platform === 'linux') return `\0${name}`;
  if (process.platform === 'win32') return `\\\\.\\pipe\\${name}`;
  return join(tmpdir(), `${name}.sock`);
}

const isFile = (address: string): boolean => process.platform !== 'win32' && !address.startsWith('\0');

function listen(address: string): Promise<DirectoryLock> {
  return new Promise((resolve, reject) => {
    const server: Server = createServer((socket) => socket.destroy());
    server.once('error', reject);
    server.listen(address, () => {
      server.unref();
      resolve({ release: () => new Promise((done) => server.close(() => done())) });
    });
  });
}

function answers(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(address);
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('close', () => socket.destroy());
  });
}

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;
