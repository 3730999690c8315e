/** What one tab may show at any moment, whatever goes on. */
import type * as Y from 'yjs';
import { volumeOf } from '#domain/group-document.ts';
import { holds } from './holds.ts';
import { volumeNumber } from './names.ts';
import { ada } from './people.ts';
import { foldDocument, type Tab } from './tab.ts';
import { nameOf, type World } from './world.ts';

/** How long a ledger was when it was last looked at, of replicas that have not changed since. */
const seen = new WeakMap<Y.Doc, { length: number; isChanged: boolean }>();

function lookAt(doc: Y.Doc): { length: number; isChanged: boolean } {
  const known = seen.get(doc);
  if (known) return known;
  const look = { length: 0, isChanged: true };
  seen.set(doc, look);
  doc.on('afterTransaction', () => (look.isChanged = true));
  return look;
}

export function expectInOrder(world: World, tab: Tab): void {
  const { device } = tab;
  if (device.isDestroyed || device.disk.epoch !== world.server.epoch) return;
  const { rows } = world.server;
  let isChanged = false;
  for (const [document, doc] of tab.replicas) {
    const look = lookAt(doc);
    if (!look.isChanged || !document.startsWith('group/')) continue;
    const what = `of ${document} in ${nameOf(tab)}`;
    // [S1] What is accepted is a beginning of the one order: nothing is ever inserted before what was shown.
    const ledger = volumeOf(doc).ledger.toArray();
    const known = rows.ledgerOf(volumeNumber(document));
    holds(`[S1] ledger ${what}`, ledger, known.slice(0, ledger.length));
    // [S11] And it only grows: what was sent stays sent.
    holds(`[S11] ledger ${what} goes on`, ledger.length >= look.length, true);
    Object.assign(look, { length: ledger.length, isChanged: false });
    isChanged = true;
    // What the server tells before it has answered this tab's handshake may wait here for what the answer brings. A
    // deletion does not wait, its ledger entry does: the place of what it erased comes back with the entry.
    if (isWaiting(doc)) continue;
    const seqs = tab.foldOf(document).map(({ seq }) => seq);
    const served = foldDocument(world.server.doc(document), ada).map(({ seq }) => seq);
    holds(
      `[S1] seq ${what}`,
      seqs.filter((seq) => seq !== null),
      served.slice(0, seqs.findLastIndex((seq) => seq !== null) + 1),
    );
  }
  if (isChanged) expectWaitingInOrder(tab);
  // [S9] What has been read is never more than there is: a later message has a higher number.
  holds(`[S9] ${nameOf(tab)} has read`, tab.readPosition <= rows.tables.group.lastSeq, true);
}

/** [S2] What is not accepted follows in the order written: of one session, and on a device of one tab of all. */
function expectWaitingInOrder(tab: Tab): void {
  const folded = tab.fold();
  const places = new Map(tab.device.written.map((one) => [one.id, one]));
  // Not those lost by this device: the server may have them, and its word on them may be waiting here.
  const waiting = folded
    .filter(({ seq, document }) => seq === null && !isWaiting(tab.replicas.get(document)!))
    .flatMap(({ id }) => places.get(id) ?? [])
    .filter(({ fate }) => fate !== 'lost');
  expectOrdered(waiting, tab.device.tabs.length === 1, `[S2] waiting messages of ${nameOf(tab)}`);
}

const isWaiting = ({ store }: Y.Doc): boolean => store.pendingStructs !== null || store.pendingDs !== null;

/** Written in this order; between the sessions of two tabs at once there is none. */
export function expectOrdered(
  written: readonly { readonly session: number; readonly order: number }[],
  isOneTab: boolean,
  what: string,
): void {
  const lists = isOneTab ? [written] : [...Map.groupBy(written, ({ session }) => session).values()];
  for (const list of lists) {
    const orders = list.map(({ order }) => order);
    holds(
      what,
      orders,
      orders.toSorted((a, b) => a - b),
    );
  }
}
