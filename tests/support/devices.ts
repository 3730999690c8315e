import { Device } from './device.ts';
import type { TestPerson } from './people.ts';

/** The devices that the tests of a file open, to be closed together at its end. */
export class Devices {
  readonly #open: Device[] = [];

  open(person: TestPerson): Device {
    const device = new Device(person);
    this.#open.push(device);
    return device;
  }

  async close(): Promise<void> {
    await Promise.all(this.#open.map((device) => device.close()));
  }
}
