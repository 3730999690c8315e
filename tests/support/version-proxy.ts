/** Stands between browsers and a server, and can make the application look newer than it is. */
import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';

const WORKER = '/service-worker.js';

export interface VersionProxy {
  readonly url: string;
  /** From now on browsers find another service worker, which is how they notice a new version. */
  release(): void;
  stop(): void;
}

export async function startVersionProxy(port: number): Promise<VersionProxy> {
  let isNewer = false;
  const sockets = new Set<Socket>();

  function pass(asked: IncomingMessage, answer: ServerResponse): void {
    const isWorker = asked.url === WORKER;
    const headers = { ...asked.headers };
    // Whole, and as text.
    if (isWorker)
      for (const name of ['accept-encoding', 'if-none-match', 'if-modified-since']) delete headers[name];
    const passed = request({ port, path: asked.url, method: asked.method, headers }, (heard) => {
      const isChanged = isWorker && isNewer;
      if (isChanged) for (const name of ['content-length', 'etag']) delete heard.headers[name];
      answer.writeHead(heard.statusCode!, heard.headers);
      heard.pipe(answer, { end: !isChanged });
      if (isChanged) heard.on('end', () => answer.end('\n// newer'));
    });
    passed.on('error', () => answer.destroy());
    asked.pipe(passed);
  }

  const server = createServer(pass);
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.on('upgrade', (asked, socket, head) => {
    const passed = connect(port, '127.0.0.1', () => {
      const lines = asked.rawHeaders.flatMap((name, at, all) => (at % 2 ? [] : [`${name}: ${all[at + 1]}`]));
      passed.write([`GET ${asked.url} HTTP/1.1`, ...lines, '', ''].join('\r\n'));
      passed.write(head);
      passed.pipe(socket).pipe(passed);
    });
    for (const end of [passed, socket])
      end.on('error', () => [passed, socket].forEach((one) => one.destroy()));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    release: () => (isNewer = true),
    stop() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
