/** A server on a database of its own, people in one group, and a device that watches from the first moment. */
import { VOLUME } from '#domain/limits.ts';
import { createChance } from '../support/chance.ts';
import { Device, makeGroup } from '../support/device.ts';
import { foundOrganisation, join, type TestPerson } from '../support/people.ts';
import { startServer, type ServerProcess } from '../support/server-process.ts';
import { Acknowledged } from './acknowledged.ts';
import { findViolations, type Violations } from './find-violations.ts';
import type { Scene } from './writers.ts';

const WRITERS = 4;
/** Messages that the live volume has room for at the start: it closes while things break. */
const ROOM = 3;

export interface Stage {
  readonly scene: Scene;
  readonly server: ServerProcess;
  /** Looks for what was promised otherwise; the server is stopped afterwards. */
  judge(): Promise<Violations>;
}

/** @param databaseUrl of an empty database; without it the server has its embedded one */
export async function setStage(seed: number, databaseUrl?: string): Promise<Stage> {
  const server = await startServer(databaseUrl === undefined ? {} : { databaseUrl });
  const ada = await foundOrganisation(server.url);
  const people: [TestPerson, ...TestPerson[]] = [ada];
  for (let at = 1; at < WRITERS; at++) people.push(await join(ada, `writer${at}`));
  const groupId = await makeGroup(people);
  const observer = new Device(ada);
  const group = observer.group(groupId);
  await observer.until('it watches', () => observer.wire.isSynced && group.messages.length === 0);
  const scene = { people, groupId, acknowledged: new Acknowledged(), chance: createChance(seed) };
  await fillUp(scene);
  return { scene, server, judge: () => findViolations(scene, server, observer, databaseUrl) };
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
