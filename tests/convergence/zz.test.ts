/**
 * Random schedules, each decided by its seed: `SEED=n` runs one, `LONG=1` runs more. What failed once stays here
 * under its own name.
 */
import { expect, test } from 'vitest';
import { expectConverged, expectInOrder } from './expect-converged.ts';
import { Schedule, SITUATIONS, type Situation } from './schedule.ts';

const SEEDS = 4000;
const BATCH = 20;

function runSeed(seed: number): Schedule {
  const schedule = new Schedule(seed);
  schedule.onStep = (tab) => {
    if (tab && !tab.device.isDestroyed) expectInOrder(tab, schedule);
  };
  try {
    schedule.run();
    expectConverged(schedule);
  } catch (error) {
    const story = schedule.operations.map((operation) => `  ${operation}`).join('\n');
    throw new Error(`SEED=${seed}: ${(error as Error).message}\nafter\n${story}`, { cause: error });
  }
  return schedule;
}

const title =
  '[S1] [S2] [S4] [S5] [S12] [S14] [S16] [S17] all devices and the server end with the same group';

if (process.env['SEED']) {
  const seed = Number(process.env['SEED']);
  test(`${title}: seed ${seed}`, () => void runSeed(seed));
} else {
  const batches = Array.from({ length: SEEDS / BATCH }, (_, at) => at * BATCH + 4001);
  test.each(batches)(`${title}: ${BATCH} seeds from %i`, (first) => {
    const happened = new Map<Situation, number>();
    for (let seed = first; seed < first + BATCH; seed++)
      for (const [situation, times] of runSeed(seed).happened)
        happened.set(situation, (happened.get(situation) ?? 0) + times);
    // Every situation has come up, or the promises were not put to the test.
    const missing = SITUATIONS.filter((situation) => !happened.has(situation));
    expect(missing).toEqual([]);
    if (process.env['REPORT']) console.log(JSON.stringify(Object.fromEntries(happened)));
  });
}
