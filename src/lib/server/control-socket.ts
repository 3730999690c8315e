/**
 * How a command asks the server that runs on the same DATA_DIR for something that only it can do, since the embedded
 * database belongs to one process. A socket in DATA_DIR that nobody but its owner may open: the right to ask is the
 * right to read the database's files. One line of JSON each way.
 */
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Log } from './log.ts';
import { StartError } from './start-error.ts';

/** What may be asked, by name. What it answers travels as JSON; the message of what it throws is told. */
export type Answers = Readonly<Record<string, (detail: unknown) => Promise<unknown>>>;
type Answer = { readonly value: unknown } | { readonly problem: string };

/** Answers until it is closed. Without a socket, where none can be made, the server runs all the same. */
export async function openControlSocket(
  dataDir: string,
  answers: Answers,
  log: Log,
): Promise<{ close(): Promise<void> }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('close', () => sockets.delete(socket)).on('error', () => {}));
    createInterface(socket).once(
      'line',
      (line) => void answer(line, answers).then((said) => socket.end(said)),
    );
  });
  try {
    await listenPrivately(server, socketIn(dataDir));
  } catch (error) {
    log.warn({ event: 'control-socket-failed', error: (error as Error).message });
  }
  return {
    async close() {
      for (const socket of sockets) socket.destroy();
      if (!server.listening) return;
      server.close();
      await once(server, 'close');
    },
  };
}

async function answer(line: string, answers: Answers): Promise<string> {
  const said: Answer = await (async () => {
    const { ask, detail } = JSON.parse(line) as { ask: string; detail?: unknown };
    if (!Object.hasOwn(answers, ask)) return { problem: `This server does not know "${ask}".` };
    return { value: (await answers[ask]!(detail)) ?? null };
  })().catch((error: Error) => ({ problem: error.message }));
  return `${JSON.stringify(said)}\n`;
}

/** Nobody else may connect, from the first moment on. What lies there was left by a process that was killed. */
async function listenPrivately(server: Server, address: string): Promise<void> {
  if (process.platform !== 'win32') rmSync(address, { force: true });
  const before = process.umask(0o177);
  try {
    server.listen(address);
  } finally {
    process.umask(before);
  }
  await once(server, 'listening');
  server.unref();
}

/**
 * Asks the server that runs on the directory.
 * @throws StartError when none answers, or with what it says is wrong
 */
export async function askServer(dataDir: string, ask: string, detail?: unknown): Promise<unknown> {
  const socket = connect(socketIn(dataDir));
  try {
    await once(socket, 'connect');
    socket.write(`${JSON.stringify({ ask, detail })}\n`);
    const [line] = (await Promise.race([
      once(createInterface(socket), 'line'),
      once(socket, 'close').then(() => [undefined]),
    ])) as [string | undefined];
    if (line === undefined) throw new StartError('The server ended before it answered.');
    const said = JSON.parse(line) as Answer;
    if ('problem' in said) throw new StartError(`The server says: ${said.problem}`);
    return said.value;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT' && code !== 'ECONNREFUSED' && code !== 'EACCES') throw error;
    throw new StartError(
      code === 'EACCES'
        ? `Only the user whose server runs on ${dataDir} may ask it.`
        : `The data directory ${dataDir} is in use by a process that cannot be asked: stop it first.`,
    );
  } finally {
    socket.destroy();
  }
}

/** The longest that every system takes as an address. */
const ADDRESS_BYTES_MAX = 100;

function socketIn(dataDir: string): string {
  const file = path.resolve(dataDir, 'control.sock');
  if (process.platform === 'win32') return `\\\\.\\pipe\\${file.replaceAll(/[\\/:]/g, '-')}`;
  if (Buffer.byteLength(file) <= ADDRESS_BYTES_MAX) return file;
  return path.relative(process.cwd(), file);
}
