/** Against somebody who is away: what they wrote offline must still arrive when they come back. */
import * as Y from 'yjs';
import { encodeStructs } from '#domain/encode-update.ts';
import { newClientId } from '#client/random.ts';
import type { Attack } from './attack.ts';
import { id, item, message, plain, send } from './updates.ts';
import type { Victim, World } from './world.ts';

/** What mallory sends under, or about, cai's client id while cai is away. */
const against = (name: string, make: (client: number, clock: number, world: World) => Uint8Array): Attack => {
  let victim: Victim;
  return {
    name,
    async run(world) {
      victim = await world.victim();
      const clock = Y.getState(world.ben.group.replica.doc.store, victim.client);
      if (clock === 0) throw new Error('nobody has heard of cai');
      await send(world, world.mallory, make(victim.client, clock, world));
    },
    harmed: () => victim.returns(),
  };
};

export const othersSessions: readonly Attack[] = [
  against('a collected struct where cai\u2019s next messages will be', (client, clock) =>
    encodeStructs([new Y.GC(id(client, clock), 1_000)], []),
  ),
  against('a collected struct of 2⁵⁰ records there', (client, clock) =>
    encodeStructs([new Y.GC(id(client, clock), 2 ** 50)], []),
  ),
  against('deleted content there', (client, clock) =>
    encodeStructs(
      [item({ client, clock, origin: id(client, clock - 1), content: new Y.ContentDeleted(1_000) })],
      [],
    ),
  ),
  against('a message there, in cai\u2019s name', (client, clock, { cai }) =>
    encodeStructs(
      [item({ client, clock, origin: id(client, clock - 1), content: plain(message(cai, 'taken')) })],
      [],
    ),
  ),
  against('a deletion of what cai has not written yet', (client, clock) =>
    encodeStructs([], [{ client, clock, length: 1_000 }]),
  ),
  against('a deletion of everything cai will ever write', (client) =>
    encodeStructs([], [{ client, clock: 0, length: Number.MAX_SAFE_INTEGER }]),
  ),
  against('a struct far ahead in cai\u2019s session, to wait for ever', (client, clock, { cai }) =>
    encodeStructs([item({ client, clock: clock + 1_000, content: plain(message(cai, 'far')) })], []),
  ),
  against('a message that stands on what cai has not written yet', (client, clock, { mallories }) => {
    const by = mallories[0]!;
    const own = newClientId(by.slot);
    return encodeStructs(
      [item({ client: own, origin: id(client, clock + 5), content: plain(message(by, 'early')) })],
      [],
    );
  }),
  against('1,000 structs that wait for cai', (client, clock, { mallories }) => {
    const by = mallories[0]!;
    return encodeStructs(
      Array.from({ length: 1_000 }, (_, at) =>
        item({
          client: newClientId(by.slot),
          origin: id(client, clock + at),
          content: plain(message(by, 'early')),
        }),
      ),
      [],
    );
  }),
];
