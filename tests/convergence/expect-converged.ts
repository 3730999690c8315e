/** What must be so once all connected and nothing is under way. */
import * as Y from 'yjs';
import { groupDocument, headDocument, userDocument } from '#domain/document-names.ts';
import { volumeOf } from '#domain/group-document.ts';
import { readEvents } from '#domain/group-events.ts';
import type { FoldedMessage } from '#domain/fold-group.ts';
import type { RecordId } from '#domain/ids.ts';
import { MEMBER_ROOTS } from '#domain/records.ts';
import { readPosition } from '#domain/user-document.ts';
import { key } from '#server/decide.ts';
import { expectDelivered } from './expect-delivered.ts';
import { expectErased } from './expect-erased.ts';
import { holds } from './holds.ts';
import { ada, groupId } from './people.ts';
import { foldDocument, type Tab } from './tab.ts';
import { nameOf, type World } from './world.ts';

export function expectConverged(world: World): void {
  const { server } = world;
  const { rows } = server;
  const present = world.tabs.filter((tab) => !world.isAway(tab));
  const away = world.tabs.filter((tab) => world.isAway(tab));
  const volumes = rows.volumes.map((volume) => groupDocument(groupId, volume));

  for (const document of [headDocument(groupId), ...volumes]) expectEqual(world, document, present);
  for (const tab of world.tabs)
    if (rows.tables.documents.has(tab.device.own)) expectEqual(world, tab.device.own, [tab]);

  const served = volumes.flatMap((document) => foldDocument(server.doc(document), ada));
  for (const tab of present) {
    holds(`[S5] unsent of ${nameOf(tab)}`, tab.unsent, []);
    const view = tab.fold().map(({ document: _, ...message }) => message);
    holds(`[S1] view of ${nameOf(tab)}`, view, served);
  }
  for (const tab of away) holds(`[S18] documents of ${nameOf(tab)}`, tab.device.volumes, []);

  expectNumbered(world, served);
  expectPlaced(world, served);
  expectRecordsOnce(world, served);
  holds('[S12] [S14] [S16] the log, read in order', served.map(meaningOf), meaningOfLog(world));
  holds(
    '[S14] rows',
    [...rows.tables.state.messages].map(([at, { by, deleted }]) => ({ at, by, deleted })).sort(byPlace),
    served.map(({ id, by, deleted }) => ({ at: key(groupId, id), by, deleted })).sort(byPlace),
  );
  expectRead(world, served);
  expectMembers(world);
  expectDelivered(world, new Map(served.map(({ id, seq }) => [id, seq!])));
  expectErased(world, served);
}

/** Server in memory and from its log, devices in memory and from their disks. */
function expectEqual({ server }: World, document: string, tabs: readonly Tab[]): void {
  const ours = server.doc(document);
  const replicas: [string, Y.Doc | undefined][] = [
    ['the server, reloaded from its log [S25]', server.rows.load(document)],
    ...tabs.map((tab): [string, Y.Doc | undefined] => [nameOf(tab), tab.replicas.get(document)]),
    ...[...new Set(tabs.map(({ device }) => device))].map((device): [string, Y.Doc] => [
      `${device.name}, reloaded from disk [S24]`,
      device.load(document),
    ]),
  ];
  for (const [name, doc] of replicas) {
    const what = `${document} of ${name}:`;
    if (doc === undefined) throw new Error(`${what} not open`);
    holds(`${what} pending structs`, doc.store.pendingStructs, null);
    holds(`${what} pending deletions`, doc.store.pendingDs, null);
    holds(`${what} state vector`, stateOf(doc), stateOf(ours));
    holds(`${what} deletions`, Y.equalSnapshots(Y.snapshot(doc), Y.snapshot(ours)), true);
    holds(`${what} content`, contentOf(doc), contentOf(ours));
  }
}

/** [S1] The ledgers are a function of the rows; `rev` has no gaps in a volume, nor `seq` in the group. */
function expectNumbered({ server }: World, served: readonly FoldedMessage[]): void {
  const { rows } = server;
  for (const volume of rows.volumes) {
    const ledger = volumeOf(server.doc(groupDocument(groupId, volume))).ledger.toArray();
    holds(`[S1] ledger of ${volume}`, ledger, rows.ledgerOf(volume));
    const all = [...rows.tables.decided, ...rows.tables.carried].filter((one) => one.volume === volume);
    const revs = all.map(({ rev }) => rev).sort((a, b) => a - b);
    holds(
      `[S1] rev of ${volume}`,
      revs,
      ledger.map((_, at) => at + 1),
    );
  }
  holds(
    '[S1] seq',
    served.map(({ seq }) => seq),
    served.map((_, at) => at + 1),
  );
}

/** [S1] Events do not go back: each stands behind a message that there is, and none before an earlier one. */
function expectPlaced({ server }: World, served: readonly FoldedMessage[]): void {
  const events = server.rows.volumes.flatMap((volume) =>
    readEvents(volumeOf(server.doc(groupDocument(groupId, volume))).events),
  );
  const places = events.map(({ after }) => after);
  holds(
    '[S1] places of events',
    places,
    [...places].sort((a, b) => a - b),
  );
  holds(
    '[S1] events after the last message',
    places.filter((after) => after > served.length),
    [],
  );
}

/** Each accepted record that no deletion took away stands once, in one volume, and nothing else does. */
function expectRecordsOnce({ server }: World, served: readonly FoldedMessage[]): void {
  const { rows } = server;
  const standing = rows.volumes.flatMap((volume) => {
    const doc = server.doc(groupDocument(groupId, volume));
    return MEMBER_ROOTS.flatMap((root) =>
      doc.getArray<{ id: string }>(root).map(({ id }) => `${volume} ${id}`),
    );
  });
  const erased = new Set<string>(served.filter(({ deleted }) => deleted).map(({ id }) => id));
  const kept = rows.tables.decided.filter(
    ({ id, kind, target, refusal }) => refusal === null && (kind === 'deletion' || !erased.has(target ?? id)),
  );
  holds('[S15] records', standing.sort(), kept.map(({ volume, id }) => `${volume} ${id}`).sort());
}

const meaningOf = ({ id, text, deleted, edits, reactions }: FoldedMessage) => ({
  id,
  text,
  deleted,
  edits: edits.length,
  reactions: reactions.flatMap(({ emoji, by }) => by.map((one) => `${emoji} ${one}`)).sort(),
});

/** What was accepted, read one after another: written again here, so that the fold is not its own judge. */
function meaningOfLog({ server }: World): ReturnType<typeof meaningOf>[] {
  const shown = new Map<string, { text: string; deleted: boolean; edits: number; reactions: Set<string> }>();
  for (const { record, refusal } of server.rows.tables.decided) {
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

/** [S6] Reading on one device is reading on all; [S8] what is unread follows from that and the last number. */
function expectRead(world: World, served: readonly FoldedMessage[]): void {
  const { positions } = world.server.rows.tables;
  for (const { device, replicas } of world.tabs) {
    const { userId } = device.person;
    const own = replicas.get(userDocument(userId))!;
    const position = readPosition(own, groupId);
    holds(`[S6] position of ${device.name}`, position, positions.get(userId) ?? 0);
    const unread = served.filter(({ seq }) => seq! > position);
    holds(`[S8] unread on ${device.name}`, unread.length, served.length - position);
  }
}

/** [S18] Nothing is accepted of who was no member at that moment. */
function expectMembers({ server }: World): void {
  const { rows } = server;
  for (const { id, author, at } of rows.tables.decided) {
    const wasMember = rows.memberships.some(
      ({ userId, from, until }) => userId === author && from <= at && at < until,
    );
    holds(`[S18] the author of ${id} was a member`, wasMember, true);
  }
}

const byPlace = (a: { at: string }, b: { at: string }): number => (a.at < b.at ? -1 : 1);
const stateOf = (doc: Y.Doc) => Object.fromEntries(Y.decodeStateVector(Y.encodeStateVector(doc)));
const ROOTS = [...MEMBER_ROOTS, 'ledger', 'events'] as const;
const contentOf = (doc: Y.Doc) =>
  doc.share.has('ledger')
    ? ROOTS.map((root) => doc.getArray(root).toJSON() as unknown)
    : ['info', 'members', 'moves', 'read'].map((root) => doc.getMap(root).toJSON());
