/**
 * Restarts one instance after the other, as an update does, while people in many groups write, each on a socket of
 * their own; then looks what any of them was shown, and what was lost.
 */
import { performance } from 'node:perf_hooks';
import { pace } from '../bench/pace.ts';
import { Device, makeGroup, type DeviceGroup } from '../support/device.ts';
import { join, type TestPerson } from '../support/people.ts';
import type { Stage } from './stage.ts';

export interface Crowd {
  /** In every group, with a socket in each. */
  readonly people: number;
  readonly groups: number;
  /** Messages in all groups together. */
  readonly perSecond: number;
}

export interface RollingRestart {
  readonly sockets: number;
  readonly messages: number;
  /** Attempts to connect that failed, documents that were refused, records that were. */
  readonly errorsShown: number;
  readonly lost: number;
  readonly doubled: number;
  /** Devices that show another order than the first of their group. */
  readonly disordered: number;
  /** The largest part of all sockets of an instance that came back within the same half second. */
  readonly busiest: number;
}

const HALF_SECOND_MS = 500;

interface Seat {
  readonly device: Device;
  readonly group: DeviceGroup;
}

interface Room {
  readonly seats: readonly Seat[];
  readonly texts: string[];
}

export async function runRollingRestart(stage: Stage, crowd: Crowd): Promise<RollingRestart> {
  const rooms = await fillRooms(stage, crowd);
  const seats = rooms.flatMap((room) => room.seats);
  await Promise.all(seats.map(({ device }) => device.until('it is open', () => device.wire.isSynced)));
  let isOver = false;
  const restarted = restartAll(stage, seats).finally(() => (isOver = true));
  for (let number = 0; !isOver; number += crowd.perSecond)
    await pace({ perSecond: crowd.perSecond, seconds: 1 }, (at) => say(rooms, number + at));
  const busiest = await restarted;
  await Promise.all(rooms.map(untilAllThere));
  const errorsShown = seats.reduce((sum, { device }) => sum + device.failures + device.denied.size, 0);
  const found = rooms.map(compare);
  await Promise.all(seats.map(({ device }) => device.close()));
  const sum = (of: 'lost' | 'doubled' | 'disordered') => found.reduce((all, one) => all + one[of], 0);
  return {
    sockets: seats.length,
    messages: rooms.reduce((all, { texts }) => all + texts.length, 0),
    errorsShown,
    ...{ lost: sum('lost'), doubled: sum('doubled'), disordered: sum('disordered') },
    busiest,
  };
}

async function fillRooms({ scene }: Stage, { people, groups }: Crowd): Promise<readonly Room[]> {
  const crowd = [scene.people[0]!];
  while (crowd.length < people) crowd.push(await join(scene.people[0]!, `passer${crowd.length}`));
  const rooms: Room[] = [];
  while (rooms.length < groups) {
    const id = await makeGroup(crowd as [TestPerson, ...TestPerson[]], `Room ${rooms.length}`);
    const seats = crowd.map((person) => {
      const device = new Device(person);
      return { device, group: device.group(id) };
    });
    rooms.push({ seats, texts: [] });
  }
  return rooms;
}

function say(rooms: readonly Room[], number: number): void {
  const { seats, texts } = rooms[number % rooms.length]!;
  const text = `message ${number}`;
  const written = seats[Math.floor(number / rooms.length) % seats.length]!.group.writer.post(text);
  if ('refusal' in written) throw new Error(`a message was refused here: ${written.refusal}`);
  texts.push(text);
}

/** @returns the largest part of the sockets of one of them that came back within half a second */
async function restartAll({ servers, balancer }: Stage, seats: readonly Seat[]): Promise<number> {
  let busiest = 0;
  for (const server of servers) {
    const since = performance.now();
    // What a load balancer does by itself that asks `/readyz`.
    balancer?.use(servers.filter((one) => one !== server).map(({ port }) => port));
    await server.restart();
    balancer?.use(servers.map(({ port }) => port));
    await Promise.all(seats.map(({ device }) => device.until('it is back', () => device.isConnected)));
    const returns = seats
      .flatMap(({ device }) => device.connectedAt.filter((at) => at > since))
      .sort((a, b) => a - b);
    const most = Math.max(
      0,
      ...returns.map((from) => returns.filter((at) => at >= from && at < from + HALF_SECOND_MS).length),
    );
    busiest = Math.max(busiest, most / Math.max(1, returns.length));
  }
  return busiest;
}

async function untilAllThere({ seats, texts }: Room): Promise<void> {
  await Promise.all(
    seats.map(async ({ device, group }) => {
      await group.untilSent();
      await device.until('all is here', () => group.messages.length >= texts.length);
    }),
  );
}

function compare({ seats, texts }: Room): Pick<RollingRestart, 'lost' | 'doubled' | 'disordered'> {
  const shown = seats.map(({ group }) => group.texts);
  const [first] = shown as [string[]];
  const unique = new Set(first);
  return {
    lost: texts.filter((text) => !unique.has(text)).length,
    doubled: first.length - unique.size,
    disordered: shown.filter((one) => one.join('\n') !== first.join('\n')).length,
  };
}
