/** A server on a database of its own, people in one group, and a device that watches from the first moment. */
import { createChance } from '../support/chance.ts';
import { Device, makeGroup } from '../support/device.ts';
import { foundOrganisation, join, type TestPerson } from '../support/people.ts';
import { startServer, type ServerProcess } from '../support/server-process.ts';
import { Acknowledged } from './acknowledged.ts';
import { findViolations, type Violations } from './find-violations.ts';
import type { Scene } from './writers.ts';

const WRITERS = 4;

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
  return { scene, server, judge: () => findViolations(scene, server, observer, databaseUrl) };
}
