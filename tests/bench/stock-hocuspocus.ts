/** The reference for fan-out: Hocuspocus as it comes, in memory, behind the same socket options as ours. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Hocuspocus } from '@hocuspocus/server';
import { WebSocketServer } from 'ws';
import { FRAME_BYTES_MAX } from '#domain/limits.ts';

/** Hocuspocus 4.7 takes the answer to its ping for a document's name, and would cut silent receivers after a minute. */
const NEVER_MS = 24 * 3_600_000;

const hocuspocus = new Hocuspocus({ quiet: true, timeout: NEVER_MS });
const sockets = new WebSocketServer({
  noServer: true,
  maxPayload: FRAME_BYTES_MAX,
  perMessageDeflate: false,
});
/** Whoever opens a socket asks for a ticket, and whether the API's document has such an answer. */
const ANSWERS: Record<string, object> = {
  '/api/v1/me/tickets': { ticket: 'not asked for' },
  '/api/v1/openapi.json': { openapi: '3.1.0', paths: {}, components: { schemas: {} } },
};
const server = createServer((request, response) => {
  const answer = ANSWERS[request.url ?? ''];
  response.writeHead(answer ? 200 : 404, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
});
server.on('upgrade', (request, socket, head) => {
  sockets.handleUpgrade(request, socket, head, (webSocket) => {
    const client = hocuspocus.handleConnection(webSocket, new Request('http://localhost/'), {});
    webSocket.on('message', (data: Buffer) => client.handleMessage(data));
    webSocket.on('close', (code, reason) => client.handleClose({ code, reason: reason.toString() }));
  });
});
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
