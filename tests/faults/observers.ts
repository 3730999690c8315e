/** Devices that have the whole group open all the time, each on an instance of its own. */
import { headDocument } from '#domain/document-names.ts';
import type { GroupId } from '#domain/ids.ts';
import { readHead } from '#domain/server-documents.ts';
import { Device, type DeviceGroup } from '../support/device.ts';
import type { TestPerson } from '../support/people.ts';

export class Observers {
  readonly #observers: readonly Observer[];

  constructor(people: readonly TestPerson[], groupId: GroupId) {
    this.#observers = people.map((person) => new Observer(person, groupId));
  }

  get devices(): readonly Device[] {
    return this.#observers.map(({ device }) => device);
  }

  async untilWatching(): Promise<void> {
    await Promise.all(
      this.#observers.map(({ device, volumes }) =>
        device.until('it watches', () => volumes.size > 0 && device.wire.isSynced),
      ),
    );
  }

  /** Instead of after the back-off of a device that found nobody. */
  connectNow(): void {
    for (const { wire } of this.devices) wire.connectNow();
  }

  /** Waits until each has so many ledger entries of each volume, and no others. */
  async untilHave(revs: ReadonlyMap<number, number>): Promise<void> {
    await Promise.all(
      this.#observers.map(({ device, volumes }) =>
        device.until('it has all', () =>
          [...revs].every(([volume, rev]) => volumes.get(volume)?.volume.ledger.length === rev),
        ),
      ),
    );
  }
}

class Observer {
  readonly device: Device;
  readonly volumes = new Map<number, DeviceGroup>();

  constructor(person: TestPerson, groupId: GroupId) {
    this.device = new Device(person);
    const head = this.device.open(headDocument(groupId));
    const follow = () => {
      const live = readHead(head.doc)?.liveVolume ?? 0;
      for (let volume = this.volumes.size + 1; volume <= live; volume++)
        this.volumes.set(volume, this.device.group(groupId, volume));
    };
    // Not inside the transaction that is just ending.
    head.observe(() => queueMicrotask(follow));
    follow();
  }
}
