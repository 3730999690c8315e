/** What a network does: delivers late, twice or never, and breaks at one end or at both. */
import type { Connection, Frame } from '../connection.ts';
import type { Tab } from '../tab.ts';
import { nameOf, type World } from '../world.ts';

/** A frame that could be moved next. */
interface Move {
  readonly tab: Tab;
  readonly from: 'up' | 'down' | 'heard';
  readonly connection: Connection | null;
  readonly document: string;
}

/** Moves some frames, of this tab or that. @returns the tab that was moved last */
export function deliver(world: World): Tab | null {
  let last: Tab | null = null;
  for (let count = world.chance.integer(1, 12); count > 0; count--) {
    const moves = movesOf(world).filter(({ tab, connection }) => {
      if (connection?.isSlow && world.isLikely(0.8)) return false;
      return !world.isFrozen(tab);
    });
    if (moves.length === 0) return last;
    const move = world.pick(moves);
    last = move.tab;
    moveUnreliably(world, move);
  }
  return last;
}

/** Moves everything, without loss, until nothing is under way. @param onMove is told after each */
export function deliverAll(world: World, commit: () => void, onMove: (tab: Tab | null) => void): void {
  for (let turns = 0; ; turns++) {
    if (turns > 20_000) throw new Error('it does not come to rest');
    const moves = movesOf(world);
    if (moves.length > 0) {
      const one = world.pick(moves);
      move(world, one);
      onMove(one.tab);
    } else if (world.server.waiting > 0) commit();
    else return;
  }
}

function movesOf(world: World): Move[] {
  const up = (tab: Tab, connection: Connection): Move[] =>
    connection.up.documents
      .filter((document) => world.server.isReadyFor(connection, document))
      .map((document) => ({ tab, from: 'up', connection, document }));
  return [
    ...world.tabs.flatMap((tab): Move[] => {
      const { connection, heard } = tab;
      const neighbour: Move[] = heard[0]
        ? [{ tab, from: 'heard', connection: null, document: heard[0].document }]
        : [];
      if (connection === null) return neighbour;
      const down = connection.down.documents.map((document): Move => ({
        tab,
        from: 'down',
        connection,
        document,
      }));
      return [...neighbour, ...down, ...up(tab, connection)];
    }),
    ...[...world.orphans].flatMap(([connection, tab]) => up(tab, connection)),
  ];
}

function moveUnreliably(world: World, one: Move): void {
  const { tab, from, connection, document } = one;
  if (from === 'heard' || connection === null || world.orphans.has(connection)) return move(world, one);
  const frame = connection[from].first(document);
  const roll = world.chance.next();
  if (roll < 0.01) return breakOff(world, tab, 'connection broken with frames under way');
  if (roll < 0.015) return breakOff(world, tab, 'frame cut off in the middle');
  if (roll < 0.03 && from === 'up' && carriesRecords(frame)) return giveUp(world, tab, connection);
  if (roll < 0.06 && frame.kind !== 'closed' && frame.kind !== 'taken') {
    world.saw('delivered twice');
    move(world, one, true);
  } else move(world, one);
}

function move(world: World, { tab, from, connection, document }: Move, isRepeated = false): void {
  if (from === 'heard') {
    world.note(`${nameOf(tab)} hears its neighbour`);
    world.saw('neighbouring tab heard');
    return tab.hear();
  }
  const queue = connection![from];
  const frame = isRepeated ? queue.first(document) : queue.shift(document);
  const what = `${nameOf(tab)} ${from} ${frame.kind} of ${document}${isRepeated ? ', and once more' : ''}`;
  if (from === 'down') {
    world.note(what);
    return receive(world, tab, frame);
  }
  const before = sessionsIn(tab, document);
  const verdict = world.server.receive(connection!, frame, isRepeated);
  world.note(`${what}: ${verdict}`);
  if (world.orphans.has(connection!)) {
    if (verdict === 'waits') world.saw('late frame of a connection that is gone');
    if (connection!.up.length === 0) world.orphans.delete(connection!);
  }
  if (verdict === 'waits' && before > 1) world.saw('backlog of several sessions');
  if (verdict === 'reset') throw new Error(`an honest device was reset: ${tab.device.name}`);
  if (verdict === 'gap') throw new Error(`an honest device left a gap: ${tab.device.name}`);
}

function receive(world: World, tab: Tab, frame: Parameters<Tab['receive']>[0]): void {
  const { device } = tab;
  if (frame.kind === 'closed') {
    const hasUnsent = device.tabs.some(({ unsent }) => unsent.length > 0);
    if (hasUnsent) world.saw('left with unsent records');
  }
  world.saw('passed over until answered', tab.isEarly(frame) ? 1 : 0);
  tab.receive(frame);
  world.saw('sent in slices', device.takeCount('slices'));
  world.saw('poisoned and rebuilt', device.takeCount('rebuilt'));
}

/** How many sessions the unsent records of a tab stem from. */
function sessionsIn(tab: Tab, document: string): number {
  if (!tab.replicas.has(document) || !document.startsWith('group/')) return 0;
  const unsent = new Set(tab.unsentIn(document).map(({ id }) => id));
  return new Set(tab.device.written.filter(({ id }) => unsent.has(id)).map(({ session }) => session)).size;
}

function breakOff(
  world: World,
  tab: Tab,
  situation: 'connection broken with frames under way' | 'frame cut off in the middle',
): void {
  world.saw(situation);
  disconnect(world, tab);
}

export function connect(world: World, tab: Tab): void {
  const { disk } = tab.device;
  const isNewEpoch = disk.epoch !== world.server.epoch;
  const hasUnsent = tab.device.tabs.some(({ unsent }) => unsent.length > 0);
  if (isNewEpoch && hasUnsent) world.saw('sent again after a restore');
  world.note(`${nameOf(tab)} connects${isNewEpoch ? ' to a restored server' : ''}`);
  tab.connect(world.server.connect(tab.device.person));
  tab.connection!.isSlow = world.isLikely(0.15);
  if (tab.connection!.isSlow) world.saw('slow');
}

export function disconnect(world: World, tab: Tab): void {
  if (tab.connection === null) return;
  world.note(`${nameOf(tab)} disconnects`);
  world.server.drop(tab.connection);
  tab.disconnect();
}

/** One end has given up, and the other does not know. */
export function halfOpen(world: World, tab: Tab): void {
  const { connection } = tab;
  if (connection === null) return;
  if (world.isLikely(0.5)) giveUp(world, tab, connection);
  else {
    world.note(`the server gives up the connection of ${nameOf(tab)}, it does not`);
    world.saw('device half-open');
    world.server.drop(connection, false);
  }
}

/** A device gives up a connection that the server holds on to: what it said there may still arrive. */
function giveUp(world: World, tab: Tab, connection: Connection): void {
  world.note(`${nameOf(tab)} gives up its connection, the server does not`);
  world.saw('server half-open');
  tab.disconnect(false);
  world.orphans.set(connection, tab);
}

/** Whether a frame says more than nothing. */
export const carriesRecords = (frame: Frame): boolean => 'update' in frame && frame.update.length > 2;

export function toggle(world: World, tab: Tab): void {
  if (tab.connection === null) connect(world, tab);
  else if (world.isLikely(0.4)) disconnect(world, tab);
  else if (world.isLikely(0.4)) halfOpen(world, tab);
}

export function freeze(world: World, tab: Tab): void {
  world.note(`${nameOf(tab)} is frozen`);
  world.saw('frozen');
  world.frozenUntil.set(tab, world.step + world.chance.integer(5, 40));
}

/** Tabs whose connection the server has ended notice it. */
export function noticeClosed(world: World): void {
  for (const tab of world.tabs) if (tab.connection && !tab.connection.isOpenHere) tab.disconnect();
}
