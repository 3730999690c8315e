/** More than anybody could mean. Those who flood are delayed; the others are not. */
import * as Y from 'yjs';
import { newClientId, newId } from '#client/random.ts';
import { RawSocket, STEP_1, STEP_2, UPDATE } from '../support/raw-socket.ts';
import type { Attack } from './attack.ts';
import { bytes, inMessages, message } from './updates.ts';
import type { World } from './world.ts';

/** Asks after the others while it goes on, and ends it. */
async function during(world: World, sockets: readonly RawSocket[]): Promise<void> {
  const wrong = await world.harm();
  for (const socket of sockets) socket.close();
  await Promise.all(sockets.map(({ closed }) => closed));
  if (wrong) throw new Error(wrong);
}

export const floods: readonly Attack[] = [
  {
    name: 'Auth for 5,000 documents',
    async run(world) {
      const socket = await RawSocket.open(world.mallory);
      for (let at = 0; at < 5_000; at++) socket.authenticate(`group/${newId()}/1`);
      await during(world, [socket]);
    },
  },
  {
    name: 'the whole document asked for 2,000 times, by one who reads nothing',
    async run(world) {
      const socket = await world.enter();
      socket.socket.pause();
      for (let at = 0; at < 2_000; at++) socket.sync(world.name, STEP_1, Uint8Array.of(0));
      await during(world, [socket]);
    },
  },
  {
    name: '40 MiB of updates that are none',
    async run(world) {
      const { mallory } = world;
      const sockets = await Promise.all([world.enter(mallory), world.enter(mallory)]);
      for (let at = 0; at < 10; at++)
        for (const socket of sockets) socket.sync(world.name, UPDATE, new Uint8Array(2 * 1024 * 1024));
      await during(world, sockets);
    },
  },
  {
    name: '20,000 empty updates',
    async run(world) {
      const socket = await world.enter();
      for (let at = 0; at < 20_000; at++) socket.sync(world.name, STEP_2, Uint8Array.of(0, 0));
      await during(world, [socket]);
    },
  },
  {
    name: '20,000 frames that are none',
    async run(world) {
      const socket = await world.enter();
      for (let at = 0; at < 20_000 && socket.isOpen; at++)
        socket.send(Uint8Array.of(255, 255, 255, at & 255));
      await during(world, [socket]);
    },
  },
  {
    name: '3,000 new sessions in documents of one\u2019s own name',
    async run(world) {
      const socket = await world.enter();
      socket.sync(world.name, STEP_2, Uint8Array.of(0, 0));
      // Refused records, so that they do not fill the volume.
      const update = (client: number) => bytes(inMessages(client), Uint8Array.of(126), 0);
      const { mallory } = world;
      for (let at = 0; at < 3_000; at++) socket.sync(world.name, UPDATE, update(newClientId(mallory.slot)));
      await during(world, [socket]);
    },
  },
  {
    name: '600 messages in one update of 600 sessions, each standing on the one before',
    async run(world) {
      const { mallory } = world;
      const doc = new Y.Doc();
      const socket = await world.enter(mallory);
      for (let at = 0; at < 600; at++) {
        doc.clientID = newClientId(mallory.slot);
        doc.getArray('edits').push([message(mallory, 'no edit')]);
      }
      socket.sync(world.name, STEP_2, Y.encodeStateAsUpdate(doc));
      await during(world, [socket]);
    },
  },
];
