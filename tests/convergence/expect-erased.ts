/** [S15] What was deleted is in no state and no log of the server, and on no device's disk that is in step with it. */
import type { FoldedMessage } from '#domain/fold-group.ts';
import { Violation } from './holds.ts';
import { textOf } from './tab.ts';
import type { World } from './world.ts';

export function expectErased(world: World, served: readonly FoldedMessage[]): void {
  const erased = new Set<string>(served.filter(({ deleted }) => deleted).map(({ id }) => id));
  const texts = world.written
    .filter(({ id, record }) => erased.has('to' in record ? record.to : id))
    .map(({ id }) => textOf(id));
  const places = new Map<string, Uint8Array[]>();
  for (const [name, { state, log }] of world.server.rows.tables.documents)
    places.set(`${name} of the server`, [...(state ? [state] : []), ...log]);
  for (const tab of world.tabs) {
    const { name, disk } = tab.device;
    if (world.isAway(tab)) continue;
    for (const document of disk.documents)
      places.set(`${document} on the disk of ${name}`, disk.read(document));
  }
  for (const [place, updates] of places) {
    const bytes = Buffer.concat(updates);
    for (const text of texts)
      if (bytes.includes(text)) throw new Violation(`[S15] "${text}" is still in ${place}`);
  }
}
