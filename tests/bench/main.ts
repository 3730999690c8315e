/**
 * `npm run bench`: measures, each figure against a goal or against a reference in the same run.
 * `--only name[,name]` for some of them, `--seed N`, `--json`.
 */
import { availableParallelism, loadavg } from 'node:os';
import { printFigure, printProgress, readOptions } from '../support/figures.ts';
import { ack } from './ack.ts';
import type { Benchmark } from './benchmark.ts';
import { catchUp } from './catch-up.ts';
import { crossInstance } from './cross-instance.ts';
import { fanout } from './fanout.ts';
import { firstScript } from './first-script.ts';
import { gate } from './gate.ts';
import { groupsQuery } from './groups-query.ts';
import { herd } from './herd.ts';
import { openGroup } from './open-group.ts';
import { screen } from './screen.ts';
import { search } from './search.ts';
import { serverOpen } from './server-open.ts';
import { sockets, twiceTheSockets } from './sockets.ts';
import { wireBytes } from './wire-bytes.ts';

const benchmarks: readonly Benchmark[] = [
  gate,
  wireBytes,
  ack,
  fanout,
  sockets,
  twiceTheSockets,
  herd,
  crossInstance,
  catchUp,
  openGroup,
  serverOpen,
  groupsQuery,
  search,
  screen,
  firstScript,
];

const options = readOptions([], { texts: ['only'] });
const known = benchmarks.flatMap(({ figures }) => figures);
const wanted = options.text('only')?.split(',') ?? known;
const unknown = wanted.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  console.error(`There is no figure ${unknown.join(', ')}. There are: ${known.join(', ')}.`);
  process.exit(2);
}

printProgress(`seed ${options.seed}`);
if (loadavg()[0]! > availableParallelism())
  printProgress('This machine is busy with something else: times, unlike ratios, mean little.');
for (const { figures, run } of benchmarks) {
  if (!figures.some((name) => wanted.includes(name))) continue;
  printProgress(`${figures.join(', ')} …`);
  for (const { name, value, goal, parts = {} } of await run(options.seed))
    if (wanted.includes(name))
      printFigure(options, name, value, { ...(goal === undefined ? {} : { goal }), ...parts });
}
