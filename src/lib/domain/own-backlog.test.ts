import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import {
  ada,
  all,
  ben,
  cai,
  edit,
  message,
  people,
  reaction,
  recordId,
  session,
  type Person,
  type Session,
} from '../../../tests/convergence/people.ts';
import { Rows } from '../../../tests/convergence/rows.ts';
import { admitToVolume } from './admission.ts';
import { clientIdFor } from './client-id.ts';
import { encodeChange } from './encode-update.ts';
import { volumeOf } from './group-document.ts';
import type { Message } from './records.ts';
import { ownBacklog, SLICE, slicesOf, type Slice, type SliceBounds } from './own-backlog.ts';

const clocksOf = (doc: Y.Doc) => Y.decodeStateVector(Y.encodeStateVector(doc));
const nothing = new Map<number, number>();

/** A server that takes what its people send by the real gate and the real decisions. */
class Server {
  readonly doc = new Y.Doc();
  readonly rows = new Rows();

  constructor() {
    volumeOf(this.doc);
  }

  /** @returns ids of the records in the order in which they were taken */
  take(author: Person, update: Uint8Array): string[] {
    const admission = admitToVolume(update, this.doc, author);
    if (admission.kind !== 'candidates') throw new Error(JSON.stringify(admission));
    Y.applyUpdate(this.doc, this.rows.commit({ author, candidates: admission.candidates })!);
    return admission.candidates.map(({ record }) => record?.id ?? 'none');
  }

  /** The next slice of a document goes up, as a device sends it. @returns null when there is none left */
  takeNext(author: Person, { doc }: Session, bounds: SliceBounds = SLICE): Slice | null {
    const backlog = ownBacklog(doc, clocksOf(this.doc), author.slot);
    const slice = slicesOf(backlog ?? [], bounds).next().value;
    if (slice === undefined) return null;
    const taken = this.take(author, slice.update);
    expect(taken).toHaveLength(slice.records);
    expect(slice.records).toBeLessThanOrEqual(bounds.records);
    for (const [client, end] of slice.ends) expect(Y.getState(this.doc.store, client)).toBe(end);
    return slice;
  }

  takeAll(author: Person, from: Session, bounds?: SliceBounds): Slice[] {
    const slices: Slice[] = [];
    for (let next = this.takeNext(author, from, bounds); next; next = this.takeNext(author, from, bounds))
      slices.push(next);
    return slices;
  }

  /** Ids of the accepted messages by `seq`. */
  get messages(): string[] {
    return this.rows.tables.decided.filter(({ seq }) => seq !== null).map(({ id }) => id);
  }
}

const idsIn = ({ messages }: Session) => messages.toArray().map(({ id }) => id);
const append = (to: Session, root: 'messages' | 'edits' | 'reactions', ...values: unknown[]) =>
  to.doc.getArray<unknown>(root).push(values);

describe('a backlog in slices', () => {
  test('2,000 messages that Yjs joined into one item go up in four, each after the one before', () => {
    const adas = session(ada);
    for (let at = 0; at < 2_000; at++) adas.messages.push([message(ada, `m${at}`)]);
    expect(Y.decodeUpdate(all(adas)).structs).toHaveLength(1);
    const server = new Server();
    expect(server.takeAll(ada, adas).map(({ records }) => records)).toEqual([500, 500, 500, 500]);
    expect(server.messages).toEqual(idsIn(adas));
  });

  test('a slice ends before it grows too large, and one record is always taken', () => {
    const adas = session(ada);
    const text = 'x'.repeat(1_000);
    for (const name of ['m1', 'm2', 'm3', 'm4', 'm5'])
      adas.messages.push([message(ada, name, name === 'm4' ? { text: text.repeat(5) } : { text })]);
    const slices = new Server().takeAll(ada, adas, { records: 100, bytes: 2_500 });
    expect(slices.map(({ records }) => records)).toEqual([2, 1, 1, 1]);
  });

  test('what the server has of a session is left out, in the middle of an item too', () => {
    const adas = session(ada);
    append(adas, 'messages', message(ada, 'm1'), message(ada, 'm2'));
    const server = new Server();
    server.takeAll(ada, adas);
    adas.messages.push([message(ada, 'm3')]);
    const [slice, ...others] = server.takeAll(ada, adas);
    expect(others).toEqual([]);
    expect(Y.decodeUpdate(slice!.update).structs).toMatchObject([
      { id: { client: adas.client, clock: 2 }, length: 1, origin: { client: adas.client, clock: 1 } },
    ]);
    expect(server.messages).toEqual(idsIn(adas));
  });

  test('others\u2019 records and the ledger are never in it', () => {
    const server = new Server();
    const bens = session(ben);
    bens.messages.push([message(ben, 'm1')]);
    server.takeAll(ben, bens);
    const adas = session(ada, 1, all(server));
    expect(ownBacklog(adas.doc, nothing, ada.slot)).toEqual([]);
    adas.messages.push([message(ada, 'm2')]);
    const [slice] = server.takeAll(ada, adas);
    expect([...Y.parseUpdateMeta(slice!.update).to]).toEqual([[adas.client, 1]]);
  });

  test('[S4] 10,000 records of as many sessions keep their order', () => {
    // Falling ids, so that Yjs writes them the other way round; made without a document, where each would take 2 ms.
    const client = (at: number) => clientIdFor(ada.slot, 20_000 - at);
    const chain = Array.from({ length: 10_000 }, (_, at) => ({
      client: client(at),
      clock: 0,
      root: 'messages' as const,
      origin: at === 0 ? null : Y.createID(client(at - 1), 0),
      record: message(ada, `m${at}`),
      isKept: true,
    }));
    const long = session(ada, 1, encodeChange({ candidates: chain, ledger: [], firstRev: 1, erased: [] }));
    expect(long.messages).toHaveLength(10_000);
    const backlog = ownBacklog(long.doc, nothing, ada.slot)!;
    const slices = [...slicesOf(backlog)];
    expect(slices).toHaveLength(20);
    expect(backlog.map(({ record }) => record?.id)).toEqual(idsIn(long));
  });

  test('an edit waits for its message, though a neighbour heard of the edit first', () => {
    const [first, second, third] = [session(ada, 3), session(ada, 2), session(ada, 1)];
    first.messages.push([message(ada, 'm1')]);
    Y.applyUpdate(second.doc, all(first));
    const before = Y.encodeStateVector(second.doc);
    second.edits.push([edit(ada, 'e1', 'm1')]);
    Y.applyUpdate(third.doc, Y.encodeStateAsUpdate(second.doc, before));
    third.messages.push([message(ada, 'm0')]);
    third.edits.push([edit(ada, 'e2', 'm0')]); // Appended to e1.
    third.messages.push([message(ada, 'm2')]); // Further left than m1, which was not here yet.
    Y.applyUpdate(third.doc, all(first));
    expect(idsIn(third)).toEqual(['m0', 'm2', 'm1'].map(recordId));
    const server = new Server();
    server.takeAll(ada, third, { records: 1, bytes: 1 });
    for (const name of ['m0', 'm1', 'm2', 'e1', 'e2'])
      expect(server.rows.outcomeOf(recordId(name)), name).toBe('accepted');
  });

  test('what a faulty version wrote goes up like the rest, for the server to refuse', () => {
    const adas = session(ada);
    append(adas, 'messages', null, 'bad', { id: 1 }, message(ada, 'm1'));
    append(adas, 'edits', null, { to: 1 }, edit(ada, 'e1', 'm1'));
    const server = new Server();
    server.takeAll(ada, adas, { records: 1, bytes: 1 });
    expect(server.messages).toEqual([recordId('m1')]);
    expect(server.rows.outcomeOf(recordId('e1'))).toBe('accepted');
  });
});

describe('a replica beyond repair', () => {
  test.each<[what: string, change: (adas: Session) => void]>([
    ['a record deleted here', ({ messages }) => messages.delete(1, 1)],
    ['a record in the middle', ({ messages }) => messages.insert(1, [message(ada, 'm9')])],
    ['a nested type', ({ doc }) => doc.getArray('messages').push([new Y.Map()])],
    ['another root', ({ doc }) => doc.getArray('elsewhere').push([1])],
  ])('%s is told, and nothing is sent', (_what, change) => {
    const adas = session(ada);
    append(adas, 'messages', message(ada, 'm1'), message(ada, 'm2'), message(ada, 'm3'));
    expect(ownBacklog(adas.doc, nothing, ada.slot)).toHaveLength(3);
    change(adas);
    expect(ownBacklog(adas.doc, nothing, ada.slot)).toBeNull();
  });

  test('a record that the server refused is no such thing: it is deleted there too', () => {
    const adas = session(ada);
    append(adas, 'messages', message(ada, 'm1'), 'bad', message(ada, 'm2'));
    const server = new Server();
    server.takeAll(ada, adas);
    Y.applyUpdate(adas.doc, all(server));
    adas.messages.push([message(ada, 'm3')]);
    server.takeAll(ada, adas);
    expect(server.messages).toEqual(idsIn(adas));
  });
});

const tab = fc.integer({ min: 0, max: 2 });
const step = fc.oneof(
  fc.record({ do: fc.constant('write' as const), tab, of: fc.nat(4), pick: fc.nat() }),
  fc.record({ do: fc.constant('hear' as const), tab, from: tab }),
  fc.record({
    do: fc.constant('reload' as const),
    tab,
    random32: fc.integer({ min: 100, max: 2 ** 32 - 1 }),
  }),
  fc.record({ do: fc.constant('sync' as const), tab }),
  fc.record({ do: fc.constant('send' as const), tab, records: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ do: fc.constant('others write' as const), who: fc.nat(1) }),
);

type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;

/** One person's device with three tabs, the server, and two others who write there. */
class Scene {
  readonly server = new Server();
  readonly author: Person;
  readonly tabs: Session[];
  readonly others: { person: Person; session: Session }[];
  /** Numbers used: two sessions under one client id are no scene of this test. */
  readonly #reloaded = new Set<number>();
  #written = 0;

  constructor(author: Person) {
    this.author = author;
    this.tabs = [10, 20, 30].map((random32) => session(author, random32));
    this.others = people
      .filter((person) => person !== author)
      .map((person) => ({ person, session: session(person) }));
  }

  write(at: number, of: number, pick: number): void {
    const to = this.tabs[at]!;
    const name = `w${this.#written++}`;
    const known = to.messages.toArray();
    const own = known.filter(({ by }) => by === this.author.userId);
    const target = (among: Message[]) => among[pick % among.length]!.id.replace(/-+$/, '');
    if (of === 0 && own.length > 0) to.edits.push([edit(this.author, name, target(own))]);
    else if (of === 1 && known.length > 0)
      to.reactions.push([reaction(this.author, name, target(known), pick % 2 === 0)]);
    else to.messages.push([message(this.author, name)]);
  }

  reload(at: number, random32: number): void {
    const isTaken = this.#reloaded.has(random32);
    this.#reloaded.add(random32);
    if (!isTaken) this.tabs[at] = session(this.author, random32, ...this.tabs.map(all));
  }

  othersWrite(who: number): void {
    const { person, session: theirs } = this.others[who]!;
    Y.applyUpdate(theirs.doc, all(this.server));
    theirs.messages.push([message(person, `o${this.#written++}`)]);
    this.server.takeAll(person, theirs);
  }

  run(one: Step): void {
    if (one.do === 'write') this.write(one.tab, one.of, one.pick);
    else if (one.do === 'hear') Y.applyUpdate(this.tabs[one.tab]!.doc, all(this.tabs[one.from]!));
    else if (one.do === 'reload') this.reload(one.tab, one.random32);
    else if (one.do === 'sync') Y.applyUpdate(this.tabs[one.tab]!.doc, all(this.server));
    else if (one.do === 'send')
      this.server.takeNext(this.author, this.tabs[one.tab]!, { records: one.records, bytes: 10_000 });
    else this.othersWrite(one.who);
  }
}

test('[S4] [S5] whatever sessions, tabs and others did, every slice is taken, in the order written', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(ada, ben, cai),
      fc.array(step, { maxLength: 60, size: 'max' }),
      fc.integer({ min: 1, max: 12 }),
      (author, steps, records) => {
        const scene = new Scene(author);
        for (const one of steps) scene.run(one);
        const { server } = scene;
        const device = session(author, 40, ...scene.tabs.map(all));
        const sent = new Set(server.messages);
        const unsent = idsIn(device).filter((id) => id.startsWith('w') && !sent.has(id));
        const before = server.messages.length;
        while (server.takeNext(author, device, { records, bytes: 10_000 }) !== null)
          scene.othersWrite(records % 2);
        expect(server.messages.slice(before).filter((id) => id.startsWith('w'))).toEqual(unsent);
        expect(server.doc.store.pendingStructs).toBeNull();
        for (const own of [device.messages, device.edits, device.reactions])
          for (const { id, by } of own.toArray())
            if (by === author.userId) expect(server.rows.outcomeOf(id)).toBe('accepted');
        Y.applyUpdate(device.doc, all(server));
        expect(device.doc.toJSON()).toEqual(server.doc.toJSON());
      },
    ),
    { numRuns: 150, ...(process.env['SEED'] ? { seed: Number(process.env['SEED']) } : {}) },
  );
});
