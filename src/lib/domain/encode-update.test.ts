import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import {
  ada,
  all,
  ben,
  cai,
  edit,
  message,
  reaction,
  recordId,
  session,
  type Person,
  type Session,
} from '../../../tests/convergence/people.ts';
import { Rows } from '../../../tests/convergence/rows.ts';
import { admitToVolume } from './admission.ts';
import { CARRY_CLIENT } from './client-id.ts';
import { encodeChange, encodeStructs } from './encode-update.ts';
import { foldVolume } from './fold-group.ts';
import { volumeOf } from './group-document.ts';
import { placeName } from './ledger.ts';
import { TEXT_MAX } from './limits.ts';
import type { GroupRecord, MemberRoot } from './records.ts';

/** A server that takes what its people send: gate, log, and the update that everybody gets. */
class Server {
  readonly rows = new Rows();
  readonly doc = new Y.Doc();

  constructor() {
    volumeOf(this.doc);
  }

  /** @returns the update that goes to everybody */
  take(author: Person, update: Uint8Array): Uint8Array {
    const admission = admitToVolume(update, this.doc, author);
    if (admission.kind !== 'candidates') throw new Error(JSON.stringify(admission));
    const decided = this.rows.commit({ author, candidates: admission.candidates })!;
    Y.applyUpdate(this.doc, decided);
    return decided;
  }
}

const append = (to: Session, root: 'messages' | 'edits' | 'reactions', ...values: unknown[]) =>
  to.doc.getArray<unknown>(root).push(values);
const contentOf = (doc: Y.Doc) => doc.toJSON() as Record<string, unknown[]>;
const idsIn = (doc: Y.Doc, root: string) => (contentOf(doc)[root] as { id: string }[]).map(({ id }) => id);

function expectEqual(...docs: Y.Doc[]): void {
  for (const doc of docs) {
    expect(doc.store.pendingStructs).toBeNull();
    expect(doc.store.pendingDs).toBeNull();
    expect(doc.toJSON()).toEqual(docs[0]!.toJSON());
    expect(Y.encodeStateVector(doc)).toEqual(Y.encodeStateVector(docs[0]!));
    expect(Y.equalSnapshots(Y.snapshot(doc), Y.snapshot(docs[0]!))).toBe(true);
  }
}

describe('what was decided', () => {
  test('[S1] is the same in the author\u2019s document, in others\u2019 and in a fresh one', () => {
    const server = new Server();
    const [adas, bens] = [session(ada), session(ben)];
    append(adas, 'messages', message(ada, 'm1'), message(ada, 'm2', { replyTo: recordId('m1') }));
    append(adas, 'reactions', reaction(ada, 'r1', 'm1'));
    append(bens, 'messages', message(ben, 'm3'));
    for (const update of [server.take(ada, all(adas)), server.take(ben, all(bens))])
      for (const { doc } of [adas, bens]) Y.applyUpdate(doc, update);
    expectEqual(server.doc, adas.doc, bens.doc);
    expect(contentOf(server.doc)['ledger']).toEqual(server.rows.ledger);
    expect(server.rows.ledger.map(([id, , seq]) => [id, seq])).toEqual([
      [recordId('m1'), 1],
      [recordId('m2'), 2],
      [recordId('r1'), undefined],
      [recordId('m3'), 3],
    ]);
  });

  test('[S1] comes out equal whatever order the updates arrive in', () => {
    const server = new Server();
    const adas = session(ada);
    const updates: Uint8Array[] = [];
    for (let at = 1; at <= 4; at++) {
      append(adas, 'messages', message(ada, `m${at}`));
      append(adas, 'edits', edit(ada, `e${at}`, `m${at}`));
      updates.push(server.take(ada, Y.encodeStateAsUpdate(adas.doc, Y.encodeStateVector(server.doc))));
      Y.applyUpdate(adas.doc, updates.at(-1)!);
    }
    const backwards = session(cai);
    for (const update of updates.toReversed()) Y.applyUpdate(backwards.doc, update);
    const merged = session(cai, 2, Y.mergeUpdates(updates));
    expectEqual(server.doc, adas.doc, backwards.doc, merged.doc);
  });

  test('[S25] a commit of unknown outcome, repeated, changes nothing', () => {
    const server = new Server();
    const adas = session(ada);
    append(adas, 'messages', message(ada, 'm1'), 'bad', message(ada, 'm2'));
    const admission = admitToVolume(all(adas), server.doc, ada);
    if (admission.kind !== 'candidates') throw new Error(admission.kind);
    const first = server.rows.commit({ author: ada, candidates: admission.candidates })!;
    const ledger = server.rows.ledger;
    const again = server.rows.commit({ author: ada, candidates: admission.candidates })!;
    Y.applyUpdate(server.doc, again); // Another instance may apply them in this order.
    Y.applyUpdate(server.doc, first);
    Y.applyUpdate(adas.doc, first);
    expect(server.rows.ledger).toEqual(ledger);
    expect(idsIn(server.doc, 'messages')).toEqual([recordId('m1'), recordId('m2')]);
    expectEqual(server.doc, adas.doc);
  });
});

describe('refused records', () => {
  test.each<[where: string, values: unknown[]]>([
    ['in the middle', [message(ada, 'm1'), 'bad', message(ada, 'm2')]],
    ['first', ['bad', message(ada, 'm1'), message(ada, 'm2')]],
    ['last', [message(ada, 'm1'), message(ada, 'm2'), 'bad']],
    ['several in a row', [message(ada, 'm1'), 'bad', 'bad', 'bad', message(ada, 'm2')]],
    ['every other one', ['bad', message(ada, 'm1'), 'bad', message(ada, 'm2'), 'bad']],
  ])('%s leave the author\u2019s clock whole and are deleted everywhere', (_where, values) => {
    const server = new Server();
    const adas = session(ada);
    append(adas, 'messages', ...values);
    const update = server.take(ada, all(adas));
    expect(Y.getState(server.doc.store, adas.client)).toBe(values.length);

    const bens = session(ben, 1, update);
    Y.applyUpdate(adas.doc, update);
    expect(idsIn(server.doc, 'messages')).toEqual([recordId('m1'), recordId('m2')]);
    expectEqual(server.doc, adas.doc, bens.doc);

    // What the author writes afterwards still gets in.
    append(adas, 'messages', message(ada, 'm3'));
    Y.applyUpdate(bens.doc, server.take(ada, all(adas)));
    Y.applyUpdate(adas.doc, Y.encodeStateAsUpdate(server.doc));
    expect(idsIn(bens.doc, 'messages')).toEqual(['m1', 'm2', 'm3'].map(recordId));
    expectEqual(server.doc, adas.doc, bens.doc);
  });

  test('are in nobody\u2019s document and in no update: their content does not leave the gate', () => {
    const server = new Server();
    const adas = session(ada);
    append(
      adas,
      'messages',
      message(ada, 'm1', { text: `secret${'x'.repeat(TEXT_MAX)}` }),
      message(ada, 'm2'),
    );
    const update = server.take(ada, all(adas));
    expect(Buffer.from(update).includes('secret')).toBe(false);
    expect(Buffer.from(update).includes('text of m2')).toBe(true);
  });

  test('all of them: the clock moves on, and the ledger says why', () => {
    const server = new Server();
    const adas = session(ada);
    append(adas, 'messages', 'bad', 'worse');
    Y.applyUpdate(adas.doc, server.take(ada, all(adas)));
    expect(contentOf(server.doc)).toMatchObject({ messages: [], edits: [], reactions: [] });
    expect(
      volumeOf(server.doc)
        .ledger.toArray()
        .map(([name, , fate]) => [name, fate]),
    ).toEqual([
      [placeName(adas.client, 0), { refused: 'malformed' }],
      [placeName(adas.client, 1), { refused: 'malformed' }],
    ]);
    expectEqual(server.doc, adas.doc);
  });

  test('[S12] of two devices an edit that came too late is deleted, and the rest of its update is not', () => {
    const server = new Server();
    const phone = session(ada, 1);
    append(phone, 'messages', message(ada, 'm1'));
    Y.applyUpdate(phone.doc, server.take(ada, all(phone)));
    const laptop = session(ada, 2, all(phone));
    append(phone, 'edits', { ...edit(ada, 'd1', 'm1'), text: undefined });
    const removal = { id: recordId('d2'), by: ada.userId, to: recordId('m1'), deleted: true, at: 1 };
    append(phone, 'edits', removal);
    append(laptop, 'edits', edit(ada, 'e1', 'm1'));
    append(laptop, 'messages', message(ada, 'm2'));
    const updates = [server.take(ada, all(phone)), server.take(ada, all(laptop))];
    for (const { doc } of [phone, laptop]) for (const update of updates) Y.applyUpdate(doc, update);
    expect(server.rows.outcomeOf(recordId('e1'))).toBe('target-deleted');
    expect(idsIn(server.doc, 'edits')).toEqual([recordId('d2')]);
    expect(idsIn(server.doc, 'messages')).toEqual([recordId('m2')]); // [S15] m1 is erased.
    expectEqual(server.doc, phone.doc, laptop.doc);
  });
});

test('[S4] a backlog of two sessions is one block for everybody', () => {
  const server = new Server();
  const bens = session(ben);
  append(bens, 'messages', message(ben, 'b1'));
  server.take(ben, all(bens));
  const monday = session(ada, 9);
  append(monday, 'messages', message(ada, 'm1'), message(ada, 'm2'));
  const tuesday = session(ada, 4, all(monday));
  append(tuesday, 'messages', message(ada, 'm3'));
  append(tuesday, 'edits', edit(ada, 'e1', 'm1'));
  server.take(ada, all(tuesday));
  Y.applyUpdate(tuesday.doc, Y.encodeStateAsUpdate(server.doc));
  expectEqual(server.doc, tuesday.doc);
  const volume = volumeOf(server.doc);
  const folded = foldVolume(
    {
      messages: volume.messages.toArray(),
      edits: volume.edits.toArray(),
      reactions: volume.reactions.toArray(),
      ledger: volume.ledger.toArray(),
    },
    cai.userId,
  );
  expect(folded.map(({ id, seq }) => [id, seq])).toEqual([
    [recordId('b1'), 1],
    [recordId('m1'), 2],
    [recordId('m2'), 3],
    [recordId('m3'), 4],
  ]);
  expect(folded[1]!.text).toBe('text of e1');
});

describe('what the server writes itself', () => {
  /** A record as the server carries it: of several arrays under one client id. */
  const carry = (clock: number, root: MemberRoot, record: GroupRecord, before: number | null) => ({
    ...{ client: CARRY_CLIENT, clock, root, record, isKept: true },
    origin: before === null ? null : Y.createID(CARRY_CLIENT, before),
  });
  const nothing = { ledger: [], firstRev: 1, erased: [] };

  test('records of several arrays that follow one another come apart again', () => {
    const doc = session(cai, 1).doc;
    const candidates = [
      carry(0, 'messages', message(ada, 'm1'), null),
      carry(1, 'edits', edit(ada, 'e1', 'm1'), null),
      carry(2, 'messages', message(ada, 'm2'), 0),
      carry(3, 'messages', message(ada, 'm3'), 2),
      carry(4, 'reactions', reaction(ada, 'r1', 'm1'), null),
    ];
    Y.applyUpdate(doc, encodeChange({ ...nothing, candidates }));
    expect(doc.store.pendingStructs).toBeNull();
    expect(['messages', 'edits', 'reactions'].map((root) => idsIn(doc, root))).toEqual([
      ['m1', 'm2', 'm3'].map(recordId),
      [recordId('e1')],
      [recordId('r1')],
    ]);
  });

  test('[S15] what is erased leaves every array, wherever it stands, and what stands beside it stays', () => {
    const adas = session(ada);
    append(adas, 'messages', message(ada, 'm1'), message(ada, 'm2'), message(ada, 'm3'));
    append(adas, 'edits', edit(ada, 'e1', 'm2'));
    const known = session(ben, 1, all(adas));
    append(known, 'reactions', reaction(ben, 'r1', 'm2'), reaction(ben, 'r2', 'm1'));
    const erased = [
      { client: known.client, clock: 0, length: 1 },
      { client: adas.client, clock: 3, length: 1 },
      { client: adas.client, clock: 1, length: 1 },
    ];
    Y.applyUpdate(known.doc, encodeChange({ ...nothing, candidates: [], erased }));
    expect(['messages', 'edits', 'reactions'].map((root) => idsIn(known.doc, root))).toEqual([
      ['m1', 'm3'].map(recordId),
      [],
      [recordId('r2')],
    ]);
    const bytes = Buffer.from(all(known));
    expect(['text of m2', 'text of e1', 'text of m1'].map((text) => bytes.includes(text))).toEqual([
      false,
      false,
      true,
    ]);
  });
});

describe('the bytes', () => {
  test('records that stand one after another are one struct, as Yjs itself would have written them', () => {
    const adas = session(ada);
    append(adas, 'messages', ...Array.from({ length: 100 }, (_, at) => message(ada, `m${at}`)));
    const admission = admitToVolume(all(adas), new Server().doc, ada);
    if (admission.kind !== 'candidates') throw new Error(admission.kind);
    const encoded = encodeChange({ candidates: admission.candidates, ledger: [], firstRev: 1, erased: [] });
    expect(Y.decodeUpdate(encoded).structs).toHaveLength(1);
    expect(encoded).toEqual(all(adas));
  });

  test('nothing decided is the empty update', () => {
    expect(encodeChange({ candidates: [], ledger: [], firstRev: 1, erased: [] })).toEqual(
      Y.encodeStateAsUpdate(new Y.Doc()),
    );
    expect(encodeStructs([], [])).toEqual(new Uint8Array([0, 0]));
  });

  test('what any document says is written as Yjs writes it', () => {
    const [adas, bens] = [session(ada), session(ben)];
    append(adas, 'messages', message(ada, 'm1'), message(ada, 'm2'));
    append(adas, 'edits', edit(ada, 'e1', 'm1'));
    Y.applyUpdate(bens.doc, all(adas));
    append(bens, 'messages', message(ben, 'm3'));
    const { structs } = Y.decodeUpdate(all(bens));
    expect(encodeStructs(structs as Y.Item[], [])).toEqual(all(bens));
  });

  test('deleted ranges of several clients are read back as given', () => {
    const deleted = [
      { client: 5, clock: 0, length: 3 },
      { client: 2 ** 40, clock: 7, length: 1 },
      { client: 5, clock: 9, length: 2 },
    ];
    const { ds } = Y.decodeUpdate(encodeStructs([], deleted));
    expect(
      [...ds.clients].map(([client, ranges]) => [client, ranges.map(({ clock, len }) => [clock, len])]),
    ).toEqual([
      [
        5,
        [
          [0, 3],
          [9, 2],
        ],
      ],
      [2 ** 40, [[7, 1]]],
    ]);
  });
});
