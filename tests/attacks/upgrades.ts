/** Before there is a socket. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { RawSocket } from '../support/raw-socket.ts';
import type { Attack } from './attack.ts';
import type { World } from './world.ts';

const refused = async (opening: Promise<RawSocket>, status: string): Promise<void> => {
  const outcome = await opening.then(
    (socket) => socket.close(),
    (error: Error) => error.message,
  );
  if (outcome !== status) throw new Error(`the upgrade ended with ${outcome}`);
};

async function open({ server }: World): Promise<Socket> {
  const socket = connect(server.port, '127.0.0.1');
  socket.on('error', () => {});
  await once(socket, 'connect');
  return socket;
}

const UPGRADE =
  'GET /sync HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n';

/** Writes to a fresh connection and waits until the server has ended it. */
async function dial(world: World, text: string): Promise<string> {
  const socket = await open(world);
  let answer = '';
  socket.on('data', (data: Buffer) => (answer += data.toString()));
  socket.setTimeout(3_000, () => socket.destroy());
  socket.write(text);
  await new Promise((resolve) => socket.once('close', resolve));
  return answer;
}

export const upgrades: readonly Attack[] = [
  {
    name: 'a page of another origin with ada\u2019s cookie',
    run: ({ ada }) => refused(RawSocket.open(ada.person, { origin: 'https://elsewhere.example' }), '403'),
  },
  {
    name: 'an origin that only begins like ours',
    run: ({ ada }) =>
      refused(RawSocket.open(ada.person, { origin: `${ada.person.url}.elsewhere.example` }), '403'),
  },
  {
    name: 'a cookie that somebody made up',
    run: ({ ada }) => refused(RawSocket.open({ ...ada.person, cookie: 'cairn.session_token=x.y' }), '401'),
  },
  {
    name: 'headers without end',
    async run(world) {
      const answer = await dial(world, `${UPGRADE}Cookie: ${'x'.repeat(100_000)}\r\n\r\n`);
      if (!/^HTTP\/1.1 431/.test(answer)) throw new Error(`the answer is ${answer.slice(0, 40)}`);
    },
  },
  {
    name: 'an upgrade without its key, and one to another protocol',
    async run(world) {
      await dial(world, `${UPGRADE}\r\n`);
      await dial(world, UPGRADE.replace('websocket', 'h2c') + '\r\n');
      await dial(world, UPGRADE.replace('/sync', '/elsewhere') + '\r\n');
      await dial(world, UPGRADE.replace('/sync', '/sync?%zz=%') + 'Sec-WebSocket-Key: x\r\n\r\n');
    },
  },
  {
    name: '200 upgrades that are begun and never ended',
    async run(world) {
      const sockets = await Promise.all(Array.from({ length: 200 }, () => open(world)));
      for (const socket of sockets) socket.write(UPGRADE);
      const wrong = await world.harm();
      for (const socket of sockets) socket.destroy();
      if (wrong) throw new Error(wrong);
    },
  },
  {
    name: '300 sockets of one person at once',
    async run(world) {
      const { mallory } = world;
      const opened = await Promise.allSettled(Array.from({ length: 300 }, () => RawSocket.open(mallory)));
      const sockets = opened.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
      const wrong = await world.harm();
      for (const socket of sockets) socket.close();
      await Promise.all(sockets.map(({ closed }) => closed));
      if (wrong) throw new Error(wrong);
    },
  },
  {
    name: 'bytes that are no frames after a good upgrade',
    async run(world) {
      for (const first of [0x83, 0xf1, 0x00, 0xc2, 0x8b]) {
        const socket = await world.enter();
        const raw = (socket.socket as unknown as { _socket: Socket })._socket;
        raw.write(Uint8Array.of(first, 0x05, 1, 2, 3, 4, 5, 6, 7, 8, 9));
        await socket.closed;
      }
    },
  },
];
