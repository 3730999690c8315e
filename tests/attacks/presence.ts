/** In memory only, and yet: in another's name, without end, or to make others forget. */
import * as decoding from 'lib0/decoding';
import { MESSAGE, type RawSocket } from '../support/raw-socket.ts';
import { newClientId } from '#client/random.ts';
import { encodePresence } from '#domain/presence.ts';
import type { TestPerson } from '../support/people.ts';
import type { Attack } from './attack.ts';
import { bytes } from './updates.ts';
import type { World } from './world.ts';

const state = (client: number, clock: number, value: unknown): Uint8Array => {
  const json = new TextEncoder().encode(JSON.stringify(value));
  return bytes(client, clock, json.length, json);
};

type Said = (mallory: TestPerson, world: World, adas: number) => Uint8Array;

/** ada types; ben watches; mallory says something. Then ben must have heard of ada's typing and nothing else. */
function presenceAttack(name: string, said: Said): Attack {
  let wrong: string | null;
  return {
    name,
    async run(world) {
      const { mallory, ada, ben } = world;
      const sockets = await Promise.all([ben.person, ada.person, mallory].map((one) => world.enter(one)));
      const [watching, typing, hostile] = sockets as [RawSocket, RawSocket, RawSocket];
      const adas = newClientId(ada.person.slot);
      const typed = { by: ada.person.id, typing: true };
      typing.presence(world.name, encodePresence({ client: adas, clock: 1, state: typed }));
      await watching.until('ada types', () => told(watching).length > 0);
      hostile.presence(world.name, said(mallory, world, adas));
      await hostile.settled(world.name);
      await watching.settled(world.name);
      const others = told(watching).filter((one) => one !== `${adas} ${JSON.stringify(typed)}`);
      wrong = others.length > 0 ? `ben is told ${others[0]!.slice(0, 80)}` : null;
      for (const socket of sockets) socket.close();
    },
    harmed: () => wrong,
  };
}

/** Client ids and states, as they were told one after the other. */
function told({ heard }: RawSocket): string[] {
  return heard
    .filter(({ type }) => type === MESSAGE.awareness)
    .flatMap(({ rest }) => {
      const from = decoding.createDecoder(decoding.readVarUint8Array(decoding.createDecoder(rest)));
      return Array.from({ length: decoding.readVarUint(from) }, () => {
        const client = decoding.readVarUint(from);
        decoding.readVarUint(from);
        return `${client} ${decoding.readVarString(from)}`;
      });
    });
}

export const presence: readonly Attack[] = [
  presenceAttack('typing in ben\u2019s name', ({ slot }, { ben }) =>
    bytes(1, state(newClientId(slot), 1, { by: ben.person.id, typing: true })),
  ),
  presenceAttack('typing under ada\u2019s client id', ({ id }, _world, adas) =>
    bytes(1, state(adas, 9, { by: id, typing: true })),
  ),
  presenceAttack('ada\u2019s typing taken away', (_mallory, _world, adas) => bytes(1, state(adas, 1, null))),
  presenceAttack('ada\u2019s typing taken away by a later clock', (_mallory, _world, adas) =>
    bytes(1, state(adas, 1_000, null)),
  ),
  presenceAttack('ada\u2019s typing frozen by clock 2⁵⁰', (_mallory, { ada }, adas) =>
    bytes(1, state(adas, 2 ** 50, { by: ada.person.id, typing: false })),
  ),
  presenceAttack('clock 2⁵⁰ under one\u2019s own client id', ({ id, slot }) =>
    bytes(1, state(newClientId(slot), 2 ** 50, { by: id, typing: true })),
  ),
  presenceAttack('20,000 phantoms', ({ id, slot }) =>
    bytes(
      20_000,
      ...Array.from({ length: 20_000 }, (_, at) =>
        state(newClientId(slot) + at, 1, { by: id, typing: true }),
      ),
    ),
  ),
  presenceAttack('2⁵⁰ phantoms that are not there', () => bytes(2 ** 50)),
  presenceAttack('a state of a megabyte', ({ id, slot }) =>
    bytes(1, state(newClientId(slot), 1, { by: id, typing: true, note: 'x'.repeat(1_000_000) })),
  ),
  presenceAttack('a state that is deep', ({ slot }) =>
    bytes(1, state(newClientId(slot), 1, JSON.parse('['.repeat(200) + ']'.repeat(200)))),
  ),
  presenceAttack('a state with a prototype', ({ id, slot }) =>
    bytes(1, state(newClientId(slot), 1, JSON.parse(`{"__proto__":{"by":"${id}"},"typing":true}`))),
  ),
];
