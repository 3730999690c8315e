import { resolve } from 'node:path';
import { Duplex } from 'node:stream';
import { Worker } from 'node:worker_threads';
import { refuseMovedAway } from './copy/moved-away.ts';
import { finishReplacement } from './copy/replace-embedded.ts';
import { lockDirectory, type DirectoryLock } from './directory-lock.ts';
import type { CopyRequest } from './embedded-worker.ts';
import { log } from './log.ts';
import { StartError } from './start-error.ts';

/** Postgres in a worker thread. */
export interface EmbeddedDatabase {
  /** What `pg` takes as its socket. One connection at a time: a new one ends the session of the one before. */
  connect: () => Duplex;
  /** Brings a copy of the database's files up to date, see `copyChangedFiles`. Statements wait for as long. */
  copyFiles(to: string, since: number): Promise<void>;
  close(): Promise<void>;
}

/**
 * Locks the directory, makes the database in it if there is none, and waits until it is ready. Throws StartError.
 * @param held the caller's lock on the directory, who keeps it
 */
export async function startEmbeddedDatabase(
  dataDir: string,
  held?: DirectoryLock,
): Promise<EmbeddedDatabase> {
  const lock = held ? { release: () => Promise.resolve() } : await lockDirectory(dataDir);
  const thread = new DatabaseThread(resolve(dataDir, 'postgres'));
  try {
    finishReplacement(dataDir);
    refuseMovedAway(dataDir);
    await thread.running();
  } catch (error) {
    await lock.release();
    if (error instanceof StartError) throw error;
    throw new StartError(`The database in ${dataDir} does not start: ${(error as Error).message}`);
  }
  return {
    connect: () => new DatabaseSocket(thread),
    copyFiles: (to, since) => thread.copyFiles({ copyTo: resolve(to), since }),
    async close() {
      await thread.stop();
      await lock.release();
    },
  };
}

type Answer = (bytes: Buffer) => void;
type Said = 'ready' | { failed: string } | { copied: string | null } | Uint8Array;

/**
 * Starts the worker, asks it and hands its answers back in order. When it dies (out of memory, a failed fsync), every
 * socket breaks like a connection to a crashed server, and the next connection starts it again: Postgres recovers
 * from its log.
 */
class DatabaseThread {
  readonly #directory: string;
  #worker: Promise<Worker> | undefined;
  #stopping = false;
  /** Who waits, in the order of the questions. */
  readonly #waiting: Answer[] = [];
  /** Who waits for a copy of the files; told what went wrong, or null. */
  readonly #copying: ((problem: string | null) => void)[] = [];
  readonly sockets = new Set<Duplex>();

  constructor(directory: string) {
    this.#directory = directory;
  }

  running(): Promise<Worker> {
    if (this.#stopping) return Promise.reject(new Error('Connection terminated: the database was closed'));
    this.#worker ??= this.#start();
    return this.#worker;
  }

  async ask(question: Uint8Array, answer: Answer): Promise<void> {
    const worker = await this.running();
    this.#waiting.push(answer);
    worker.postMessage(question);
  }

  async copyFiles(request: CopyRequest): Promise<void> {
    const worker = await this.running();
    const copied = new Promise<string | null>((resolve) => this.#copying.push(resolve));
    worker.postMessage(request);
    const problem = await copied;
    if (problem !== null) throw new Error(problem);
  }

  async stop(): Promise<void> {
    const worker = await this.#worker?.catch(() => undefined);
    this.#stopping = true;
    if (!worker) return;
    const ended = new Promise((resolve) => worker.once('exit', resolve));
    worker.postMessage('close');
    // A checkpoint takes well under a second; without it the next start replays the log instead.
    const limit = setTimeout(() => void worker.terminate(), 3_000);
    await ended;
    clearTimeout(limit);
  }

  #start(): Promise<Worker> {
    const worker = new Worker(new URL('./embedded-worker.ts', import.meta.url), {
      workerData: { directory: this.#directory },
      execArgv: [],
    });
    let reason = 'the database thread ended';
    return new Promise((resolve, reject) => {
      worker.on('message', (said: Said) => {
        if (said === 'ready') resolve(worker);
        else if (said instanceof Uint8Array)
          this.#waiting.shift()?.(Buffer.from(said.buffer, said.byteOffset, said.byteLength));
        else if ('copied' in said) this.#copying.shift()?.(said.copied);
        else reason = said.failed;
      });
      worker.on('error', (error) => (reason = error.message));
      worker.on('exit', () => {
        if (!this.#stopping) log.error({ event: 'embedded-database-stopped', reason });
        this.#worker = undefined;
        this.#waiting.length = 0;
        for (const copied of this.#copying.splice(0)) copied(reason);
        const lost = Object.assign(new Error(`Connection terminated: ${reason}`), { code: 'ECONNRESET' });
        for (const socket of this.sockets) socket.destroy(lost);
        reject(new Error(reason));
      });
    });
  }
}

const TERMINATE = 'X'.charCodeAt(0);
/** A simple query of the wire protocol. */
const query = (sql: string): Buffer => {
  const message = Buffer.alloc(5 + sql.length + 1);
  message.write('Q');
  message.writeInt32BE(4 + sql.length + 1, 1);
  message.write(sql, 5);
  return message;
};
const NEW_SESSION = [query('rollback'), query('discard all')];

/** What `pg` believes to be a socket. It writes whole messages, so nothing has to be framed here. */
class DatabaseSocket extends Duplex {
  readonly #thread: DatabaseThread;

  constructor(thread: DatabaseThread) {
    super();
    this.#thread = thread;
  }

  connect(): this {
    void this.#thread
      .running()
      .then(async () => {
        // PGlite has one session for its whole life: what the last connection left is cleared away.
        for (const message of NEW_SESSION) await this.#thread.ask(message, () => {});
        this.#thread.sockets.add(this);
        this.emit('connect');
      })
      .catch((error: Error) => this.destroy(error));
    return this;
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#send([chunk], done);
  }

  override _writev(chunks: { chunk: Buffer }[], done: (error?: Error | null) => void): void {
    this.#send(
      chunks.map(({ chunk }) => chunk),
      done,
    );
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#thread.sockets.delete(this);
    done(error);
  }

  #send(messages: Buffer[], done: (error?: Error | null) => void): void {
    // A backend that is told to terminate ends; this one has to serve the next connection.
    const bytes = Buffer.concat(messages.filter((message) => message[0] !== TERMINATE));
    if (bytes.length === 0) return done();
    const answer: Answer = (data) => {
      if (!this.destroyed && !this.readableEnded && data.length > 0) this.push(data);
    };
    this.#thread.ask(bytes, answer).then(() => done(), done);
  }

  override _final(done: (error?: Error | null) => void): void {
    this.push(null);
    done();
  }

  setNoDelay(): this {
    return this;
  }
  setKeepAlive(): this {
    return this;
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }
}
