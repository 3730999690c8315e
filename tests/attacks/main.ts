/**
 * `npm run attacks`: everything a hostile member could do, against the real server, while honest people write.
 * Ends with 1 when any of it did harm.
 */
import { createChance } from '../support/chance.ts';
import { printFigure, printProgress, readOptions } from '../support/figures.ts';
import { FAMILIES } from './all.ts';
import { attempt } from './attack.ts';
import { sendMalformed } from './malformed-frames.ts';
import { mutateInProcess, mutateOverSockets } from './mutated-updates.ts';
import { World } from './world.ts';

/** Of the mutated updates, those that go over sockets to the real server. */
const OVER_SOCKETS = 6_000;
const WRITE_MS = 500;

const options = readOptions(['frames', 'updates']);
const times = options.isLong ? 5 : 1;
const frames = options.number('frames', 50_000 * times);
const updates = options.number('updates', 100_000 * times);
const chance = createChance(options.seed);
const harmful: string[] = [];
let crashes = 0;
let tried = 0;

printProgress(`seed ${options.seed}`);
for (const [family, attacks] of Object.entries(FAMILIES))
  await inWorld(8, async (world) => {
    printProgress(`${family}: ${attacks.length} attacks`);
    for (const attack of attacks) {
      tried++;
      if (!(await isHarmless(world, attack.name, () => attempt(attack, world)))) return;
    }
    await isHarmless(world, `${family}, after a restart`, () => world.harmAfterRestart());
  });

await inWorld(16, async (world) => {
  world.isCrowded = true;
  printProgress(`${frames} malformed frames`);
  await isHarmless(world, 'malformed frames', async () => {
    await sendMalformed(world, frames, chance);
    return world.harm();
  });
});

const overSockets = Math.min(OVER_SOCKETS, updates);
await inWorld(16, async (world) => {
  world.isCrowded = true;
  printProgress(`${overSockets} mutated updates over sockets, ${updates - overSockets} in this process`);
  await isHarmless(world, 'mutated updates', async () => {
    await mutateOverSockets(world, overSockets, chance);
    return (await world.harm()) ?? world.harmAfterRestart();
  });
});
await isHarmless(null, 'mutated updates in this process', () =>
  Promise.resolve(mutateInProcess(updates - overSockets, chance)),
);

for (const one of harmful) printProgress(`harmful: ${one}`);
printFigure(options, 'attacks_harmful', harmful.length, { of: tried });
printFigure(options, 'crashes', crashes);
printFigure(options, 'malformed_frames', frames);
printFigure(options, 'mutated_updates', updates, { over_sockets: overSockets });
process.exit(harmful.length > 0 || crashes > 0 ? 1 : 0);

/** A world of its own, with ada and ben writing all the time. */
async function inWorld(mallories: number, work: (world: World) => Promise<void>): Promise<void> {
  const world = await World.start(mallories);
  const writing = setInterval(() => [world.ada, world.ben].forEach((one) => world.say(one)), WRITE_MS);
  try {
    await work(world);
  } finally {
    clearInterval(writing);
    crashes += world.crashes();
    await world.stop();
  }
}

/** Notes what it did. @returns whether it may go on in this world */
async function isHarmless(
  world: World | null,
  name: string,
  work: () => Promise<string | null>,
): Promise<boolean> {
  const harm = await work().catch((error: Error) => error.message);
  if (harm === null) return true;
  harmful.push(`${name}: ${harm}`);
  // What comes after it in a spoiled world says nothing.
  if (world) printProgress(`  ${name}: ${harm}\n${world.server.output().slice(-2_000)}`);
  return false;
}
