/**
 * `npm run fuzz -- [--seed N] [--long] [--json]`: so many random schedules, and more while there is time; with
 * a seed that one alone. Ends with 1 when a promise was broken or not put to the test.
 */
import { printFigure, printProgress, readOptions } from '../support/figures.ts';
import { runSeed } from './run-seed.ts';
import { SITUATIONS, type Situation } from './situations.ts';

const options = readOptions();
const isOne = process.argv.some((argument) => argument.startsWith('--seed'));
const [least, goOnForMs] = isOne ? [1, 0] : options.isLong ? [200, 150_000] : [50, 20_000];

const happened = new Map<Situation, number>();
let violations = 0;
let schedules = 0;
const began = performance.now();
do {
  // One after the other from the first, so that any of them is repeated by its own number.
  const seed = options.seed + schedules++;
  try {
    for (const [situation, times] of runSeed(seed).happened)
      happened.set(situation, (happened.get(situation) ?? 0) + times);
  } catch (error) {
    violations++;
    console.error((error as Error).message);
  }
  if (schedules % 50 === 0) printProgress(`${schedules} schedules, ${violations} violations`);
} while (schedules < least || performance.now() - began < goOnForMs);

const missing = SITUATIONS.filter((situation) => !happened.has(situation));
printFigure(options, 'schedules', schedules, { seed: options.seed });
printFigure(options, 'violations', violations);
printFigure(options, 'situations', SITUATIONS.length - missing.length, { of: SITUATIONS.length });
if (!isOne && missing.length > 0) printProgress(`Did not come up: ${missing.join(', ')}.`);
process.exitCode = violations > 0 || (!isOne && missing.length > 0) ? 1 : 0;
