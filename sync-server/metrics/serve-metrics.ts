/** `/metrics` for Prometheus, on a port of its own: it is nobody's business but the operator's. */
import { createServer, type RequestListener, type Server } from 'node:http';
import { listen } from '../listen.ts';
import { answerHealth, type Readiness } from '../readiness.ts';
import type { Metrics } from './metrics.ts';

/** Also answers `/healthz` and `/readyz`, to the end of a stop. @throws StartError when the port is not to be had */
export async function serveMetrics(
  { port, host }: { port: number; host: string },
  metrics: Metrics,
  readiness: Readiness,
): Promise<Server> {
  const server = createServer((request, response) => {
    if (!answerHealth(readiness, request, response)) answer(metrics, request, response);
  });
  await listen(server, { port, host, names: { port: 'METRICS_PORT', host: 'METRICS_HOST' } });
  return server;
}

function answer({ registry }: Metrics, ...[request, response]: Parameters<RequestListener>): void {
  if (request.url?.split('?')[0] !== '/metrics' || request.method !== 'GET') {
    response.writeHead(404).end();
    return;
  }
  registry.metrics().then(
    (text) => response.writeHead(200, { 'content-type': registry.contentType }).end(text),
    () => response.writeHead(500).end(),
  );
}
