/** What a page of the lab has: the client's own modules, and shorthands for tests that look at rows. */
import * as Y from 'yjs';
import { Disk, type DiskEvents, type DiskState } from '#client/disk.ts';
import { answered } from '#client/indexeddb.ts';
import { Replica, type ReplicaOptions, type Salvage } from '#client/replica.ts';
import { Wire } from '#client/wire.ts';

export const NAME = 'group/lab/1';
const SLOT = 7;

export { Y, Disk, Replica };

/** What disks did in this page, oldest first. */
export const states: DiskState[] = [];

/** What was opened last in this page. */
export const here = {} as { doc: Y.Doc; disk: Disk; replica: Replica; letGo(): void };

export function openDisk(events: Partial<DiskEvents> = {}, epoch?: number): { doc: Y.Doc; disk: Disk } {
  const doc = new Y.Doc();
  const disk = new Disk(
    NAME,
    doc,
    { onState: (state) => states.push(state), onOutdated: () => {}, ...events },
    epoch,
  );
  return Object.assign(here, { doc, disk });
}

/** Nobody listens at that address: everything stays on the device. */
const wire = new Wire(location.origin.replace('http', 'ws'), () => Promise.resolve(''), {
  onStatus: () => {},
  onSync: () => {},
});

export function openReplica(options: Partial<ReplicaOptions> = {}): Replica {
  here.replica = new Replica({ name: NAME, slot: SLOT, wire, disk: '', salvage: salvageTexts, ...options });
  return here.replica;
}

const textsOf = (doc: Y.Doc): Y.Array<string> => doc.getArray('messages');

export const say = (doc: Y.Doc, text: string): void => textsOf(doc).push([text]);
export const said = (doc: Y.Doc): string[] => textsOf(doc).toArray();

/** Here every text is a record, is its own id, and was never accepted. */
export const salvageTexts: Salvage = (from, to) => {
  const held = new Set(said(to));
  textsOf(to).push(said(from).filter((text) => !held.has(text)));
};

/** What a server does with a text: deletes it, in the eyes of somebody who holds `doc`. */
export function eraseFromOutside(doc: Y.Doc, text: string): void {
  const elsewhere = new Y.Doc();
  Y.applyUpdate(elsewhere, Y.encodeStateAsUpdate(doc));
  textsOf(elsewhere).delete(said(elsewhere).indexOf(text), 1);
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(elsewhere, Y.encodeStateVector(doc)), 'the server');
}

/** The rows as they lie there, what is noted beside them, and the document that they make. */
export async function readRows() {
  const db = await answered(indexedDB.open(NAME));
  const transaction = db.transaction(['updates', 'custom']);
  const custom = transaction.objectStore('custom');
  const [rows, generation, epoch] = await Promise.all([
    answered(transaction.objectStore('updates').getAll() as IDBRequest<Uint8Array[]>),
    answered<unknown>(custom.get('generation')),
    answered<unknown>(custom.get('epoch')),
  ]);
  db.close();
  const doc = new Y.Doc();
  for (const row of rows) Y.applyUpdate(doc, row);
  const bytes = rows.map((row) => new TextDecoder('latin1').decode(row)).join('\n');
  const clients = [...doc.store.clients.keys()];
  return { rows: rows.length, bytes, texts: said(doc), clients, generation, epoch };
}

/** Keeps everybody out of the database until `here.letGo()`: by an upgrade that does not end. */
export async function holdDatabase(): Promise<void> {
  let isHeld = true;
  here.letGo = () => (isHeld = false);
  const request = indexedDB.open(NAME, 2);
  request.onsuccess = () => request.result.close();
  await new Promise((resolve) => (request.onupgradeneeded = resolve));
  const store = request.transaction!.objectStore('updates');
  const goOn = () => {
    if (isHeld) store.get(0).onsuccess = goOn;
  };
  goOn();
}

/** Waits until something is so, looked at between the events of the page. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 10_000;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`waited 10 s until ${isSo.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
