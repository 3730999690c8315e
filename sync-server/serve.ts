/** Serves the application over HTTP, sync on `/sync`, and the database, all in this process, or a part of that. */
import { setTimeout as delay } from 'node:timers/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import { setApplication } from '#server/application.ts';
import type { Environment } from '#server/env.ts';
import { log } from '#server/log.ts';
import { closeTraces, traceBy } from '#server/trace.ts';
import { createApplication, type Running } from './create-application.ts';
import { takeConsole } from './faults.ts';
import { HttpRequests, type Answered } from './http-requests.ts';
import { listen } from './listen.ts';
import { loadPages } from './load-pages.ts';
import { Metrics } from './metrics/metrics.ts';
import { serveMetrics } from './metrics/serve-metrics.ts';
import { answerHealth, Readiness } from './readiness.ts';
import { EVERYTHING, type Role } from './role.ts';

/** A stop takes at most this long after STOP_DELAY_SECONDS, whatever still hangs. */
const STOP_LIMIT_MS = 4_500;
/** Of that, what requests under way have before the database is closed. */
const REQUESTS_LIMIT_MS = 2_500;

export interface Serve {
  readonly role?: Role;
  /** Is given the running application before the first page is served. */
  prepare?(running: Running): Promise<void>;
}

/**
 * Starts and then runs until a signal stops it.
 * @throws StartError with a sentence for the administrator
 */
export async function serve(
  environment: Environment,
  { role = EVERYTHING, prepare }: Serve = {},
): Promise<void> {
  const readiness = new Readiness();
  const metrics = new Metrics();
  const requests = new HttpRequests((answered) => {
    logRequest(answered);
    metrics.answered(answered);
  });
  let answer: RequestListener = answerStarting;
  const server = createServer(
    requests.listener((request, response) => {
      if (!answerHealth(readiness, request, response)) answer(request, response);
    }),
  );
  // The port first: a second start says so before it looks at the data of the first.
  const { host, port, origin } = environment;
  await listen(server, { port, host, names: { port: 'PORT', host: 'HOST' } });
  if (environment.metrics) await serveMetrics(environment.metrics, metrics, readiness);
  if (environment.tracesTo !== undefined) {
    const { startTraces } = await import('#server/otlp-traces.ts');
    traceBy(startTraces(environment.tracesTo));
  }
  for (const remark of environment.remarks) log.warn({ event: 'unknown-setting', remark });
  // Side by side: of a start of 2 s each takes about half.
  const [running, pages] = await Promise.all([
    createApplication(environment, { readiness, metrics, role }),
    role.pages ? loadPages(environment) : answerElsewhere,
  ]);
  setApplication(running.application);
  await prepare?.(running);
  takeConsole();
  answer = pages;
  server.on('upgrade', (request, socket, head) => {
    if (!role.sync || !running.sync.upgrade(request, socket, head))
      socket.end('HTTP/1.1 404 Not Found\r\nconnection: close\r\n\r\n');
  });
  readiness.reached('sync');
  let stopping: Promise<void> | undefined;
  // A terminal may send the signal to us and to npm, which passes it on: it counts once and never kills us half-way.
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, () => void (stopping ??= stop({ server, running, readiness, requests }, environment)));
  const what = { all: 'Cairn is at', web: 'Pages and API of Cairn are at', sync: 'Cairn syncs at' }[
    role.name
  ];
  console.log(`${what} ${origin ?? `http://${host === '127.0.0.1' ? 'localhost' : host}:${port}`}`);
}

/** The port is ours before the database is ready; who comes in between is told, and not left waiting. */
const answerStarting: RequestListener = (_request, response) => {
  response.writeHead(503, { 'content-type': 'text/plain', 'retry-after': '1' });
  response.end('Cairn is starting. Try again in a moment.\n');
};

const answerElsewhere: RequestListener = (_request, response) => {
  response.writeHead(404, { 'content-type': 'text/plain' });
  response.end('This process answers /sync, /yjs and /healthz; pages and API are at another.\n');
};

interface Serving {
  readonly server: Server;
  readonly running: Running;
  readonly readiness: Readiness;
  readonly requests: HttpRequests;
}

/**
 * Nobody is sent here any more; then nobody is let in, devices are told to come back (to another instance, where there
 * is one), and what was asked is still answered; then the database is closed.
 */
async function stop(
  { server, running, readiness, requests }: Serving,
  environment: Environment,
): Promise<void> {
  log.info({ event: 'stopping' });
  readiness.stop();
  await delay(environment.stopDelaySeconds * 1_000);
  setTimeout(() => {
    log.warn({ event: 'stop-limit' });
    process.exit(0);
  }, STOP_LIMIT_MS).unref();
  server.close();
  running.sync.close();
  await Promise.race([requests.end(), delay(REQUESTS_LIMIT_MS, undefined, { ref: false })]);
  await running.close();
  await closeTraces();
  server.closeAllConnections();
  process.exit(0);
}

function logRequest({ method, route, status, ms }: Answered): void {
  log.debug({ event: 'request', method, route, status, ms: Math.round(ms) });
}
