/**
 * A server, or several instances of it behind one address, on a database of their own; people in one group, and on each
 * instance a device that watches from the first moment.
 */
import { VOLUME } from '#domain/limits.ts';
import { createChance } from '../support/chance.ts';
import { Device, makeGroup } from '../support/device.ts';
import { foundOrganisation, join, type TestPerson } from '../support/people.ts';
import { startBalancer, type Balancer } from '../support/balancer.ts';
import { startServer, type ServerProcess } from '../support/server-process.ts';
import { Acknowledged } from './acknowledged.ts';
import { findViolations, type Violations } from './find-violations.ts';
import { Observers } from './observers.ts';
import type { Scene } from './writers.ts';

const WRITERS = 4;
/** Messages that the live volume has room for at the start: it closes while things break. */
const ROOM = 3;

export interface Stage {
  readonly scene: Scene;
  /** In front of them, where there are several. */
  readonly balancer: Balancer | null;
  /** The first of them. */
  readonly server: ServerProcess;
  readonly servers: readonly ServerProcess[];
  readonly observers: Observers;
  /** Looks for what was promised otherwise; the servers are stopped afterwards. */
  judge(): Promise<Violations>;
}

/**
 * @param databaseUrl of an empty database; without it the server has its embedded one
 * @param instances how many there are; writers get to any of them
 */
export async function setStage(seed: number, databaseUrl?: string, instances = 1): Promise<Stage> {
  const servers: ServerProcess[] = [];
  while (servers.length < instances)
    servers.push(await startServer(databaseUrl === undefined ? {} : { databaseUrl }));
  const server = servers[0]!;
  const balancer = instances === 1 ? null : await startBalancer(servers.map(({ port }) => port));
  const ada = await foundOrganisation(balancer?.url ?? server.url);
  const people: [TestPerson, ...TestPerson[]] = [ada];
  for (let at = 1; at < WRITERS; at++) people.push(await join(ada, `writer${at}`));
  const groupId = await makeGroup(people);
  const observers = new Observers(
    servers.map(({ url }) => ({ ...ada, url })),
    groupId,
  );
  await observers.untilWatching();
  const scene = { people, groupId, acknowledged: new Acknowledged(), chance: createChance(seed) };
  await fillUp(scene);
  return {
    ...{ scene, balancer, server, servers, observers },
    async judge() {
      const violations = await findViolations(scene, { servers, observers, databaseUrl });
      await balancer?.close();
      return violations;
    },
  };
}

/** One long backlog, as of somebody who was away. */
async function fillUp({ people, groupId, acknowledged }: Scene): Promise<void> {
  const device = new Device(people[0]!);
  const group = device.group(groupId);
  for (let at = 0; at < VOLUME.messages - ROOM; at++) group.writer.post(`backlog ${at}`);
  const ids = group.messages.map(({ id }) => id);
  await group.untilSent();
  acknowledged.written.push(ids);
  for (const { id, seq } of group.messages) acknowledged.records.set(id, { kind: 'message', to: null, seq });
  await device.close();
}
