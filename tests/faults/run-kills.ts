/** Kills the server at moments that chance picks, while everybody writes, and each time the devices die with it. */
import { setTimeout as delay } from 'node:timers/promises';
import type { ServerProcess } from '../support/server-process.ts';
import { Writers, type Scene } from './writers.ts';

/** Records that are let through before a kill: few enough for many kills, more than one commit. */
const RECORDS_MAX = 60;
/** A commit takes about 5 ms: the kill hits before, inside and after one. */
const MOMENT_MS = 20;

export async function runKills(
  scene: Scene,
  server: Pick<ServerProcess, 'kill' | 'restart'>,
  kills: number,
): Promise<void> {
  for (let kill = 0; kill < kills; kill++) {
    const writers = new Writers(scene);
    await writers.untilAcknowledged(scene.chance.integer(scene.people.length, RECORDS_MAX));
    await delay(scene.chance.integer(0, MOMENT_MS));
    await server.kill('SIGKILL');
    await writers.destroy();
    await server.restart();
  }
}
