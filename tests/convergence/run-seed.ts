import { expectConverged } from './expect-converged.ts';
import { expectInOrder } from './expect-in-order.ts';
import { play } from './schedule.ts';
import { World } from './world.ts';

/** Plays the schedule of a seed and checks every promise. @throws with the seed, what broke and all operations */
export function runSeed(seed: number): World {
  const world = new World(seed);
  try {
    play(world, (tab) => {
      if (tab) expectInOrder(world, tab);
    });
    expectConverged(world);
  } catch (error) {
    const story = world.operations.map((operation) => `  ${operation}`).join('\n');
    throw new Error(`SEED=${seed}: ${(error as Error).message}\nafter\n${story}`, { cause: error });
  }
  return world;
}
