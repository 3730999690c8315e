/** One address for several instances, as a load balancer gives it: each connection goes to the next that answers. */
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface Balancer {
  readonly url: string;
  /** How many connections each instance was given, in the order of the ports. */
  readonly given: readonly number[];
  /** The instances that get connections from now on. */
  use(ports: readonly number[]): void;
  close(): Promise<void>;
}

export async function startBalancer(ports: readonly number[]): Promise<Balancer> {
  let used = ports;
  let turn = 0;
  const given = ports.map(() => 0);
  const open = new Set<Socket>();

  function pass(from: Socket, attempts: number): void {
    const port = used[turn++ % used.length];
    if (port === undefined || attempts > used.length) return void from.destroy();
    const to = connect(port, '127.0.0.1');
    to.once('error', () => pass(from, attempts + 1));
    to.once('connect', () => {
      given[ports.indexOf(port)]!++;
      to.removeAllListeners('error');
      join(from, to);
    });
  }

  const server = createServer({ pauseOnConnect: true, noDelay: true }, (socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    socket.on('error', () => socket.destroy());
    pass(socket, 1);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    given,
    use: (wanted) => (used = wanted),
    async close() {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** What ends on one side ends on the other. */
function join(from: Socket, to: Socket): void {
  to.setNoDelay(true);
  to.on('error', () => from.destroy());
  to.once('close', () => from.destroy());
  from.once('close', () => to.destroy());
  from.pipe(to).pipe(from);
  from.resume();
}
