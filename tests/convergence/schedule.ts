/**
 * One random schedule: people talk on- and offline, while the network, their devices, the admins and the database do
 * what they do. Then everything heals. The seed decides all of it.
 */
import { groupDocument } from '#domain/document-names.ts';
import { groupId } from './people.ts';
import * as device from './operations/device.ts';
import * as membership from './operations/membership.ts';
import * as network from './operations/network.ts';
import * as server from './operations/server.ts';
import { read, scroll, write } from './operations/write.ts';
import type { Tab } from './tab.ts';
import type { World } from './world.ts';

const STEPS = 260;

/** Plays the schedule of a seed. @param onStep checks what one tab shows, after each operation that concerned it */
export function play(world: World, onStep: (tab: Tab | null) => void): void {
  begin(world);
  for (world.step = 0; world.step < STEPS; world.step++) {
    world.now += world.chance.integer(1, 60_000);
    onStep(step(world));
  }
  heal(world, onStep);
}

/** Every device has been online once. */
function begin(world: World): void {
  for (const tab of world.tabs) network.connect(world, tab);
  network.deliverAll(
    world,
    () => server.commit(world),
    () => {},
  );
  for (const { tabs } of world.devices) tabs[0]!.device.flush();
  for (const tab of world.tabs) if (world.isLikely(0.3)) network.disconnect(world, tab);
}

/** Each with how often it comes, out of all. */
const OPERATIONS: readonly [weight: number, operation: (world: World, tab: Tab) => void][] = [
  [250, write],
  [15, read],
  [50, scroll],
  [90, (world) => server.commit(world)],
  [70, network.toggle],
  [10, network.freeze],
  [25, device.reload],
  [20, (_world, { device: of }) => of.flush()],
  [10, (world, { device: of }) => device.losePower(world, of)],
  [6, (world, { device: of }) => device.rewrite(world, of)],
  [8, device.startOver],
  [6, device.poison],
  [3, (world, { device: of }) => device.destroy(world, of)],
  [10, (world) => server.commit(world, 'killed')],
  [10, (world) => server.commit(world, 'unheard')],
  [5, server.kill],
  [8, server.compact],
  [8, server.backUp],
  [5, server.restore],
  [5, membership.remove],
  [8, membership.readmit],
  [6, membership.changeRole],
  [4, membership.archive],
];
const TOTAL = OPERATIONS.reduce((sum, [weight]) => sum + weight, 0);

function step(world: World): Tab | null {
  // A group is archived for a short time only: else nothing would be said in it.
  if (world.server.rows.tables.group.archived && world.isLikely(0.15)) membership.archive(world);
  if (world.isLikely(0.5)) return network.deliver(world);
  const tab = world.pick(world.tabs);
  if (world.isFrozen(tab)) return null;
  let roll = world.chance.integer(1, TOTAL);
  for (const [weight, operation] of OPERATIONS) {
    roll -= weight;
    if (roll > 0) continue;
    operation(world, tab);
    break;
  }
  return tab;
}

/** Everybody connects anew and looks at all there is, and nothing is lost any more. */
function heal(world: World, onStep: (tab: Tab | null) => void): void {
  world.note('heal');
  world.frozenUntil.clear();
  world.orphans.clear();
  server.kill(world);
  for (const tab of world.tabs) network.disconnect(world, tab);
  for (const { tabs } of world.living) tabs[0]!.device.flush();
  for (const tab of world.tabs) network.connect(world, tab);
  const settle = () =>
    network.deliverAll(
      world,
      () => server.commit(world),
      (tab) => onStep(tab),
    );
  settle();
  for (const tab of world.tabs)
    if (tab.head !== null)
      for (const volume of world.server.rows.volumes) tab.open(groupDocument(groupId, volume));
  settle();
  server.compact(world);
  for (const one of world.living) device.rewrite(world, one);
}
