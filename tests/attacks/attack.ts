import type { World } from './world.ts';

/** One thing that a hostile member, or an outsider, may try. */
export interface Attack {
  readonly name: string;
  /** @throws when it could not even be tried, which is a fault of the test */
  run(world: World): Promise<void>;
  /** Beyond what is asked after every attack: what is wrong now, or null. */
  harmed?(world: World): Promise<string | null> | string | null;
}

/** Runs one. @returns what it did, or null */
export async function attempt({ run, harmed }: Attack, world: World): Promise<string | null> {
  await run(world);
  return (await harmed?.(world)) ?? (await world.harm());
}
