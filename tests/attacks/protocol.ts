/** Frames that Hocuspocus or the socket below it would stumble over. */
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { headDocument, inboxDocument } from '#domain/document-names.ts';
import { STATE_VECTOR_BYTES_MAX } from '#domain/limits.ts';
import { newClientId, newId } from '#client/random.ts';
import { MESSAGE, RawSocket, STEP_1, STEP_2, UPDATE } from '../support/raw-socket.ts';
import type { Attack } from './attack.ts';
import { bytes, message, updateOf } from './updates.ts';

/** Something said on a socket that has the group open; the server is done with it when the attack ends. */
const say = (name: string, words: (socket: RawSocket, document: string) => void): Attack => ({
  name,
  async run(world) {
    const socket = await world.enter();
    words(socket, world.name);
    await socket.settled(world.name);
    socket.close();
  },
});

const string = (text: string) => (to: encoding.Encoder) => encoding.writeVarString(to, text);

export const protocol: readonly Attack[] = [
  {
    name: 'an update before Auth',
    async run(world) {
      const { mallory } = world;
      const socket = await RawSocket.open(mallory);
      const update = updateOf(mallory, (doc) =>
        doc.getArray('messages').push([message(mallory, 'before Auth')]),
      );
      for (let at = 0; at < 50; at++) socket.sync(world.name, STEP_2, update);
      await socket.enter(inboxDocument(mallory.id));
      await socket.settled(inboxDocument(mallory.id));
      socket.close();
    },
  },
  say('Auth again and again', (socket, document) => {
    for (let at = 0; at < 20; at++) socket.authenticate(document);
  }),
  say('an Auth message of another kind', (socket, document) =>
    socket.say(document, MESSAGE.auth, (to) => {
      encoding.writeVarUint(to, 2);
      encoding.writeVarString(to, 'read-write');
    }),
  ),
  say('a stateless message', (socket, document) =>
    socket.say(document, MESSAGE.stateless, string('{"type":"x"}')),
  ),
  say('a stateless message for everybody', (socket, document) => {
    for (let at = 0; at < 50; at++) socket.say(document, MESSAGE.broadcastStateless, string('hello'));
  }),
  say('a question for everybody\u2019s presence', (socket, document) =>
    socket.say(document, MESSAGE.queryAwareness),
  ),
  say('a close, and then more', (socket, document) => {
    socket.say(document, MESSAGE.close);
    socket.sync(document, UPDATE, Uint8Array.of(0, 0));
  }),
  say('a sync status', (socket, document) => socket.say(document, 8, (to) => encoding.writeVarUint(to, 1))),
  say('messages of every unknown kind', (socket, document) => {
    for (let type = 9; type < 140; type++) socket.say(document, type);
    socket.say(document, 2 ** 52);
  }),
  say('a sync step that does not exist', (socket, document) => socket.sync(document, 3, Uint8Array.of(0, 0))),
  say('a sync message that breaks off', (socket, document) => socket.say(document, MESSAGE.sync)),
  say('a sync message that claims more than it has', (socket, document) =>
    socket.say(document, MESSAGE.sync, (to) => encoding.writeUint8Array(to, bytes(STEP_2, 2 ** 40))),
  ),
  {
    name: 'a forged message as a sync reply',
    async run(world) {
      const socket = await world.enter();
      const forged = updateOf(world.ada.person, (doc) =>
        doc.getArray('messages').push([message(world.ada.person, 'forged')]),
      );
      socket.say(world.name, MESSAGE.syncReply, (to) => {
        encoding.writeVarUint(to, STEP_2);
        encoding.writeVarUint8Array(to, forged);
      });
      await socket.settled(world.name);
      socket.close();
    },
  },
  say('a state vector that is too large', (socket, document) =>
    socket.sync(document, STEP_1, new Uint8Array(STATE_VECTOR_BYTES_MAX + 1)),
  ),
  say('a state vector with more entries than it has', (socket, document) =>
    socket.sync(document, STEP_1, bytes(2 ** 50, 1, 1)),
  ),
  say('a state vector of 50,000 sessions that nobody knows', (socket, document) => {
    const entries = Array.from({ length: 50_000 }, (_, at) => [at, 9]).flat();
    socket.sync(document, STEP_1, bytes(50_000, ...entries));
  }),
  say('a state vector that has everything, in numbers that end', (socket, document) =>
    socket.sync(document, STEP_1, bytes(1, 1, Number.MAX_SAFE_INTEGER)),
  ),
  {
    name: 'an update in the group\u2019s name, sent to the head',
    async run(world) {
      const { mallory } = world;
      const head = headDocument(world.groupId);
      const socket = await world.enter(mallory, head);
      const update = updateOf(mallory, (doc) => {
        doc.getMap('info').set('name', 'Owned');
        doc.getMap('members').delete(world.ada.person.id);
        doc.getMap('members').set(mallory.id, 'admin');
      });
      socket.sync(head, STEP_2, update);
      await socket.settled(head);
      socket.close();
    },
  },
  {
    name: 'a member struck from the directory',
    async run(world) {
      const { mallory } = world;
      const socket = await world.enter(mallory, 'directory');
      socket.sync(
        'directory',
        STEP_2,
        updateOf(mallory, (doc) => doc.getMap('people').set(world.ada.person.id, null)),
      );
      await socket.settled('directory');
      socket.close();
    },
    async harmed({ ada }) {
      const directory = ada.device.open('directory');
      await ada.device.until('the directory is there', () => directory.doc.getMap('people').size > 0);
      return directory.doc.getMap('people').get(ada.person.id) === null
        ? 'ada is struck from the directory'
        : null;
    },
  },
  {
    name: 'names that every object has, and names with a session behind them',
    async run(world) {
      const socket = await RawSocket.open(world.mallory);
      for (const name of [
        '__proto__',
        'constructor',
        'hasOwnProperty',
        '',
        `${world.name}\0a`,
        `${world.name}\0b`,
      ]) {
        socket.authenticate(name);
        socket.sync(name, STEP_2, Uint8Array.of(0, 0));
      }
      await socket.enter(world.name);
      socket.close();
    },
  },
  {
    name: 'text where frames are binary',
    async run(world) {
      const socket = await world.enter();
      socket.socket.send('{"type":"hello"}');
      await socket.closed;
    },
  },
  {
    name: 'a frame above the limit',
    async run(world) {
      const socket = await world.enter();
      socket.send(new Uint8Array(5 * 1024 * 1024));
      await socket.closed;
    },
  },
  {
    name: 'a message in 20,000 fragments',
    async run(world) {
      const socket = await world.enter();
      for (let at = 0; at < 20_000 && socket.isOpen; at++)
        socket.socket.send(Uint8Array.of(0), { fin: false });
      await socket.closed;
    },
  },
  {
    name: '5,000 pings from one who reads nothing',
    async run(world) {
      const socket = await world.enter();
      socket.socket.pause();
      for (let at = 0; at < 5_000; at++) socket.socket.ping(new Uint8Array(100));
      socket.close();
    },
  },
  {
    name: 'frames that are cut off by the end of their socket',
    async run(world) {
      for (let at = 0; at < 20; at++) {
        const socket = await world.enter();
        socket.sync(world.name, STEP_2, new Uint8Array(100_000));
        socket.close();
      }
    },
  },
  {
    name: '200 updates of a session that waits for its own beginning',
    async run(world) {
      const { mallory } = world;
      const doc = new Y.Doc();
      doc.clientID = newClientId(mallory.slot);
      const updates: Uint8Array[] = [];
      doc.on('update', (update: Uint8Array) => updates.push(update));
      for (let at = 0; at < 201; at++) doc.getArray('messages').push([message(mallory, newId())]);
      const socket = await world.enter(mallory);
      for (const update of updates.slice(1)) socket.sync(world.name, STEP_2, update);
      await socket.settled(world.name);
      socket.close();
    },
  },
];
