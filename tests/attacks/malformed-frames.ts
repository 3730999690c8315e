/** Frames of nothing, of something cut off, and of good ones that chance changed. */
import * as encoding from 'lib0/encoding';
import { headDocument, inboxDocument, userDocument } from '#domain/document-names.ts';
import type { Chance } from '../support/chance.ts';
import type { TestPerson } from '../support/people.ts';
import { STEP_2, type RawSocket } from '../support/raw-socket.ts';
import { mutate } from './mutate.ts';
import { bytes, message, updateOf } from './updates.ts';
import type { World } from './world.ts';

/** Between two looks at whether the document, and the socket, are still open. */
const AT_ONCE = 20;

export async function sendMalformed(world: World, count: number, chance: Chance): Promise<void> {
  let left = count;
  await Promise.all(
    world.mallories.map(async (mallory) => {
      const documents = [
        world.name,
        headDocument(world.groupId),
        inboxDocument(mallory.id),
        userDocument(mallory.id),
      ];
      const update = updateOf(mallory, (doc) => doc.getArray('messages').push([message(mallory, 'cut off')]));
      let socket: RawSocket | null = null;
      while (left > 0) {
        const document = documents[chance.integer(0, documents.length - 1)]!;
        socket = await world.enterAgain(mallory, document, socket);
        socket.sync(document, STEP_2, Uint8Array.of(0, 0));
        for (let at = 0; at < AT_ONCE && left > 0; at++) {
          left -= 1;
          socket.send(malformed(document, update, mallory, chance));
        }
        await socket.settled(document);
      }
      socket?.close();
    }),
  );
}

function malformed(document: string, update: Uint8Array, { id }: TestPerson, chance: Chance): Uint8Array {
  const some = (most: number) =>
    Uint8Array.from({ length: chance.integer(0, most) }, () => chance.integer(0, 255));
  const name = new TextEncoder().encode(document);
  switch (chance.integer(0, 5)) {
    case 0:
      return some(80);
    case 1: // the address is good, the rest is not
      return bytes(name.length, name, some(60));
    case 2: // a sync message of nothing
      return bytes(name.length, name, 0, chance.integer(0, 2), some(60));
    case 3: {
      // a presence changed
      const json = new TextEncoder().encode(JSON.stringify({ by: id, typing: true }));
      const state = encoding.encode((to) =>
        encoding.writeVarUint8Array(to, bytes(1, 1, 1, json.length, json)),
      );
      return mutate(bytes(name.length, name, 1, state), chance);
    }
    case 4: // an Auth message changed
      return mutate(bytes(name.length, name, 2, 0, 6, new TextEncoder().encode('cookie')), chance);
    default: // an update, changed anywhere, its address too
      return mutate(bytes(name.length, name, 0, STEP_2, update.length, update), chance);
  }
}
