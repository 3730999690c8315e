import { expect, test } from 'vitest';
import * as Y from 'yjs';
import {
  ada,
  all,
  ben,
  edit,
  message,
  recordId,
  session,
  type Person,
  type Session,
} from '../../../tests/convergence/people.ts';
import { Rows } from '../../../tests/convergence/rows.ts';
import { admitToVolume } from './admission.ts';
import { volumeOf } from './group-document.ts';
import { bringAlong, takenBy, waitingRecords, type TakenRecord } from './own-records.ts';

/** A server that takes what its people send by the real gate and the real decisions. */
class Server {
  readonly doc = new Y.Doc();
  readonly #rows = new Rows();

  constructor() {
    volumeOf(this.doc);
  }

  take(author: Person, update: Uint8Array): void {
    const admission = admitToVolume(update, this.doc, author);
    if (admission.kind !== 'candidates') throw new Error(JSON.stringify(admission));
    Y.applyUpdate(this.doc, this.#rows.commit({ author, candidates: admission.candidates })!);
  }
}

/** Lets the server take what a session has, and gives it the answer. @returns what it saw taken away */
function deliver(server: Server, to: Session, of = ada): TakenRecord[] {
  const seen: TakenRecord[] = [];
  const note = (transaction: Y.Transaction) => seen.push(...takenBy(transaction, to, of.userId));
  to.doc.on('afterTransaction', note);
  server.take(of, all(to));
  Y.applyUpdate(to.doc, Y.encodeStateAsUpdate(server.doc, Y.encodeStateVector(to.doc)));
  to.doc.off('afterTransaction', note);
  return seen;
}

test('[S19] a refused record can be read, with the reason, while it is taken away', () => {
  const server = new Server();
  const adas = session(ada);
  const long = message(ada, 'm2', { text: 'x'.repeat(8_001) });
  adas.messages.push([message(ada, 'm1'), long]);
  adas.edits.push([edit(ada, 'e1', 'nowhere', 'kept words')]);
  expect(waitingRecords(adas, ada.userId).map(({ record }) => record.id)).toEqual(
    ['m1', 'm2', 'e1'].map(recordId),
  );
  expect(deliver(server, adas)).toMatchObject([
    { root: 'messages', record: long, fate: { refused: 'too-long' } },
    { root: 'edits', record: { text: 'kept words' }, fate: { refused: 'unknown-target' } },
  ]);
  expect(adas.messages.toArray().map(({ id }) => id)).toEqual([recordId('m1')]);
  expect(waitingRecords(adas, ada.userId)).toEqual([]);
});

test('a record that has no readable id is found by its place', () => {
  const server = new Server();
  const adas = session(ada);
  const nameless = { by: ada.userId, text: 'who am I' };
  (adas.messages as Y.Array<unknown>).push([nameless]);
  expect(deliver(server, adas)).toMatchObject([{ record: nameless, fate: { refused: 'malformed' } }]);
});

test('what a deletion erases, and what others lose, was not refused', () => {
  const server = new Server();
  const [adas, bens] = [session(ada), session(ben)];
  adas.messages.push([message(ada, 'm1')]);
  deliver(server, adas);
  deliver(server, bens, ben);
  adas.edits.push([
    { id: recordId('d1'), by: ada.userId, to: recordId('m1'), deleted: true, at: 1 },
    edit(ada, 'e1', 'm1'),
  ]);
  expect(deliver(server, adas)).toMatchObject([
    { record: { id: recordId('e1') }, fate: { refused: 'target-deleted' } },
  ]);
  expect(deliver(server, bens, ben)).toEqual([]);
  expect(bens.messages.toArray()).toEqual([]);
});

test('what waits moves into a new replica once', () => {
  const server = new Server();
  const adas = session(ada);
  adas.messages.push([message(ada, 'm1')]);
  deliver(server, adas);
  adas.messages.push([message(ada, 'm2')]);
  adas.edits.push([edit(ada, 'e1', 'm1')]);
  const fresh = session(ada, 2, Y.encodeStateAsUpdate(server.doc));
  bringAlong(adas, fresh, ada.userId);
  bringAlong(adas, fresh, ada.userId);
  expect(waitingRecords(volumeOf(fresh.doc), ada.userId).map(({ record }) => record.id)).toEqual(
    ['m2', 'e1'].map(recordId),
  );
  expect(fresh.messages.toArray().map(({ id }) => id)).toEqual(['m1', 'm2'].map(recordId));
});
