/** What happens to a device: reloads, crashes, faults, its end. */
import type { Device } from '../device.ts';
import type { Tab } from '../tab.ts';
import { nameOf, type World } from '../world.ts';
import { disconnect } from './network.ts';

const hasUnsent = (device: Device): boolean => device.tabs.some(({ unsent }) => unsent.length > 0);

export function reload(world: World, tab: Tab): void {
  world.note(`${nameOf(tab)} reloads`);
  if (tab.connection === null && tab.unsent.length > 0) world.saw('reloaded offline with unsent records');
  disconnect(world, tab);
  tab.reload();
}

export function losePower(world: World, device: Device): void {
  world.note(`${device.name} loses power`);
  if (device.written.some(({ fate }) => fate === 'unflushed')) world.saw('power cut with unflushed records');
  for (const tab of device.tabs) disconnect(world, tab);
  device.losePower();
}

export function rewrite(world: World, device: Device): void {
  for (const document of device.disk.documents) device.rewrite(document);
  world.note(`${device.name} rewrites its disk`);
  world.saw('disk rewritten');
}

export function startOver(world: World, tab: Tab): void {
  const { device } = tab;
  if (device.tabs.length > 1 || device.volumes.length === 0) return;
  const document = world.pick(device.volumes);
  world.note(`${device.name} begins ${document} anew`);
  if (device.startOver(document) > 0) world.saw('began anew with unsent records');
}

/** A fault puts a record where nobody appends: it can never be sent, and the device begins anew. */
export function poison(world: World, tab: Tab): void {
  const targets = tab.fold().filter(({ deleted }) => !deleted);
  if (targets.length === 0) return;
  const target = world.pick(targets);
  if (tab.writePoison(world.now, target) === null) return;
  world.note(`${nameOf(tab)} poisons ${target.document}`);
}

export function destroy(world: World, device: Device): void {
  if (world.living.length <= 2) return;
  world.note(`${device.name} is destroyed`);
  if (hasUnsent(device)) world.saw('destroyed with unsent records');
  for (const tab of device.tabs) disconnect(world, tab);
  device.isDestroyed = true;
}
