import { describe, expect, test } from 'vitest';
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import {
  ada,
  all,
  ben,
  cai,
  deletion,
  edit,
  message,
  people,
  reaction,
  recordId,
  session,
  type Person,
} from '../../../tests/convergence/people.ts';
import { Rows } from '../../../tests/convergence/rows.ts';
import { createChance } from '../../../tests/support/chance.ts';
import { admitToVolume, type Admission, type Candidate } from './admission.ts';
import { clientIdFor, SERVER_CLIENT } from './client-id.ts';
import { encodeStructs } from './encode-update.ts';
import {
  FRAME_BYTES_MAX,
  NESTING_MAX,
  RECORDS_PER_UPDATE_MAX,
  SESSIONS_PER_UPDATE_MAX,
  TEXT_MAX,
} from './limits.ts';

/** A server's replica with the ledger of what it took, all of it by the real gate. */
function serverWith(...written: [Person, Uint8Array][]): Y.Doc {
  const rows = new Rows();
  const server = session(ada).doc;
  server.clientID = SERVER_CLIENT + 1;
  for (const [author, update] of written) {
    const admission = admitToVolume(update, server, author);
    expect(admission.kind).toBe('candidates');
    Y.applyUpdate(server, rows.commit({ author, candidates: candidatesOf(admission) })!);
  }
  return server;
}

function candidatesOf(admission: Admission): Candidate[] {
  if (admission.kind !== 'candidates') throw new Error(JSON.stringify(admission));
  return admission.candidates;
}
const recordsOf = (admission: Admission) => candidatesOf(admission).map(({ record }) => record?.id ?? null);
const names = (...given: string[]) => given.map(recordId);

/** ben wrote m1 and m2 and took m1 back; cai reacted. What mallory attacks, and what ada adds to. */
function conversation(): { server: Y.Doc; state: Uint8Array; benClient: number } {
  const bens = session(ben);
  bens.messages.push([message(ben, 'm1'), message(ben, 'm2')]);
  const cais = session(cai, 1, all(bens));
  cais.reactions.push([reaction(cai, 'r1', 'm1')]);
  const server = serverWith([ben, all(bens)], [cai, all(cais)]);
  return { server, state: Y.encodeStateAsUpdate(server), benClient: bens.client };
}

describe('what an honest device sends', () => {
  test('a first message is one candidate at the start of its array', () => {
    const adas = session(ada);
    adas.messages.push([message(ada, 'm1')]);
    expect(admitToVolume(all(adas), serverWith(), ada)).toEqual({
      kind: 'candidates',
      foreign: 0,
      candidates: [
        {
          client: adas.client,
          clock: 0,
          root: 'messages',
          origin: null,
          id: recordId('m1'),
          record: message(ada, 'm1'),
          refusal: null,
          isKept: true,
        },
      ],
    });
  });

  test('a message after others\u2019 names the one to its left', () => {
    const { server, state, benClient } = conversation();
    const adas = session(ada, 1, state);
    adas.messages.push([message(ada, 'm3')]);
    const update = Y.encodeStateAsUpdate(adas.doc, Y.encodeStateVector(server));
    expect(candidatesOf(admitToVolume(update, server, ada))).toMatchObject([
      { client: adas.client, clock: 0, root: 'messages', origin: { client: benClient, clock: 1 } },
    ]);
  });

  test('all it knows, others\u2019 records and the ledger among it, yields its own new ones only', () => {
    const { server, state } = conversation();
    const adas = session(ada, 1, state);
    adas.messages.push([message(ada, 'm3')]);
    const admission = admitToVolume(all(adas), server, ada);
    expect(recordsOf(admission)).toEqual(names('m3'));
    expect(admission).toMatchObject({ foreign: 0 });
  });

  test('records pushed at once stand each after the one before', () => {
    const adas = session(ada);
    adas.messages.push(['m1', 'm2', 'm3'].map((name) => message(ada, name)));
    const candidates = candidatesOf(admitToVolume(all(adas), serverWith(), ada));
    expect(candidates.map(({ record }) => record?.id)).toEqual(names('m1', 'm2', 'm3'));
    expect(candidates.map(({ origin }) => origin)).toEqual([
      null,
      { client: adas.client, clock: 0 },
      { client: adas.client, clock: 1 },
    ]);
  });

  test('what overlaps with what is here yields the rest', () => {
    const adas = session(ada);
    adas.messages.push([message(ada, 'm1'), message(ada, 'm2')]);
    const server = serverWith([ada, all(adas)]);
    adas.messages.push([message(ada, 'm3')]);
    adas.messages.push([message(ada, 'm4')]);
    expect(Y.decodeUpdate(all(adas)).structs).toHaveLength(1); // Yjs has joined them.
    const candidates = candidatesOf(admitToVolume(all(adas), server, ada));
    expect(candidates.map(({ record, clock }) => [record?.id, clock])).toEqual([
      [recordId('m3'), 2],
      [recordId('m4'), 3],
    ]);
    expect(candidates[0]!.origin).toEqual({ client: adas.client, clock: 1 });
  });

  test('what is all here already yields nothing', () => {
    const adas = session(ada);
    adas.messages.push([message(ada, 'm1')]);
    const server = serverWith([ada, all(adas)]);
    expect(candidatesOf(admitToVolume(all(adas), server, ada))).toEqual([]);
    expect(candidatesOf(admitToVolume(Y.encodeStateAsUpdate(new Y.Doc()), server, ada))).toEqual([]);
  });

  test('[S17] a reply to, an edit of, a reaction to and a deletion of messages in the same update', () => {
    const adas = session(ada);
    adas.reactions.push([reaction(ada, 'r1', 'm1')]);
    adas.edits.push([edit(ada, 'e1', 'm1'), deletion(ada, 'd1', 'm2')]);
    adas.messages.push([message(ada, 'm1'), message(ada, 'm2', { replyTo: recordId('m1') })]);
    const admission = admitToVolume(all(adas), serverWith(), ada);
    expect(recordsOf(admission)).toEqual(names('m1', 'm2', 'r1', 'e1', 'd1'));
  });

  test('the gate reads and changes nothing', () => {
    const { server, state } = conversation();
    const adas = session(ada, 1, state);
    adas.messages.push([message(ada, 'm3')]);
    const update = all(adas);
    const [updateBefore, stateBefore] = [update.slice(), Y.encodeStateAsUpdate(server)];
    admitToVolume(update, server, ada);
    expect(update).toEqual(updateBefore);
    expect(Y.encodeStateAsUpdate(server)).toEqual(stateBefore);
    expect(server.store.pendingStructs).toBeNull();
  });
});

describe('[S4] a backlog of several sessions', () => {
  /** Client ids say nothing about order: each schedule runs with every order of three ids. */
  const orders = [
    [1, 2, 3],
    [1, 3, 2],
    [2, 1, 3],
    [2, 3, 1],
    [3, 1, 2],
    [3, 2, 1],
  ] as const;

  test.each(orders)('is read in the order written, with client ids in the order %i %i %i', (...order) => {
    let disk = Y.encodeStateAsUpdate(new Y.Doc());
    const written: string[] = [];
    for (const random32 of order) {
      const visit = session(ada, random32, disk);
      for (let at = 0; at < 3; at++) {
        written.push(`m${written.length}`);
        visit.messages.push([message(ada, written.at(-1)!)]);
      }
      disk = all(visit);
    }
    expect(recordsOf(admitToVolume(disk, serverWith(), ada))).toEqual(names(...written));
  });

  // ada's slot is above ben's: what she wrote meanwhile comes to stand between what he wrote.
  test.each(orders)('is read so when others were received in between: %i %i %i', (...order) => {
    const adas = session(ada, 1);
    const server = serverWith();
    const rows = new Rows();
    const adaSends = (name: string) => {
      adas.messages.push([message(ada, name)]);
      const admission = admitToVolume(all(adas), server, ada);
      Y.applyUpdate(server, rows.commit({ author: ada, candidates: candidatesOf(admission) })!);
      Y.applyUpdate(adas.doc, Y.encodeStateAsUpdate(server));
    };
    adaSends('a0');
    let disk = Y.encodeStateAsUpdate(server);
    const written: string[] = [];
    for (const random32 of order) {
      const visit = session(ben, random32, disk);
      for (let at = 0; at < 2; at++) {
        written.push(`m${written.length}`);
        visit.messages.push([message(ben, written.at(-1)!)]);
      }
      // A connection that broke after the server's half: it has been heard, and has heard nothing.
      adaSends(`a${written.length}`);
      Y.applyUpdate(visit.doc, Y.encodeStateAsUpdate(server));
      disk = all(visit);
    }
    const candidates = candidatesOf(admitToVolume(disk, server, ben));
    expect(candidates.filter(({ origin }) => origin?.client === adas.client)).toHaveLength(3);
    expect(candidates.map(({ record }) => record?.id)).toEqual(names(...written));
  });

  test.each([
    [1, 2],
    [2, 1],
  ])('is read so from two tabs that wrote in turn, with client ids %i and %i', (one, other) => {
    const tabs = [session(ada, one), session(ada, other)] as const;
    const written: string[] = [];
    for (let at = 0; at < 6; at++) {
      const [here, there] = at % 2 === 0 ? tabs : ([tabs[1], tabs[0]] as const);
      written.push(`m${at}`);
      here.messages.push([message(ada, `m${at}`)]);
      Y.applyUpdate(there.doc, all(here));
    }
    expect(recordsOf(admitToVolume(all(tabs[0]), serverWith(), ada))).toEqual(names(...written));
  });

  test.each([
    [1, 2],
    [2, 1],
  ])('edits and reactions of another session\u2019s message follow it: %i, %i', (first, second) => {
    const one = session(ada, first);
    one.messages.push([message(ada, 'm1')]);
    const two = session(ada, second, all(one));
    two.edits.push([edit(ada, 'e1', 'm1')]);
    two.reactions.push([reaction(ada, 'r1', 'm1')]);
    two.messages.push([message(ada, 'm2', { replyTo: recordId('m1') })]);
    const admission = admitToVolume(all(two), serverWith(), ada);
    expect(recordsOf(admission).slice(0, 2)).toEqual(names('m1', 'm2'));
    expect(recordsOf(admission).slice(2).sort()).toEqual(names('e1', 'r1'));
  });

  test('is read as Yjs puts it in order, whatever two tabs heard of each other and of the server', () => {
    const chance = createChance(4);
    let [severalSessions, nested] = [0, 0];
    for (let round = 0; round < 300; round++) {
      const [server, rows] = [serverWith(), new Rows()];
      const bens = [
        session(ben, chance.integer(1, 1_000)),
        session(ben, chance.integer(1_001, 2_000)),
      ] as const;
      const others = [session(ada, 1), session(cai, 1)] as const;
      for (let step = 0; step < 25; step++) {
        const at = chance.integer(0, 1);
        const roll = chance.next();
        if (roll < 0.4) bens[at]!.messages.push([message(ben, `m${step}`)]);
        else if (roll < 0.55) Y.applyUpdate(bens[at]!.doc, all(bens[1 - at]!));
        else if (roll < 0.75) Y.applyUpdate(bens[at]!.doc, Y.encodeStateAsUpdate(server));
        else {
          const [author, writer] = (
            [
              [ada, others[0]],
              [cai, others[1]],
            ] as const
          )[at]!;
          writer.messages.push([message(author, `${author.name}${step}`)]);
          const candidates = candidatesOf(admitToVolume(all(writer), server, author));
          Y.applyUpdate(server, rows.commit({ author, candidates })!);
          if (roll < 0.9) Y.applyUpdate(writer.doc, Y.encodeStateAsUpdate(server));
        }
      }
      Y.applyUpdate(bens[0].doc, all(bens[1]));
      const candidates = candidatesOf(admitToVolume(all(bens[0]), server, ben));
      Y.applyUpdate(bens[0].doc, Y.encodeStateAsUpdate(server));
      const inArray = bens[0].messages.toArray().filter(({ by }) => by === ben.userId);
      expect(candidates.map(({ record }) => record?.id)).toEqual(inArray.map(({ id }) => id));
      const clients = candidates.map(({ client }) => client);
      if (new Set(clients).size > 1) severalSessions++;
      if (clients.filter((client, at) => client !== clients[at - 1]).length > 2) nested++;
    }
    expect(severalSessions).toBeGreaterThan(100);
    expect(nested).toBeGreaterThan(20);
  });

  test.each([
    [
      'each standing on the one before',
      (at: number) => (at === 0 ? null : id(clientIdFor(ada.slot, at - 1), 0)),
    ],
    ['all standing at the start', () => null],
  ])('of as many sessions as may be, %s, is read in less than a second', (_how, originOf) => {
    const update = (sessions: number) =>
      encodeStructs(
        Array.from({ length: sessions }, (_, at) =>
          item({ client: clientIdFor(ada.slot, at), origin: originOf(at) }),
        ),
        [],
      );
    const began = performance.now();
    const admission = admitToVolume(update(SESSIONS_PER_UPDATE_MAX), serverWith(), ada);
    expect(recordsOf(admission)).toHaveLength(SESSIONS_PER_UPDATE_MAX);
    expect(performance.now() - began).toBeLessThan(10_000);
    expect(admitToVolume(update(SESSIONS_PER_UPDATE_MAX + 1), serverWith(), ada)).toMatchObject({
      kind: 'impossible',
      why: 'too many sessions at once',
    });
  });
});

interface Hand {
  client?: number;
  clock?: number;
  origin?: Y.ID | null;
  rightOrigin?: Y.ID | null;
  parent?: unknown;
  parentSub?: string | null;
  content?: Y.Item['content'];
}
/** A struct by hand; by default one well-formed message of ada's at the start of `messages`. */
function item({ client = clientIdFor(ada.slot, 1), clock = 0, origin = null, ...rest }: Hand = {}): Y.Item {
  const { rightOrigin = null, parent = 'messages', parentSub = null } = rest;
  const { content = new Y.ContentAny([message(ada, `m${client}/${clock}`.slice(-16))]) } = rest;
  const named = origin === null && rightOrigin === null ? parent : null;
  return new Y.Item(
    Y.createID(client, clock),
    null,
    origin,
    null,
    rightOrigin,
    named as never,
    parentSub,
    content,
  );
}
const id = (client: number, clock: number): Y.ID => Y.createID(client, clock);
const ownClient = clientIdFor(ada.slot, 1);

describe('[S28] what no honest device writes is refused as a whole', () => {
  const { server, state, benClient } = conversation();
  const judged = (...structs: (Y.Item | Y.GC)[]) => admitToVolume(encodeStructs(structs, []), server, ada);
  /** What a document of ada's would send after a change that the product never makes. */
  function afterChange(change: (doc: Y.Doc) => void): Admission {
    const { doc } = session(ada, 1, state);
    doc.transact(() => change(doc));
    return admitToVolume(Y.encodeStateAsUpdate(doc, Y.encodeStateVector(server)), server, ada);
  }

  test('the server knows what is attacked', () => {
    expect(server.getArray('messages')).toHaveLength(2);
    expect(server.getArray('ledger')).toHaveLength(3);
  });

  test.each<[attack: string, admission: Admission, why: string]>([
    [
      'insertion at the front',
      afterChange((doc) => doc.getArray('messages').insert(0, [message(ada, 'm3')])),
      'middle',
    ],
    [
      'insertion in the middle',
      afterChange((doc) => doc.getArray('messages').insert(1, [message(ada, 'm3')])),
      'middle',
    ],
    ['a right origin and no left', judged(item({ rightOrigin: id(benClient, 0) })), 'middle'],
    ['a map key on an array', judged(item({ parentSub: 'key' })), 'map key'],
    ['a map as a root', afterChange((doc) => doc.getMap('messages2').set('key', 1)), 'map key'],
    ['a nested map', afterChange((doc) => doc.getArray('messages').push([new Y.Map()])), 'JSON'],
    ['a nested array', afterChange((doc) => doc.getArray('messages').push([new Y.Array()])), 'JSON'],
    ['a nested text', afterChange((doc) => doc.getArray('edits').push([new Y.Text('x')])), 'JSON'],
    [
      'a nested element',
      afterChange((doc) => doc.getArray('messages').push([new Y.XmlElement('a')])),
      'JSON',
    ],
    [
      'something in a nested type',
      afterChange((doc) => doc.getArray<Y.Map<number>>('edits').push([new Y.Map([['a', 1]])])),
      'JSON',
    ],
    ['a sub-document', afterChange((doc) => doc.getArray('messages').push([new Y.Doc()])), 'JSON'],
    ['bytes', afterChange((doc) => doc.getArray('messages').push([new Uint8Array(8)])), 'JSON'],
    ['a string of text', judged(item({ content: new Y.ContentString('abc') })), 'JSON'],
    ['an embed', judged(item({ content: new Y.ContentEmbed({}) })), 'JSON'],
    ['a format mark', judged(item({ content: new Y.ContentFormat('bold', true) })), 'JSON'],
    ['old JSON content', judged(item({ content: new Y.ContentJSON([message(ada, 'm3')]) })), 'JSON'],
    ['deleted content', judged(item({ content: new Y.ContentDeleted(1) })), 'JSON'],
    ['deleted content of 2⁵⁰ records', judged(item({ content: new Y.ContentDeleted(2 ** 50) })), 'JSON'],
    ['a collected struct', judged(new Y.GC(id(ownClient, 0), 1)), 'not an item'],
    ['a collected struct of 2⁵⁰ records', judged(new Y.GC(id(ownClient, 0), 2 ** 50)), 'not an item'],
    ['an unknown root', judged(item({ parent: 'elsewhere' })), 'array that members write'],
    ['the ledger as root', judged(item({ parent: 'ledger' })), 'array that members write'],
    ['a root that every object has', judged(item({ parent: '__proto__' })), 'array that members write'],
    ['a root without a name', judged(item({ parent: '' })), 'array that members write'],
    ['a parent by id', judged(item({ parent: id(benClient, 0) })), 'array that members write'],
    [
      'an append to the ledger',
      afterChange((doc) => doc.getArray('ledger').push([['m3', 1, 3]])),
      'array that members write',
    ],
    ['an origin in the ledger', judged(item({ origin: id(SERVER_CLIENT, 0) })), 'array that members write'],
    [
      'more records than fit in one update',
      afterChange((doc) =>
        doc.getArray('messages').push(Array.from({ length: RECORDS_PER_UPDATE_MAX + 1 }, () => 1)),
      ),
      'too many',
    ],
  ])('%s', (_attack, admission, why) => {
    expect(admission.kind).toBe('impossible');
    expect(admission.kind === 'impossible' && admission.why).toContain(why);
  });

  test('honest records in the same update do not help', () => {
    const good = item();
    const bad = item({ clock: 1, origin: id(ownClient, 0), content: new Y.ContentBinary(new Uint8Array(1)) });
    expect(judged(good).kind).toBe('candidates');
    expect(judged(good, bad).kind).toBe('impossible');
  });

  test('as many records as fit in one update do', () => {
    const admission = afterChange((doc) =>
      doc.getArray('messages').push(Array.from({ length: RECORDS_PER_UPDATE_MAX }, () => 1)),
    );
    expect(candidatesOf(admission)).toHaveLength(RECORDS_PER_UPDATE_MAX);
  });
});

describe('[S28] what stands on nothing is a gap: nothing is taken', () => {
  const { server } = conversation();
  const judged = (...structs: (Y.Item | Y.GC)[]) => admitToVolume(encodeStructs(structs, []), server, ada);
  const other = clientIdFor(ada.slot, 2);

  test.each<[gap: string, admission: Admission]>([
    ['a clock ahead of what is here', judged(item({ clock: 1, origin: id(ownClient, 0) }))],
    ['a huge clock', judged(item({ clock: 2 ** 50 }))],
    ['the largest clock there is', judged(item({ clock: Number.MAX_SAFE_INTEGER }))],
    ['a hole between two structs', judged(item(), item({ client: other, clock: 2 }))],
    ['an origin of itself', judged(item({ origin: id(ownClient, 0) }))],
    ['an origin later in its own session', judged(item({ origin: id(ownClient, 1) }), item({ clock: 1 }))],
    [
      'two that stand on each other',
      judged(item({ origin: id(other, 0) }), item({ client: other, origin: id(ownClient, 0) })),
    ],
    [
      'an origin by another person that nobody has',
      judged(item({ origin: id(clientIdFor(ben.slot, 77), 0) })),
    ],
    ['an origin in the ledger\u2019s future', judged(item({ origin: id(SERVER_CLIENT, 99) }))],
    ['a mark that something is left out', admitToVolume(skipping(ownClient, 5), server, ada)],
    ['such a mark of 2⁵⁰', admitToVolume(skipping(ownClient, 2 ** 50), server, ada)],
  ])('%s', (_gap, admission) => {
    expect(admission).toEqual({ kind: 'gap' });
  });
});

/** An update that leaves out some clocks of a client and goes on after them. */
function skipping(client: number, length: number): Uint8Array {
  return encoding.encode((to) => {
    for (const number of [1, 2, client, 0]) encoding.writeVarUint(to, number);
    encoding.writeUint8(to, 10);
    encoding.writeVarUint(to, length);
    encoding.writeUint8(to, 0);
    for (const number of [1, 0]) encoding.writeVarUint(to, number);
  });
}

describe('[S28] in another\u2019s name', () => {
  const { server, state, benClient } = conversation();

  test('structs under a victim\u2019s client id are left out, known and unknown ones', () => {
    const forged = session(ben, 9, state);
    forged.messages.push([message(ben, 'm3')]);
    const adas = session(ada, 1, state);
    adas.messages.push([message(ada, 'm4')]);
    const update = Y.mergeUpdates([all(forged), all(adas)]);
    const admission = admitToVolume(update, server, ada);
    expect(recordsOf(admission)).toEqual(names('m4'));
    expect(admission).toMatchObject({ foreign: 1 });
  });

  test.each<[what: string, struct: Y.Item | Y.GC]>([
    [
      'a message that continues the victim\u2019s clock',
      item({ client: benClient, clock: 2, origin: id(benClient, 1) }),
    ],
    ['a collected struct of 2⁵⁰ on the victim\u2019s clock', new Y.GC(id(benClient, 2), 2 ** 50)],
    ['a ledger entry', item({ client: SERVER_CLIENT, clock: 3, origin: id(SERVER_CLIENT, 2) })],
    ['a huge clock of the victim', item({ client: benClient, clock: 2 ** 50 })],
    ['a slot that nobody has', item({ client: clientIdFor(999, 1) })],
  ])('%s is left out', (_what, struct) => {
    const admission = admitToVolume(encodeStructs([struct], []), server, ada);
    expect(admission).toEqual({ kind: 'candidates', candidates: [], foreign: 1 });
  });

  test('a record that builds on a left out one has nothing to stand on', () => {
    const forged = item({ client: benClient, clock: 2, origin: id(benClient, 1) });
    const own = item({ origin: id(benClient, 2) });
    expect(admitToVolume(encodeStructs([forged, own], []), server, ada)).toEqual({ kind: 'gap' });
  });

  test.each([
    ['messages', message(ben, 'm3')],
    ['edits', edit(ben, 'e1', 'm1')],
    ['edits', deletion(ben, 'd1', 'm1')],
    ['reactions', reaction(ben, 'r2', 'm1')],
  ] as const)(
    'a record in %s that names another author is refused, and what follows it is not',
    (root, record) => {
      const adas = session(ada);
      adas.doc.getArray<unknown>(root).push([record]);
      adas.messages.push([message(ada, 'm4')]);
      const judged = candidatesOf(admitToVolume(all(adas), server, ada));
      expect(judged.map(({ refusal }) => refusal).sort()).toEqual(['malformed', null]);
      expect(judged.find(({ refusal }) => refusal !== null)).toMatchObject({ root, record: null });
    },
  );

  test('a record smuggled into another array by its origin is judged by the array where it stands', () => {
    const smuggled = new Y.ContentAny([message(ada, 'm3')]);
    const lastReaction = id(clientIdFor(cai.slot, 1), 0);
    const update = encodeStructs([item({ origin: lastReaction, parent: 'messages', content: smuggled })], []);
    expect(candidatesOf(admitToVolume(update, server, ada))).toMatchObject([
      { root: 'reactions', record: null, refusal: 'malformed' },
    ]);
  });

  test('a record smuggled by an origin in the same update is judged so too', () => {
    const first = item({ parent: 'edits', content: new Y.ContentAny([edit(ada, 'e1', 'm1')]) });
    const next = item({
      clock: 1,
      origin: id(ownClient, 0),
      content: new Y.ContentAny([message(ada, 'm3')]),
    });
    expect(candidatesOf(admitToVolume(encodeStructs([first, next], []), server, ada))).toMatchObject([
      { root: 'edits', refusal: null },
      { root: 'edits', record: null, refusal: 'malformed' },
    ]);
  });
});

describe('[S28] deletions by members are left out', () => {
  const { server, state, benClient } = conversation();

  test('of others\u2019 records, by update and by the second step of a handshake', () => {
    const adas = session(ada, 1, state);
    adas.messages.delete(0, 2);
    adas.doc.getArray('ledger').delete(0, 3);
    for (const update of [all(adas), Y.encodeStateAsUpdate(adas.doc, Y.encodeStateVector(server))]) {
      expect(Y.decodeUpdate(update).ds.clients.size).toBeGreaterThan(0);
      expect(admitToVolume(update, server, ada)).toEqual({ kind: 'candidates', candidates: [], foreign: 0 });
    }
  });

  test('of what others will write, and of 2⁵⁰ records', () => {
    const deleted = [
      { client: benClient, clock: 2, length: 1_000 },
      { client: ownClient, clock: 0, length: 2 ** 50 },
    ];
    const update = encodeStructs([item()], deleted);
    expect(candidatesOf(admitToVolume(update, server, ada))).toHaveLength(1);
    expect(candidatesOf(admitToVolume(encodeStructs([], deleted), server, ada))).toEqual([]);
  });
});

describe('[S28] the same place said twice', () => {
  const two = (...blocks: Y.Item[][]): Uint8Array => {
    // One block for each, which `encodeStructs` would join: clients may come in any number of blocks.
    const encoder = new Y.UpdateEncoderV1();
    encoding.writeVarUint(encoder.restEncoder, blocks.length);
    for (const block of blocks) {
      encoding.writeVarUint(encoder.restEncoder, block.length);
      encoder.writeClient(block[0]!.id.client);
      encoding.writeVarUint(encoder.restEncoder, block[0]!.id.clock);
      for (const struct of block) struct.write(encoder, 0);
    }
    encoding.writeVarUint(encoder.restEncoder, 0);
    return encoder.toUint8Array();
  };
  const run = (clock: number, ...written: string[]) =>
    item({
      clock,
      origin: clock === 0 ? null : id(ownClient, clock - 1),
      content: new Y.ContentAny(written.map((name) => message(ada, name))),
    });

  test('in one update counts once, the first time', () => {
    const update = two([run(0, 'm0', 'm1', 'm2')], [run(0, 'x0', 'x1')], [run(1, 'y1', 'y2', 'y3', 'y4')]);
    const candidates = candidatesOf(admitToVolume(update, serverWith(), ada));
    expect(candidates.map(({ clock }) => clock)).toEqual([0, 1, 2, 3, 4]);
    expect(candidates.map(({ record }) => record?.id)).toEqual(names('m0', 'm1', 'm2', 'y3', 'y4'));
  });

  test('a shorter repetition does not turn the clock back', () => {
    const update = two([run(0, 'm0', 'm1', 'm2', 'm3')], [run(0, 'm0')], [run(1, 'x1', 'x2')]);
    expect(recordsOf(admitToVolume(update, serverWith(), ada))).toEqual(names('m0', 'm1', 'm2', 'm3'));
  });
});

describe('[S28] bytes that are no update, or a strange one', () => {
  const { server, state } = conversation();
  const adas = session(ada, 1, state);
  adas.messages.push([message(ada, 'm3')]);
  adas.reactions.push([reaction(ada, 'r2', 'm1')]);
  const good = Y.encodeStateAsUpdate(adas.doc, Y.encodeStateVector(server));
  const refused: Admission = { kind: 'impossible', why: 'not an update' };

  test('the good one is good', () => {
    expect(recordsOf(admitToVolume(good, server, ada))).toEqual(names('m3', 'r2'));
  });

  test('an update cut short anywhere is none', () => {
    for (let length = 0; length < good.length; length++)
      expect(admitToVolume(good.slice(0, length), server, ada)).toEqual(refused);
  });

  test('a view into a larger frame is not read past its end', () => {
    const frame = new Uint8Array([...good, ...good]);
    expect(admitToVolume(frame.subarray(0, good.length - 1), server, ada)).toEqual(refused);
    expect(recordsOf(admitToVolume(frame.subarray(0, good.length), server, ada))).toEqual(names('m3', 'r2'));
  });

  test.each<[what: string, bytes: Uint8Array]>([
    ['no bytes', new Uint8Array()],
    ['a frame that is too long', new Uint8Array(FRAME_BYTES_MAX + 1)],
    ['the largest count of clients', new Uint8Array([255, 255, 255, 255, 255, 255, 255, 15])],
    ['a count that is no safe integer', new Uint8Array(12).fill(255)],
  ])('%s', (_what, bytes) => {
    expect(admitToVolume(bytes, server, ada)).toEqual(refused);
  });

  test('values nested as deep as may be are refused as records, deeper ones end the document', () => {
    expect(candidatesOf(admitToVolume(nested(NESTING_MAX), server, ada))).toMatchObject([
      { refusal: 'malformed' },
    ]);
    for (const depth of [NESTING_MAX + 1, 200_000])
      expect(admitToVolume(nested(depth), server, ada)).toEqual({
        kind: 'impossible',
        why: 'nested too deeply',
      });
  });

  test('an item without content is passed over', () => {
    const update = encodeStructs([item({ content: new Y.ContentAny([]) })], []);
    expect(candidatesOf(admitToVolume(update, server, ada))).toEqual([]);
  });

  test('20,000 changed updates neither throw nor let anything in that is not ada\u2019s and well-formed', () => {
    const chance = createChance(20_260_101);
    let [differed, refusedWhole] = [0, 0];
    for (let at = 0; at < 20_000; at++) {
      const changed = good.slice();
      for (let flips = chance.integer(1, 6); flips > 0; flips--)
        changed[chance.integer(0, changed.length - 1)] = chance.integer(0, 255);
      const admission = admitToVolume(changed, server, ada);
      if (admission.kind !== 'candidates') {
        refusedWhole++;
        continue;
      }
      differed++;
      for (const { record, refusal, client } of admission.candidates) {
        expect(record === null ? refusal : record.by).toBe(record === null ? 'malformed' : ada.userId);
        expect(Math.floor(client / 2 ** 32)).toBe(ada.slot);
      }
    }
    expect(Math.min(differed, refusedWhole)).toBeGreaterThan(500);
  });

  test('20,000 random frames do not throw', () => {
    const chance = createChance(7);
    for (let at = 0; at < 20_000; at++) {
      const bytes = Uint8Array.from({ length: chance.integer(0, 40) }, () => chance.integer(0, 255));
      expect(['gap', 'impossible', 'candidates']).toContain(admitToVolume(bytes, server, ada).kind);
    }
  });
});

/** A message of ada's that is nothing but arrays in arrays. */
function nested(depth: number): Uint8Array {
  const encoder = new Y.UpdateEncoderV1();
  const out = encoder.restEncoder;
  for (const number of [1, 1]) encoding.writeVarUint(out, number);
  encoder.writeClient(ownClient);
  encoding.writeVarUint(out, 0);
  encoding.writeUint8(out, 8); // an item of plain JSON
  encoder.writeParentInfo(true);
  encoder.writeString('messages');
  encoding.writeVarUint(out, 1);
  for (let at = 0; at < depth; at++) encoding.writeUint8Array(out, new Uint8Array([117, 1]));
  encoding.writeUint8Array(out, new Uint8Array([117, 0, 0]));
  return encoder.toUint8Array();
}

describe('one bad record', () => {
  test.each<[what: string, value: unknown, refusal: string]>([
    ['too long', message(ada, 'bad', { text: 'x'.repeat(TEXT_MAX + 1) }), 'too-long'],
    ['empty', message(ada, 'bad', { text: ' ' }), 'empty'],
    ['not an object', 'text', 'malformed'],
    ['null', null, 'malformed'],
    [
      'of a later version, with a key that is unknown here',
      { ...message(ada, 'bad'), mood: 'good' },
      'malformed',
    ],
    ['in the wrong array', reaction(ada, 'bad', 'm1'), 'malformed'],
  ])('%s is refused at its place, between good ones', (_what, value, refusal) => {
    const adas = session(ada);
    adas.doc.getArray<unknown>('messages').push([message(ada, 'm1'), value, message(ada, 'm2')]);
    const candidates = candidatesOf(admitToVolume(all(adas), serverWith(), ada));
    expect(candidates.map((one) => [one.clock, one.record?.id ?? null, one.refusal])).toEqual([
      [0, recordId('m1'), null],
      [1, null, refusal],
      [2, recordId('m2'), null],
    ]);
  });
});

test('every person of these tests has a slot of their own', () => {
  expect(new Set(people.map(({ slot }) => slot)).size).toBe(people.length);
});
