/** What must hold while a schedule runs, and what when it has healed. */
import { expect } from 'vitest';
import * as Y from 'yjs';
import { volumeOf } from '#domain/group-document.ts';
import type { FoldedMessage } from '#domain/fold-group.ts';
import type { RecordId } from '#domain/ids.ts';
import { MEMBER_ROOTS } from '#domain/records.ts';
import { key } from '#server/decide.ts';
import { foldDocument, type Tab } from './device.ts';
import { ada, groupId } from './people.ts';
import type { Schedule } from './schedule.ts';

/** What one tab shows at any moment. */
export function expectInOrder(tab: Tab, schedule: Schedule): void {
  const folded = tab.fold();
  const accepted = folded.filter(({ seq }) => seq !== null);
  // [S1] What is accepted is a beginning of the one order: nothing is ever inserted before what was shown.
  const ledger = volumeOf(tab.doc).ledger.toArray();
  expect(ledger, '[S1] ledger').toEqual(schedule.server.rows.ledger.slice(0, ledger.length));
  // A deletion may come before its ledger entry, when that stands on one which the answer to this tab's handshake
  // brings: what it erased is gone already, and its place comes back with the entry.
  const seqs = accepted.map(({ seq }) => seq);
  const served = foldDocument(schedule.server.doc, ada);
  const expected = served.slice(0, seqs.at(-1) ?? 0);
  expect(seqs, '[S1] seq').toEqual(
    expected.filter(({ seq, deleted }) => !deleted || seqs.includes(seq)).map(({ seq }) => seq),
  );
  // [S2] What is not follows, in the order written: of one session, and on a device of one tab of all of them.
  const waitingFrom = folded.findIndex(({ seq }) => seq === null);
  if (waitingFrom !== -1) expect(waitingFrom, '[S2] waiting last').toBe(accepted.length);
  const places = new Map(tab.device.written.map((one) => [one.id, one]));
  // Not those of the person's other device, or lost by this one: what the server sends to all before it has answered
  // this tab's handshake brings such a message, and leaves its ledger entry pending until the answer comes.
  const waiting = folded
    .filter(({ seq }) => seq === null)
    .flatMap(({ id }) => places.get(id) ?? [])
    .filter(({ fate }) => fate !== 'lost');
  expectOrdered(waiting, tab.device.tabs.length === 1, '[S2] own waiting messages');
}

/** Everything that must be so once all connected and nothing is under way. */
export function expectConverged(schedule: Schedule): void {
  const { server, tabs, living } = schedule;
  const { rows } = server;
  const served = foldDocument(server.doc, ada);

  const reloadedServer = server.load();
  const documents: [string, Y.Doc][] = [
    ['server reloaded from its log [S25]', reloadedServer],
    ...tabs.map((tab): [string, Y.Doc] => [`${tab.device.name} in session ${tab.session}`, tab.doc]),
    ...living.map((device): [string, Y.Doc] => {
      device.flush();
      const doc = new Y.Doc();
      volumeOf(doc);
      for (const update of device.disk) Y.applyUpdate(doc, update);
      return [`${device.name} reloaded from disk [S24]`, doc];
    }),
  ];
  for (const [name, doc] of documents) {
    expect(doc.store.pendingStructs, `${name}: pending structs`).toBeNull();
    expect(doc.store.pendingDs, `${name}: pending deletions`).toBeNull();
    expect(stateOf(doc), `${name}: state vector`).toEqual(stateOf(server.doc));
    expect(Y.equalSnapshots(Y.snapshot(doc), Y.snapshot(server.doc)), `${name}: deletions`).toBe(true);
    expect(doc.toJSON(), `${name}: content`).toEqual(server.doc.toJSON());
  }
  for (const tab of tabs) {
    expect(tab.unsent, `[S5] ${tab.device.name}: unsent`).toEqual([]);
    expect(tab.fold(), `[S1] ${tab.device.name}: view`).toEqual(served);
  }

  // [S1] The ledger is a function of the rows, without gaps.
  const ledger = volumeOf(server.doc).ledger.toArray();
  expect(ledger, '[S1] ledger').toEqual(rows.ledger);
  expect(rows.decided.map(({ rev }) => rev).sort(numerically), '[S1] rev').toEqual(
    rows.decided.map((_, at) => at + 1),
  );
  expect(
    served.map(({ seq }) => seq),
    '[S1] seq',
  ).toEqual(served.map((_, at) => at + 1));

  // Each accepted record that no deletion took away stands in its array exactly once, and nothing else does.
  const standing = MEMBER_ROOTS.flatMap((root) => server.doc.getArray<{ id: string }>(root).toArray());
  const erased = new Set(served.filter(({ deleted }) => deleted).map(({ id }) => id));
  const kept = rows.decided.filter(
    ({ id, kind, target, refusal }) =>
      refusal === null && (kind === 'deletion' || !erased.has(target ?? (id as RecordId))),
  );
  expect(standing.map(({ id }) => id).sort(), '[S15] records').toEqual(kept.map(({ id }) => id).sort());

  expect(served.map(meaningOf), '[S12] [S14] [S16] what the log says, read in order').toEqual(
    meaningOfLog(schedule),
  );

  // [S14] The rows say the same as the fold.
  for (const { id, deleted } of served)
    expect(rows.state.messages.get(key(groupId, id)), id).toMatchObject({ deleted });
  expectDelivered(schedule);
}

const meaningOf = ({ id, text, deleted, edits, reactions }: FoldedMessage) => ({
  id,
  text,
  deleted,
  edits: edits.length,
  reactions: reactions.flatMap(({ emoji, by }) => by.map((one) => `${emoji} ${one}`)).sort(),
});

/** What was accepted, read one after another: written again here, so that the fold is not its own judge. */
function meaningOfLog({ server }: Schedule): ReturnType<typeof meaningOf>[] {
  const shown = new Map<string, { text: string; deleted: boolean; edits: number; reactions: Set<string> }>();
  for (const { record, refusal } of server.rows.decided) {
    if (refusal !== null || record === null) continue;
    if (!('to' in record)) {
      shown.set(record.id, { text: record.text, deleted: false, edits: 0, reactions: new Set() });
      continue;
    }
    const target = shown.get(record.to)!;
    if ('emoji' in record) target.reactions[record.on ? 'add' : 'delete'](`${record.emoji} ${record.by}`);
    else if ('deleted' in record)
      Object.assign(target, { text: '', deleted: true, edits: 0, reactions: new Set() });
    else Object.assign(target, { text: record.text, edits: target.edits + 1 });
  }
  return [...shown].map(([id, { reactions, ...rest }]) => ({
    id: id as RecordId,
    ...rest,
    reactions: [...reactions].sort(),
  }));
}

/** [S5] [S17] What reached a disk goes out, once; in the order written [S4]. */
function expectDelivered(schedule: Schedule): void {
  const { rows, doc } = schedule.server;
  const order = new Map(foldDocument(doc, ada).map(({ id, seq }) => [id, seq!]));
  for (const device of schedule.devices) {
    for (const { id, root, isBad, fate } of device.written) {
      const outcome = rows.outcomeOf(id);
      if (isBad) expect(outcome, `${id} is bad`).not.toBe('accepted');
      else if (fate === 'kept' && !device.isDestroyed)
        expect(outcome, id).toBeOneOf(root === 'messages' ? ['accepted'] : ['accepted', 'target-deleted']);
    }
    const arrived = device.written.filter(({ id }) => order.has(id));
    const inOrder = arrived.toSorted((a, b) => order.get(a.id)! - order.get(b.id)!);
    expectOrdered(inOrder, device.tabs.length === 1, `[S4] messages of ${device.name}`);
  }
}

/** Written in this order; between the sessions of two tabs at once there is none. */
function expectOrdered(
  written: readonly { readonly session: number; readonly order: number }[],
  isOneTab: boolean,
  what: string,
): void {
  const lists = isOneTab ? [written] : [...Map.groupBy(written, ({ session }) => session).values()];
  for (const list of lists) {
    const orders = list.map(({ order }) => order);
    expect(orders, what).toEqual(orders.toSorted(numerically));
  }
}

const numerically = (a: number | null, b: number | null): number => a! - b!;
const stateOf = (doc: Y.Doc) => Object.fromEntries(Y.decodeStateVector(Y.encodeStateVector(doc)));
