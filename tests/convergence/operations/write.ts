/** What people do in a group: post, reply, edit, delete, react, read. */
import { groupDocument } from '#domain/document-names.ts';
import type { RecordId } from '#domain/ids.ts';
import { groupId } from '../people.ts';
import type { Shown, Tab } from '../tab.ts';
import { nameOf, type World } from '../world.ts';

const EMOJI = ['👍', '❤️', '😀'];

/** Several in a row, as people write. */
export function write(world: World, tab: Tab): void {
  for (let count = world.chance.integer(1, 3); count > 0; count--) {
    const bad = new Set(world.written.filter(({ isBad }) => isBad).map(({ id }) => id));
    const targets = tab.fold().filter(({ id }) => !bad.has(id));
    const target = world.isLikely(0.4) ? targets.at(-1) : targets.length ? world.pick(targets) : undefined;
    const id = writeOne(world, tab, target);
    if (id === null) continue;
    world.note(`${nameOf(tab)} writes ${id.replace(/-+$/, '')}`);
    world.saw(tab.isOnline ? 'written online' : 'written offline');
    const { record } = tab.device.written.at(-1)!;
    if ('to' in record && target && target.document !== tab.writesTo) world.saw('old message changed');
  }
}

function writeOne(world: World, tab: Tab, target: Shown | undefined): RecordId | null {
  const { now } = world;
  const [roll, emoji, isOn] = [world.chance.next(), world.pick(EMOJI), world.isLikely(0.6)];
  if (target === undefined || roll < 0.45) return tab.post(now);
  if (roll < 0.52) return tab.post(now, target);
  if (roll < 0.7) return edit(world, tab, target);
  if (roll < 0.78) return tab.remove(now, target);
  if (roll < 0.93) return tab.react(now, target, emoji, isOn);
  const isMine = target.by === tab.device.person.userId;
  const mayBeRefused = !isMine && target.seq !== null && !tab.device.person.isOwner;
  if (mayBeRefused && world.isLikely(0.6)) return tab.removeUnasked(now, target);
  return tab.writeBad(now, isMine || target.seq === null || target.deleted ? undefined : target);
}

function edit(world: World, tab: Tab, target: Shown): RecordId | null {
  const isMine = ({ by, deleted, seq }: Shown) => by === tab.device.person.userId && !deleted && seq;
  const mine = tab.fold().filter(isMine);
  return tab.edit(world.now, mine.length > 0 && world.isLikely(0.7) ? world.pick(mine) : target);
}

/** [S6] Somebody has seen all that a tab shows. */
export function read(world: World, tab: Tab): void {
  if (tab.head === null) return;
  const before = tab.readPosition;
  const newest = tab.markRead();
  world.note(`${nameOf(tab)} has read up to ${newest}`);
  if (newest > before) world.saw('read');
}

/** Looks at an old volume, or lets go of one. */
export function scroll(world: World, tab: Tab): void {
  const closed = world.server.rows.volumes.slice(0, -1);
  if (closed.length === 0) return;
  const document = groupDocument(groupId, world.pick(closed));
  if (tab.replicas.has(document)) {
    if (document === tab.writesTo || tab.unsentIn(document).length > 0) return;
    world.note(`${nameOf(tab)} closes ${document}`);
    world.saw('old volume closed');
    return tab.close(document);
  }
  world.note(`${nameOf(tab)} opens ${document}`);
  tab.open(document);
}
