/** Takes the database away from the server while everybody writes, and gives it back. */
import { setTimeout as delay } from 'node:timers/promises';
import { performance } from 'node:perf_hooks';
import type { ServerProcess } from '../support/server-process.ts';
import { Writers, type Scene } from './writers.ts';

/** A way for a database to be away. */
export interface Absence {
  begin(): Promise<void>;
  end(): Promise<void>;
}

export interface AwayResult {
  /** Messages written while it was away and shown as sent nevertheless. */
  readonly ackedWhileAway: number;
  /** From its return to the last of those messages being sent. */
  readonly deliveredAfterReturnMs: number;
}

/** The server lives on and has to deliver everything once the database is back. */
export async function runAway(scene: Scene, absence: Absence, holdMs: number): Promise<AwayResult> {
  const writers = await writing(scene);
  await absence.begin();
  const { ids, ackedWhileAway } = await writeWhileAway(scene, writers, holdMs);
  await absence.end();
  const returned = performance.now();
  await writers.untilSent(ids);
  const deliveredAfterReturnMs = performance.now() - returned;
  await writers.destroy();
  return { ackedWhileAway, deliveredAfterReturnMs };
}

/** The server is killed before the database is back, and all that waited in it is gone with the devices. */
export async function runKillWhileAway(
  scene: Scene,
  absence: Absence,
  server: Pick<ServerProcess, 'kill' | 'restart'>,
  holdMs: number,
): Promise<Pick<AwayResult, 'ackedWhileAway'>> {
  const writers = await writing(scene);
  await absence.begin();
  const { ackedWhileAway } = await writeWhileAway(scene, writers, holdMs);
  await server.kill('SIGKILL');
  await writers.destroy();
  await absence.end();
  await server.restart();
  return { ackedWhileAway };
}

async function writing(scene: Scene): Promise<Writers> {
  const writers = new Writers(scene);
  await writers.untilAcknowledged(scene.chance.integer(scene.people.length * 2, 40));
  return writers;
}

/** Only what is written after it left counts: an acknowledgement of something older may still be on its way. */
async function writeWhileAway({ acknowledged }: Scene, writers: Writers, holdMs: number) {
  const ids = writers.post();
  await delay(holdMs); // The time that the database is away.
  return { ids, ackedWhileAway: ids.filter((id) => acknowledged.records.has(id)).length };
}
