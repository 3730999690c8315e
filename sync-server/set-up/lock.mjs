import { createHash } from 'node:crypto';
import { realpathSync, rmSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';

/**
 * Runs the work while no other process does the same kind of work in this folder.
 *
 * The lock is a listening socket, so the kernel frees it whatever way its holder ends. A child that inherits the
 * descriptor holds it too: an `npm ci` whose parent was killed keeps others out until it is through.
 * @template T
 * @param {string} folder
 * @param {(descriptor: number | undefined) => Promise<T>} work gets the descriptor to hand to children
 * @param {() => void} [onWait] called once if somebody else holds the lock
 * @returns {Promise<T>}
 */
export async function alone(folder, work, onWait = () => {}) {
  const address = lockAddress(folder);
  let server = await listen(address);
  if (!server) onWait();
  while (!server) {
    await untilReleased(address);
    server = await listen(address);
  }
  /** @type {Set<net.Socket>} */
  const waiting = new Set();
  server.on('connection', (socket) => {
    waiting.add(socket.on('error', () => {}).unref());
    socket.on('close', () => waiting.delete(socket));
  });
  try {
    return await work(descriptorOf(server));
  } finally {
    server.close();
    for (const socket of waiting) socket.destroy();
  }
}

/** @param {string} folder */
function lockAddress(folder) {
  const name = `cairn-${createHash('sha256').update(realpathSync(folder)).digest('hex').slice(0, 32)}`;
  if (process.platform === 'win32') return `\\\\.\\pipe\\${name}`;
  // Linux: a name without a file. It fills the address to its end, because Node 20 pads shorter names with zeros and
  // Node 24 does not, and then the two would not see each other.
  if (process.platform === 'linux') return `\0${name.padEnd(107, '.')}`;
  return path.join(os.tmpdir(), `${name}.sock`);
}

/**
 * @param {string} address
 * @returns {Promise<net.Server | undefined>} undefined when somebody else listens there
 */
function listen(address) {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('listening', () => resolve(server));
    server.once('error', (/** @type {NodeJS.ErrnoException} */ error) => {
      if (error.code === 'EADDRINUSE') resolve(undefined);
      else reject(error);
    });
    server.listen(address);
  });
}

/**
 * A connection to the holder ends when the holder does.
 * @param {string} address
 * @returns {Promise<void>}
 */
function untilReleased(address) {
  return new Promise((resolve) => {
    const socket = net.connect(address);
    socket.on('error', (/** @type {NodeJS.ErrnoException} */ error) => {
      // Only where the lock is a file: its holder is gone and left it behind.
      if (error.code === 'ECONNREFUSED' && path.isAbsolute(address)) rmSync(address, { force: true });
    });
    socket.on('close', () => setTimeout(resolve, 20));
    socket.resume();
  });
}

/** @param {net.Server} server */
function descriptorOf(server) {
  // Node has no public way to ask; without it only the protection after a kill -9 is lost.
  const { _handle } = /** @type {{ _handle?: { fd?: number } }} */ (/** @type {unknown} */ (server));
  return _handle?.fd !== undefined && _handle.fd >= 0 ? _handle.fd : undefined;
}
