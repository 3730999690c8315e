/** What a schedule plays with: a server, some devices, chance, and the record of what happened. */
import type { VolumeLimits } from '#domain/limits.ts';
import { createChance, type Chance } from '../support/chance.ts';
import type { Connection } from './connection.ts';
import { Device, type Written } from './device.ts';
import { ada, ben, cai, people, type Person } from './people.ts';
import { Server } from './server.ts';
import type { Situation } from './situations.ts';
import type { Tab } from './tab.ts';

/** So small that a schedule fills several volumes, each about as full as its neighbours. */
const LIMITS: VolumeLimits = { messages: 12, size: 8_000, records: 60, excess: 4 };

export class World {
  readonly operations: string[] = [];
  readonly happened = new Map<Situation, number>();
  readonly server = new Server(LIMITS);
  readonly chance: Chance;
  readonly devices: Device[];
  /** Connections that the device has given up, and of which frames may still arrive. */
  readonly orphans = new Map<Connection, Tab>();
  /** Tabs that do nothing until that step. */
  readonly frozenUntil = new Map<Tab, number>();
  step = 0;
  /** Milliseconds since the schedule began. */
  now = 0;

  constructor(seed: number) {
    this.chance = createChance(seed);
    const tabs = () => (this.chance.next() < 0.3 ? 2 : 1);
    const owners = [
      ['ada-1', ada],
      ['ada-2', ada],
      ['ben-1', ben],
      ['cai-1', cai],
      ['cai-2', cai],
    ] as const;
    this.devices = owners
      .slice(0, this.chance.integer(3, owners.length))
      .map(([name, person]) => new Device(name, person, this.chance, tabs()));
  }

  get written(): Written[] {
    return this.devices.flatMap(({ written }) => written);
  }
  get living(): Device[] {
    return this.devices.filter(({ isDestroyed }) => !isDestroyed);
  }
  get tabs(): Tab[] {
    return this.living.flatMap(({ tabs }) => tabs);
  }
  get present(): readonly Person[] {
    return people.filter((person) => this.server.rows.roleOf(person) !== null);
  }

  /** Whether its person is no member now. */
  isAway({ device }: Tab): boolean {
    return this.server.rows.roleOf(device.person) === null;
  }
  isFrozen(tab: Tab): boolean {
    return (this.frozenUntil.get(tab) ?? 0) > this.step;
  }

  pick<T>(from: readonly T[]): T {
    return from[this.chance.integer(0, from.length - 1)]!;
  }
  isLikely(share: number): boolean {
    return this.chance.next() < share;
  }

  note(operation: string): void {
    this.operations.push(operation);
  }
  saw(situation: Situation, times = 1): void {
    if (times > 0) this.happened.set(situation, (this.happened.get(situation) ?? 0) + times);
  }
}

/** A tab is known by its device and session. */
export const nameOf = ({ device, session }: Tab): string => `${device.name}/${session}`;
