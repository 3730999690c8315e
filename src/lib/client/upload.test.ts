import { beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import {
  ada,
  all,
  ben,
  message,
  recordId,
  session,
  type Session,
} from '../../../tests/convergence/people.ts';
import { SLICE } from '#domain/own-backlog.ts';
import { uploadFor, type Upload } from './upload.ts';

const NOTHING = Uint8Array.of(0, 0);
const HAS_NOTHING = Y.encodeStateVector(new Y.Doc());

/** What goes out, oldest first. */
let out: { kind: 'answer' | 'update' | 'beyond repair'; update: Uint8Array }[];
let adas: Session;
let upload: Upload;

const uploadOf = (name: string, { doc }: Session): Upload =>
  uploadFor(name, doc, {
    answer: (update) => void out.push({ kind: 'answer', update }),
    update: (update) => void out.push({ kind: 'update', update }),
    beyondRepair: () => void out.push({ kind: 'beyond repair', update: NOTHING }),
  });
const kinds = () => out.map(({ kind }) => kind);
/** Ids of the messages in what went out at this place, which stands on all before it. */
const idsIn = (at: number): string[] => {
  const doc = new Y.Doc();
  const messages = doc.getArray<{ id: string }>('messages');
  for (const { update } of out.slice(0, at)) Y.applyUpdate(doc, update);
  const before = messages.length;
  Y.applyUpdate(doc, out[at]!.update);
  return messages
    .toArray()
    .slice(before)
    .map(({ id }) => id);
};
const ids = (...names: string[]) => names.map(recordId);
const write = (...names: string[]) => adas.messages.push(names.map((name) => message(ada, name)));
/** As the line does: what the server sends is heard, then applied. */
const hear = (update: Uint8Array) => {
  upload.heard(update);
  Y.applyUpdate(adas.doc, update, 'server');
};

beforeEach(() => {
  out = [];
  adas = session(ada);
  upload = uploadOf('group/AAAAAAAAAAAAAAAA/1', adas);
  adas.doc.on('update', (update: Uint8Array, origin) => upload.changed(update, origin === 'server'));
});

describe('a volume', () => {
  test('nothing goes out before the server asks, nor after the connection ended', () => {
    write('m1');
    upload.acknowledged();
    expect(out).toEqual([]);
    upload.asked(HAS_NOTHING);
    upload.ended();
    write('m2');
    upload.acknowledged();
    expect(kinds()).toEqual(['answer']);
  });

  test('the server, which waits for it, gets an answer that says nothing where nothing is lacking', () => {
    upload.asked(HAS_NOTHING);
    expect(out).toEqual([{ kind: 'answer', update: NOTHING }]);
  });

  test('one slice is on its way at a time; what is written meanwhile is in the next', () => {
    write('m1');
    upload.asked(HAS_NOTHING);
    write('m2');
    write('m3');
    expect(kinds()).toEqual(['answer']);
    upload.acknowledged();
    expect(kinds()).toEqual(['answer', 'update']);
    expect([idsIn(0), idsIn(1)]).toEqual([ids('m1'), ids('m2', 'm3')]);
    upload.acknowledged();
    write('m4');
    expect([kinds().length, idsIn(2)]).toEqual([3, ids('m4')]);
  });

  test('no slice is larger than the bound', () => {
    write(...Array.from({ length: SLICE.records + 1 }, (_, at) => `m${at}`));
    upload.asked(HAS_NOTHING);
    expect(idsIn(0)).toHaveLength(SLICE.records);
    upload.acknowledged();
    expect(idsIn(1)).toEqual(ids(`m${SLICE.records}`));
  });

  test('a new question begins anew from what it names', () => {
    write('m1');
    upload.asked(HAS_NOTHING);
    upload.acknowledged();
    write('m2');
    upload.asked(HAS_NOTHING);
    expect(kinds()).toEqual(['answer', 'update', 'answer']);
    expect(Y.parseUpdateMeta(out[2]!.update).to).toEqual(new Map([[adas.client, 2]]));
  });

  test('[S27] what a neighbouring tab wrote goes up too, also when it had waited here for the server', () => {
    const bens = session(ben);
    bens.messages.push([message(ben, 'm1')]);
    const neighbour = session(ada, 2, all(bens));
    const known = Y.encodeStateVector(neighbour.doc);
    neighbour.messages.push([message(ada, 'm2')]);
    upload.asked(HAS_NOTHING);
    upload.acknowledged();
    Y.applyUpdate(adas.doc, Y.encodeStateAsUpdate(neighbour.doc, known), 'the neighbour');
    expect(adas.messages).toHaveLength(0);
    hear(all(bens));
    expect(kinds()).toEqual(['answer', 'update']);
    expect([...Y.parseUpdateMeta(out[1]!.update).to]).toEqual([[neighbour.client, 1]]);
  });

  test('what the person wrote on another device, and the server sent, does not go back', () => {
    upload.asked(HAS_NOTHING);
    upload.acknowledged();
    const phone = session(ada, 2);
    phone.messages.push([message(ada, 'm1')]);
    hear(all(phone));
    write('m2');
    expect(kinds()).toEqual(['answer', 'update']);
    expect([...Y.parseUpdateMeta(out[1]!.update).to]).toEqual([[adas.client, 1]]);
  });

  test('what no honest device sends is told once, and nothing goes out until the server asks again', () => {
    upload.asked(HAS_NOTHING);
    upload.acknowledged();
    adas.doc.transact(() => {
      write('m1', 'm2');
      adas.messages.delete(0, 1);
    });
    write('m3');
    expect(kinds()).toEqual(['answer', 'beyond repair']);
  });
});

describe('a person\u2019s own document', () => {
  test('is answered with all the server lacks, then sent as it is written, and never sent back', () => {
    const name = 'user/AAAAAAAAAAAAAAAA';
    upload = uploadOf(name, adas);
    const map = adas.doc.getMap('read');
    map.set('before', 1);
    upload.asked(HAS_NOTHING);
    map.set('after', 2);
    const phone = session(ada, 2);
    phone.doc.getMap('read').set('elsewhere', 3);
    hear(all(phone));
    expect(kinds()).toEqual(['answer', 'update']);
    upload.ended();
    map.set('without a connection', 4);
    expect(kinds()).toEqual(['answer', 'update']);
  });
});

test.each(['head/AAAAAAAAAAAAAAAA', 'inbox/AAAAAAAAAAAAAAAA', 'directory', 'nonsense'])(
  'nothing is ever said in %s, which only the server writes',
  (name) => {
    upload = uploadOf(name, adas);
    write('m1');
    upload.asked(HAS_NOTHING);
    write('m2');
    upload.acknowledged();
    expect(out).toEqual([{ kind: 'answer', update: NOTHING }]);
  },
);
