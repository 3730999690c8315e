/** [S5] [S17] [S19] What reached a disk is accepted, once, in the order written [S4], or told about with the reason. */
import type { RecordId } from '#domain/ids.ts';
import type { Device, Written } from './device.ts';
import { expectOrdered } from './expect-in-order.ts';
import { holds, Violation } from './holds.ts';
import type { World } from './world.ts';

/** @param seqs of the messages that the server has */
export function expectDelivered(world: World, seqs: ReadonlyMap<RecordId, number>): void {
  for (const device of world.devices) {
    if (!device.isDestroyed) for (const one of device.written) expectTold(world, device, one);
    const arrived = device.written.filter(({ id }) => seqs.has(id));
    const inOrder = arrived.toSorted((a, b) => seqs.get(a.id)! - seqs.get(b.id)!);
    expectOrdered(inOrder, device.tabs.length === 1, `[S4] messages of ${device.name}`);
  }
}

function expectTold(world: World, device: Device, { id, record, isBad, fate }: Written): void {
  const { rows } = world.server;
  const outcome = rows.outcomeOf(id);
  const told = device.notDelivered.get(id);
  if (outcome === 'accepted') {
    holds(`${id} is bad`, isBad, false);
    // Who was removed before hearing of it cannot know that it was accepted.
    if (told) holds(`[S19] ${id} was accepted, and is told about`, told.why, 'not-member');
    return;
  }
  if (fate === 'lost' || fate === 'forgotten') return;
  if (told === undefined) throw new Violation(`[S5] ${id} is lost: neither accepted nor told about`);
  holds(`[S19] what ${id} said`, told.record, record);
  world.saw('not delivered');
  // Of one that was never let in only the device says why; of others the ledgers do.
  const reasons = rows.volumes.flatMap((volume) =>
    rows
      .ledgerOf(volume)
      .flatMap(([name, , fateOf]) =>
        name === id && typeof fateOf === 'object' && 'refused' in fateOf ? [fateOf.refused] : [],
      ),
  );
  if (outcome !== undefined && told.why !== 'not-member') holds(`[S19] why not ${id}`, [told.why], reasons);
}
