/** In another's name, or against another's words. */
import * as Y from 'yjs';
import { EVENTS_CLIENT, SERVER_CLIENT } from '#domain/client-id.ts';
import type { RecordId } from '#domain/ids.ts';
import { newClientId } from '#client/random.ts';
import type { TestPerson } from '../support/people.ts';
import type { Attack } from './attack.ts';
import {
  deletion,
  edit,
  id,
  item,
  message,
  plain,
  reaction,
  send,
  sendStructs,
  updateOf,
} from './updates.ts';
import type { World } from './world.ts';

const adasMessage = ({ ada }: World): { id: RecordId; doc: Y.Doc } => {
  const target = ada.group.messages.find(({ by }) => by === ada.person.id);
  if (!target) throw new Error('ada has written nothing');
  return { id: target.id, doc: ada.group.replica.doc };
};

const left = ({ id: by }: TestPerson) => ({ what: 'left', by, at: 1, after: 0 });

const push =
  (root: string, record: (world: World, target: RecordId, mallory: TestPerson) => unknown): Attack['run'] =>
  async (world) => {
    const { mallory } = world;
    const { id, doc } = adasMessage(world);
    await send(
      world,
      mallory,
      updateOf(mallory, (copy) => copy.getArray(root).push([record(world, id, mallory)]), doc),
    );
  };

export const forgery: readonly Attack[] = [
  {
    name: 'a message that names ada as its author',
    run: push('messages', ({ ada }) => message(ada.person, 'forged')),
  },
  {
    name: 'a message under ada\u2019s client id',
    async run(world) {
      const forged = updateOf(world.ada.person, (doc) =>
        doc.getArray('messages').push([message(world.ada.person, 'forged')]),
      );
      await send(world, world.mallory, forged);
    },
  },
  {
    name: 'a message that continues ada\u2019s own session',
    async run(world) {
      const { doc } = world.ada.group.replica;
      const clock = Y.getState(doc.store, doc.clientID);
      const content = plain(message(world.ada.person, 'forged'));
      const forged = item({ client: doc.clientID, clock, origin: id(doc.clientID, clock - 1), content });
      await sendStructs(world, world.mallory, [forged]);
    },
  },
  {
    name: 'a message under the server\u2019s client id',
    async run(world) {
      const clock = Y.getState(world.ada.group.replica.doc.store, SERVER_CLIENT);
      const content = plain(message(world.ada.person, 'forged'));
      await sendStructs(world, world.mallory, [item({ client: SERVER_CLIENT, clock, content })]);
    },
  },
  {
    name: 'an entry in the ledger',
    run: push('ledger', (_world, target) => [target, 1, { erased: { to: target, by: 'x', at: 1 } }]),
  },
  {
    name: 'an entry in the ledger, as the server',
    async run(world) {
      const { doc } = world.ada.group.replica;
      const clock = Y.getState(doc.store, SERVER_CLIENT);
      const content = plain([adasMessage(world).id, 1, 99]);
      const entry = item({ client: SERVER_CLIENT, clock, origin: id(SERVER_CLIENT, clock - 1), content });
      await sendStructs(world, world.mallory, [entry]);
    },
  },
  {
    name: 'an event',
    run: push('events', ({ ada }) => left(ada.person)),
  },
  {
    name: 'an event, as the server',
    async run(world) {
      const clock = Y.getState(world.ada.group.replica.doc.store, EVENTS_CLIENT);
      const origin = id(EVENTS_CLIENT, clock - 1);
      const event = item({ client: EVENTS_CLIENT, clock, origin, content: plain(left(world.ada.person)) });
      await sendStructs(world, world.mallory, [event]);
    },
  },
  {
    name: 'an edit of ada\u2019s message',
    run: push('edits', (_world, to, mallory) => edit(mallory, to, 'changed')),
  },
  {
    name: 'an edit of ada\u2019s message in ada\u2019s name',
    run: push('edits', ({ ada }, to) => edit(ada.person, to, 'changed')),
  },
  {
    name: 'a deletion of ada\u2019s message',
    run: push('edits', (_world, to, mallory) => deletion(mallory, to)),
  },
  {
    name: 'a deletion of ada\u2019s message in ada\u2019s name',
    run: push('edits', ({ ada }, to) => deletion(ada.person, to)),
  },
  {
    name: 'a reaction in ben\u2019s name',
    run: push('reactions', ({ ben }, to) => reaction(ben.person, to)),
  },
  {
    name: 'ada\u2019s own reaction taken back in ada\u2019s name',
    run: push('reactions', ({ ada }, to) => reaction(ada.person, to, '👍', false)),
  },
  {
    name: 'a message under an id that ada has used',
    run: push('messages', (_world, used, mallory) => ({ ...message(mallory, 'instead'), id: used })),
  },
  {
    name: 'an edit that has the id of ada\u2019s message',
    run: push('edits', (_world, used, mallory) => ({ ...edit(mallory, used, 'instead'), id: used })),
  },
  {
    name: 'other people\u2019s messages deleted by update',
    async run(world) {
      const { mallory } = world;
      const { doc } = adasMessage(world);
      await send(
        world,
        mallory,
        updateOf(mallory, (copy) => copy.getArray('messages').delete(0, 2), doc),
      );
    },
  },
  {
    name: 'other people\u2019s messages deleted by a whole document',
    async run(world) {
      const copy = new Y.Doc();
      Y.applyUpdate(copy, Y.encodeStateAsUpdate(adasMessage(world).doc));
      copy.clientID = newClientId(world.mallory.slot);
      copy.getArray('messages').delete(0, copy.getArray('messages').length);
      await send(world, world.mallory, Y.encodeStateAsUpdate(copy));
    },
  },
  {
    name: 'the ledger deleted',
    async run(world) {
      const { doc } = adasMessage(world);
      const length = Y.getState(doc.store, SERVER_CLIENT);
      await sendStructs(world, world.mallory, [], [{ client: SERVER_CLIENT, clock: 0, length }]);
    },
  },
];
