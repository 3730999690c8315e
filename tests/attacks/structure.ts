/** Structs that no honest device writes, and records that fit no schema. */
import * as Y from 'yjs';
import { SERVER_CLIENT } from '#domain/client-id.ts';
import { newClientId } from '#client/random.ts';
import type { TestPerson } from '../support/people.ts';
import type { Attack } from './attack.ts';
import {
  bytes,
  id,
  inMessages,
  item,
  message,
  plain,
  reaction,
  send,
  sendStructs,
  updateOf,
} from './updates.ts';
import type { World } from './world.ts';

type Change = (doc: Y.Doc, mallory: TestPerson, world: World) => void;

/** What Yjs itself would send after a change that the product never makes. */
const change = (name: string, make: Change): Attack => ({
  name,
  async run(world) {
    const { mallory } = world;
    const known = world.ada.group.replica.doc;
    await send(
      world,
      mallory,
      updateOf(mallory, (doc) => make(doc, mallory, world), known),
    );
  },
});

type Structs = (client: number, mallory: TestPerson, world: World) => (Y.Item | Y.GC)[];

/** Structs by hand, in a session of mallory's own. */
const structs = (name: string, make: Structs): Attack => ({
  name,
  async run(world) {
    const { mallory } = world;
    await sendStructs(world, mallory, make(newClientId(mallory.slot), mallory, world));
  },
});

const only = (content: Y.Item['content']) => (client: number) => [item({ client, content })];

const record = (name: string, value: (mallory: TestPerson) => unknown): Attack =>
  change(name, (doc, mallory) => doc.getArray('messages').push([value(mallory)]));

export const structure: readonly Attack[] = [
  change('an insertion at the front', (doc, by) =>
    doc.getArray('messages').insert(0, [message(by, 'first')]),
  ),
  change('an insertion in the middle', (doc, by) =>
    doc.getArray('messages').insert(1, [message(by, 'middle')]),
  ),
  change('an unknown root', (doc, by) => doc.getArray('elsewhere').push([message(by, 'hidden')])),
  change('a map key on an array', (doc, by) => doc.getMap('messages2').set('key', message(by, 'hidden'))),
  change('a nested map', (doc) => doc.getArray('messages').push([new Y.Map([['text', 'x']])])),
  change('a nested array', (doc) => doc.getArray('edits').push([new Y.Array()])),
  change('a nested text', (doc) => doc.getArray('reactions').push([new Y.Text('x')])),
  change('an element', (doc) => doc.getArray('messages').push([new Y.XmlElement('script')])),
  change('a sub-document', (doc) => doc.getArray('messages').push([new Y.Doc()])),
  change('bytes', (doc) => doc.getArray('messages').push([new Uint8Array(1_000)])),
  structs('a string of text', only(new Y.ContentString('abc'))),
  structs('an embed', only(new Y.ContentEmbed({ src: 'x' }))),
  structs('a format mark', only(new Y.ContentFormat('bold', true))),
  structs('JSON of the old kind', only(new Y.ContentJSON([{ text: 'x' }]))),
  structs('deleted content', only(new Y.ContentDeleted(3))),
  structs('deleted content of 2⁵⁰ records', only(new Y.ContentDeleted(2 ** 50))),
  structs('an item of no length', only(plain())),
  structs('a collected struct of no length', (client) => [new Y.GC(id(client, 0), 0)]),
  structs('a collected struct of 2⁵⁰ records', (client) => [new Y.GC(id(client, 0), 2 ** 50)]),
  structs('a struct that is its own origin', (client, by) => [
    item({ client, origin: id(client, 0), content: plain(message(by, 'self')) }),
  ]),
  structs('two structs that stand on each other', (client, by) => [
    item({ client, origin: id(client + 1, 0), content: plain(message(by, 'one')) }),
    item({ client: client + 1, origin: id(client, 0), content: plain(message(by, 'two')) }),
  ]),
  structs('a right origin and no left', (client, by, { ada }) => [
    item({ client, rightOrigin: id(ada.group.replica.doc.clientID, 0), content: plain(message(by, 'left')) }),
  ]),
  structs('a map key beside an origin', (client, by) => [
    item({ client, parentSub: 'key', content: plain(message(by, 'key')) }),
  ]),
  structs('a root that every object has', (client, by) => [
    item({ client, parent: '__proto__', content: plain(message(by, 'proto')) }),
  ]),
  structs('a parent by id', (client, by, { ada }) => [
    item({ client, parent: id(ada.group.replica.doc.clientID, 0), content: plain(message(by, 'child')) }),
  ]),
  structs('a record smuggled into the ledger through its origin', (client, by) => [
    item({ client, origin: id(SERVER_CLIENT, 0), content: plain(message(by, 'smuggled')) }),
  ]),
  structs('a reaction smuggled into the messages through its origin', (client, by, { ada }) => [
    item({
      client,
      origin: id(ada.group.replica.doc.clientID, 0),
      content: plain(reaction(by, ada.group.messages[0]!.id)),
    }),
  ]),
  structs('a clock that starts far ahead', (client, by) => [
    item({ client, clock: 2 ** 40, content: plain(message(by, 'ahead')) }),
  ]),
  structs('a clock at the end of numbers', (client, by) => [
    item({ client, clock: Number.MAX_SAFE_INTEGER, content: plain(message(by, 'end'), message(by, 'more')) }),
  ]),
  structs('one thousand sessions and one', (client, by) =>
    Array.from({ length: 1_001 }, (_, at) =>
      item({ client: client + at, content: plain(message(by, `s${at}`)) }),
    ),
  ),
  record('a text of a million letters', (by) => message(by, 'x'.repeat(1_000_000))),
  record('a text of nothing', (by) => message(by, '   ')),
  record('a text with a NUL', (by) => message(by, 'a\0b')),
  record('a text that is no text', (by) => ({ ...message(by, 'x'), text: { toString: 'x' } })),
  record('a key more', (by) => message(by, 'more', { html: '<script>' })),
  record('a key named __proto__', (by) =>
    JSON.parse(JSON.stringify(message(by, 'x')).replace('"at"', '"__proto__"')),
  ),
  record('an id that is a path', (by) => message(by, 'x', { id: '../../etc/passwd' })),
  record('an id that is a place', (by) => message(by, 'x', { id: '1/0' })),
  record('a time at the end of time', (by) => message(by, 'x', { at: Number.MAX_VALUE })),
  record('a time that is no number', (by) => message(by, 'x', { at: NaN })),
  record('values 60 deep', () => JSON.parse('['.repeat(60) + ']'.repeat(60))),
  record('null', () => null),
  change('an emoji that is a sentence', (doc, by, { ada }) =>
    doc.getArray('reactions').push([reaction(by, ada.group.messages[0]!.id, 'call me, 555-0100')]),
  ),
  change('a reaction to nothing', (doc, by) =>
    doc.getArray('reactions').push([reaction(by, 'AAAAAAAAAAAAAAAA' as never)]),
  ),
  {
    name: 'values 100,000 deep',
    async run(world) {
      const { mallory } = world;
      const deep = inMessages(newClientId(mallory.slot));
      const arrays = new Uint8Array(200_000).map((_, at) => (at % 2 === 0 ? 117 : 1));
      await send(world, mallory, bytes(deep, arrays, Uint8Array.of(117, 0, 0)));
    },
  },
  {
    name: 'two million structs of two bytes',
    async run(world) {
      const { mallory } = world;
      const tiny = new Uint8Array(4_000_000).map((_, at) => at % 2);
      await send(world, mallory, bytes(1, 2_000_000, newClientId(mallory.slot), 0, tiny));
    },
  },
  {
    name: 'a text with half a letter, as bytes',
    async run(world) {
      const { mallory } = world;
      const half = Uint8Array.of(119, 3, 0xed, 0xa0, 0x80);
      await send(world, mallory, bytes(inMessages(newClientId(mallory.slot)), half, 0));
    },
  },
  {
    name: 'lengths that are not there',
    async run(world) {
      const { mallory } = world;
      const client = newClientId(mallory.slot);
      await send(
        world,
        mallory,
        bytes(2 ** 50),
        bytes(1, 2 ** 50, client, 0),
        bytes(1, 1, client, 0, Uint8Array.of(8, 1), 2 ** 50),
        bytes(0, 2 ** 50),
        bytes(0, 1, client, 2 ** 50),
      );
    },
  },
];
