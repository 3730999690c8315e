/** Documents that are somebody else's, and rights that have ended. */
import * as Y from 'yjs';
import { groupDocument, headDocument, inboxDocument, userDocument } from '#domain/document-names.ts';
import { newClientId, newId } from '#client/random.ts';
import { makeGroup } from '../support/device.ts';
import { callAs, join, signInAgain, type TestPerson } from '../support/people.ts';
import { MESSAGE, RawSocket, STEP_1, STEP_2, UPDATE } from '../support/raw-socket.ts';
import type { Attack } from './attack.ts';
import { message, updateOf } from './updates.ts';
import type { World } from './world.ts';

/** Somebody asks for documents that are not theirs, and writes to them anyway. */
function intrusion(
  name: string,
  who: (world: World) => TestPerson,
  names: (world: World) => string[],
): Attack {
  let wrong: string | null;
  return {
    name,
    async run(world) {
      const person = who(world);
      const socket = await RawSocket.open(person);
      // The same socket has something open that is theirs.
      await socket.enter(inboxDocument(person.id));
      const documents = names(world);
      for (const document of documents) {
        socket.authenticate(document);
        socket.sync(document, STEP_1, Uint8Array.of(0));
        socket.sync(
          document,
          STEP_2,
          updateOf(person, (doc) => doc.getArray('messages').push([message(person, 'in')])),
        );
        socket.say(document, MESSAGE.queryAwareness);
      }
      await socket.until('it is told', () =>
        documents.every((document) => socket.reasons(document).length > 0),
      );
      const told = socket.heard.filter(
        ({ address, type }) => documents.includes(address) && type !== MESSAGE.auth,
      );
      const reasons = new Set(documents.flatMap((document) => socket.reasons(document)));
      wrong = told.length > 0 ? `${person.name} is told of ${told[0]!.address}` : null;
      if ([...reasons].join() !== 'forbidden') wrong ??= `${person.name} is told ${[...reasons].join()}`;
      socket.close();
    },
    harmed: () => wrong,
  };
}

export const access: readonly Attack[] = [
  intrusion(
    'an outsider in the group, its head, and others\u2019 documents',
    ({ trudy }) => trudy,
    ({ name, groupId, ada, ben }) => [
      name,
      headDocument(groupId),
      inboxDocument(ada.person.id),
      userDocument(ben.person.id),
    ],
  ),
  intrusion(
    'a member in others\u2019 documents',
    ({ mallory }) => mallory,
    ({ ada, ben }) => [
      inboxDocument(ada.person.id),
      userDocument(ada.person.id),
      userDocument(ben.person.id),
    ],
  ),
  intrusion(
    'volumes that do not exist',
    ({ mallory }) => mallory,
    ({ groupId }) => [
      groupDocument(groupId, 2),
      groupDocument(groupId, 9_999_999),
      `group/${groupId}/0`,
      `group/${groupId}/01`,
      `group/${groupId}/1/`,
      `group/${groupId}/-1`,
      `group/../${groupId}/1`,
    ],
  ),
  {
    name: 'a frame that names another document than the one it is sent for',
    async run(world) {
      const { trudy } = world;
      const own = groupDocument(await makeGroup([trudy]), 1);
      const socket = await world.enter(trudy, own);
      const update = updateOf(trudy, (doc) => doc.getArray('messages').push([message(trudy, 'in')]));
      for (const document of [world.name, `${own}\0${world.name}`, `${world.name}\0${own}`])
        socket.sync(document, UPDATE, update);
      await socket.settled(own);
      if (socket.heard.some(({ address }) => address !== own))
        throw new Error('trudy is answered for another document');
      socket.close();
    },
  },
  {
    name: 'updates queued before one\u2019s removal, and sent after it',
    async run(world) {
      const leaver = await join(world.ada.person, `leaver${newId()}`);
      const groupId = await makeGroup([world.ada.person, leaver]);
      const name = groupDocument(groupId, 1);
      const group = world.ada.device.group(groupId);
      const socket = await world.enter(leaver, name);
      socket.sync(name, STEP_2, Uint8Array.of(0, 0));
      const doc = new Y.Doc();
      doc.clientID = newClientId(leaver.slot);
      doc.on('update', (update: Uint8Array) => socket.sync(name, UPDATE, update));
      const write = (times: number) => {
        for (let at = 0; at < times; at++) doc.getArray('messages').push([message(leaver, `n${newId()}`)]);
      };
      write(100);
      const left = callAs(leaver, 'DELETE', `/api/v1/groups/${groupId}/members/me`);
      write(100);
      await left;
      const before = group.messages.length;
      write(100);
      group.writer.post('after');
      await group.untilSent();
      const late = group.messages
        .slice(before)
        .filter(({ seq, text }) => text !== 'after' && seq! > before + 1);
      if (late.length > 0) throw new Error(`${late.length} messages were taken after the removal`);
      socket.close();
    },
  },
  {
    name: 'a device that was signed out and goes on',
    async run(world) {
      const stolen = await signInAgain(world.mallory);
      const socket = await world.enter(stolen);
      const { url, cookie } = stolen;
      await fetch(`${url}/sign-out`, { method: 'POST', headers: { cookie, origin: url } });
      socket.sync(
        world.name,
        STEP_2,
        updateOf(stolen, (doc) => doc.getArray('messages').push([message(stolen, 'late')])),
      );
      if ((await socket.closed) !== 4401) throw new Error('the socket lives on');
    },
  },
  {
    name: 'somebody else\u2019s read positions and drafts',
    async run(world) {
      const { mallory } = world;
      const own = userDocument(mallory.id);
      const socket = await world.enter(mallory, own);
      for (const change of [
        (doc: Y.Doc) => void doc.getMap('read').set(`${world.groupId}/${newId()}`, -1),
        (doc: Y.Doc) => void doc.getMap('read').set('__proto__', 1),
        (doc: Y.Doc) => void doc.getMap('elsewhere').set('key', 1),
        (doc: Y.Doc) => void doc.getMap('read').set(`${newId()}/${newId()}`, Number.MAX_SAFE_INTEGER),
      ]) {
        if (!socket.isIn(own)) await socket.enter(own);
        socket.sync(own, STEP_2, updateOf(mallory, change));
        await socket.settled(own);
      }
      socket.close();
    },
  },
];
