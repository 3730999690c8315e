/** Takes something away from several instances while everybody writes, gives it back, and waits until all is equal. */
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { GroupId } from '#domain/ids.ts';
import type { Absence } from './run-away.ts';
import type { Stage } from './stage.ts';
import { Writers } from './writers.ts';

/** @returns the milliseconds from the return until all was sent and every device on every instance had all of it */
export async function runOutage(
  { scene, observers }: Stage,
  databaseUrl: string,
  absence: Absence,
  holdMs: number,
): Promise<number> {
  const writers = new Writers(scene);
  await writers.untilAcknowledged(scene.chance.integer(scene.people.length * 2, 60));
  await absence.begin();
  await delay(holdMs); // The time that it is away; whoever can goes on writing.
  await absence.end();
  const healed = performance.now();
  observers.connectNow();
  await writers.untilRested();
  const revs = await readRevs(databaseUrl, scene.groupId);
  await Promise.all([writers.untilHave(revs), observers.untilHave(revs)]);
  const equalAfterMs = performance.now() - healed;
  await writers.destroy();
  return equalAfterMs;
}

/** How many ledger entries each volume has. */
async function readRevs(databaseUrl: string, groupId: GroupId): Promise<ReadonlyMap<number, number>> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  try {
    const { rows } = await client.query<{ volume: number; rev: string }>(
      `select volume, last_rev as rev from volumes where group_id = $1`,
      [groupId],
    );
    return new Map(rows.map(({ volume, rev }) => [volume, Number(rev)]));
  } finally {
    await client.end();
  }
}
