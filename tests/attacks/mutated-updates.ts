/** Updates that were good before chance changed them, against the gate in this process and the real server. */
import * as Y from 'yjs';
import { admitToVolume } from '#domain/admission.ts';
import { volumeOf } from '#domain/group-document.ts';
import { newClientId, newId } from '#client/random.ts';
import {
  ada,
  all,
  ben,
  cai,
  edit as editBy,
  message as messageBy,
  reaction as reactionBy,
  session,
} from '../convergence/people.ts';
import { Rows } from '../convergence/rows.ts';
import type { Chance } from '../support/chance.ts';
import type { TestPerson } from '../support/people.ts';
import { STEP_2, UPDATE } from '../support/raw-socket.ts';
import { mutate } from './mutate.ts';
import { edit, message, reaction, updateOf } from './updates.ts';
import type { World } from './world.ts';

/** How many are tried on one replica before it is made anew: what is let in makes it dearer. */
const A_REPLICA = 200;

/**
 * Judges, decides and applies, as the server does, without sockets and database.
 * @returns what went wrong, or null
 */
export function mutateInProcess(count: number, chance: Chance): string | null {
  for (let done = 0; done < count; done += A_REPLICA) {
    const server = new Y.Doc();
    volumeOf(server);
    const rows = new Rows();
    const take = (author: typeof ada, update: Uint8Array): void => {
      const admission = admitToVolume(update, server, author);
      if (admission.kind !== 'candidates' || admission.candidates.length === 0) return;
      Y.applyUpdate(server, rows.commit({ author, candidates: admission.candidates })!);
    };
    const adas = session(ada);
    adas.messages.push([messageBy(ada, 'a1'), messageBy(ada, 'a2')]);
    take(ada, all(adas));
    const before = JSON.stringify(server.getArray('messages'));
    const cais = session(cai, 1, Y.encodeStateAsUpdate(server));
    cais.messages.push([messageBy(cai, 'c1', { replyTo: messageBy(ada, 'a1').id })]);
    cais.edits.push([editBy(cai, 'e1', 'c1')]);
    cais.reactions.push([reactionBy(cai, 'r1', 'a1')]);
    const good = [all(cais), Y.encodeStateAsUpdate(cais.doc, Y.encodeStateVector(server)), all(adas)];
    for (let at = 0; at < Math.min(A_REPLICA, count - done); at++)
      take(cai, mutate(good[chance.integer(0, good.length - 1)]!, chance));

    // ada and a reader who comes later have the same, ada's words are as they were, and ben can still write.
    const bens = session(ben, 1, Y.encodeStateAsUpdate(server));
    bens.messages.push([messageBy(ben, 'b1')]);
    take(ben, all(bens));
    const wrong = wrongIn(server, before);
    if (wrong) return `after ${done}: ${wrong}`;
  }
  return null;
}

function wrongIn(server: Y.Doc, before: string): string | null {
  const fresh = new Y.Doc();
  volumeOf(fresh);
  Y.applyUpdate(fresh, Y.encodeStateAsUpdate(server));
  if (fresh.store.pendingStructs ?? fresh.store.pendingDs) return 'a fresh replica waits for something';
  if (JSON.stringify(fresh) !== JSON.stringify(server)) return 'a fresh replica differs';
  const { messages, edits, reactions } = volumeOf(server);
  const by = (author: typeof ada) => messages.toArray().filter((one) => one.by === author.userId);
  if (JSON.stringify(by(ada)) !== before) return 'ada\u2019s messages are changed';
  if (by(ben).length !== 1) return 'ben\u2019s message is not there';
  const strangers = [...messages, ...edits, ...reactions].filter(
    (one) => ![ada, ben, cai].some(({ userId }) => userId === one.by),
  );
  return strangers.length > 0 ? 'somebody wrote who does not exist' : null;
}

/** Sends them over real sockets, a few people at once. */
export async function mutateOverSockets(world: World, count: number, chance: Chance): Promise<void> {
  const { mallories, name } = world;
  let left = count;
  await Promise.all(
    mallories.map(async (mallory) => {
      let socket = await world.enterAgain(mallory, name, null);
      while (left > 0) {
        left -= 1;
        const update = mutate(goodUpdate(world, mallory, chance), chance);
        socket.sync(name, chance.next() < 0.5 ? STEP_2 : UPDATE, update);
        await socket.settled(name);
        socket = await world.enterAgain(mallory, name, socket);
      }
      socket.close();
    }),
  );
}

/** Mostly what is refused for its target, so that the volume does not fill. */
function goodUpdate(world: World, mallory: TestPerson, chance: Chance): Uint8Array {
  const { messages, replica } = world.ada.group;
  const target = messages[chance.integer(0, messages.length - 1)]!.id;
  const roll = chance.next();
  if (roll < 0.05) return Y.encodeStateAsUpdate(replica.doc);
  if (roll < 0.15)
    return updateOf(world.ada.person, (doc) =>
      doc.getArray('messages').push([message(world.ada.person, 'forged')]),
    );
  return updateOf(
    mallory,
    (doc) => {
      doc.clientID = newClientId(mallory.slot);
      if (roll < 0.3) doc.getArray('messages').push([message(mallory, `mutated ${newId()}`)]);
      else if (roll < 0.6) doc.getArray('edits').push([edit(mallory, target, 'changed')]);
      else doc.getArray('reactions').push([reaction(mallory, newId())]);
    },
    roll < 0.4 ? replica.doc : undefined,
  );
}
