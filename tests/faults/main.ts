/**
 * `npm run faults`: breaks server and database while people write, and counts what was promised otherwise.
 * `--kills N` (8), `--db-crashes N` (1), `--long` (100 and 8, and longer absences), `--seed N`, `--json`.
 */
import { printFigure, printProgress, readOptions, type CommandOptions } from '../support/figures.ts';
import { startPostgres } from '../support/postgres.ts';
import { crashed, outOfConnections, paused } from './absences.ts';
import { KINDS } from './acknowledged.ts';
import { runAway, runKillWhileAway, type Absence } from './run-away.ts';
import { runKills } from './run-kills.ts';
import { setStage, type Stage } from './stage.ts';

const DELIVERED_GOAL_MS = 5_000;

const options = readOptions(['kills', 'db-crashes']);
const { isLong, seed } = options;
const kills = options.number('kills', isLong ? 100 : 8);
const dbCrashes = options.number('db-crashes', isLong ? 8 : 1);
const pausedMs = isLong ? 30_000 : 5_000;
const awayMs = isLong ? 5_000 : 1_000;
const totals = {
  acked: 0,
  kinds: { message: 0, edit: 0, deletion: 0, reaction: 0 },
  lost: 0,
  duplicates: 0,
  order: 0,
  tables: 0,
  ackedWhileAway: 0,
  deliveredMs: 0,
};

printProgress(`seed ${seed}`);
// One of the kills comes while the database is away; the others are shared between the two databases.
const onEmbedded = Math.floor(Math.max(kills - 1, 0) / 2);
const onPostgres = Math.max(kills - 1, 0) - onEmbedded;
await breakEmbedded();
await breakPostgres();
printTotals(options);

async function breakEmbedded(): Promise<void> {
  if (onEmbedded === 0) return;
  const stage = await setStage(seed);
  await phase('kills_embedded', stage, () => runKills(stage.scene, stage.server, onEmbedded));
  await judge(stage);
}

async function breakPostgres(): Promise<void> {
  const postgres = await startPostgres({ fsync: true });
  const stage = await setStage(seed, await postgres.createDatabase());
  const { scene, server } = stage;
  const away = async (name: string, absence: Absence, holdMs: number) =>
    phase(name, stage, async () => {
      const result = await runAway(scene, absence, holdMs);
      totals.ackedWhileAway += result.ackedWhileAway;
      totals.deliveredMs = Math.max(totals.deliveredMs, result.deliveredAfterReturnMs);
    });
  await phase('kills_postgres', stage, () => runKills(scene, server, onPostgres));
  for (let crash = 1; crash <= dbCrashes; crash++)
    await away(`db_crash_${crash}`, crashed(postgres), scene.chance.integer(0, awayMs));
  await away('db_paused', paused(postgres), pausedMs);
  await away('db_out_of_connections', outOfConnections(postgres), awayMs);
  if (kills > 0)
    await phase('killed_while_db_away', stage, async () => {
      const result = await runKillWhileAway(scene, paused(postgres), server, awayMs);
      totals.ackedWhileAway += result.ackedWhileAway;
    });
  await judge(stage);
  await postgres.remove();
}

async function phase(name: string, { scene }: Stage, run: () => Promise<void>): Promise<void> {
  printProgress(`${name} …`);
  const before = scene.acknowledged.records.size;
  const begun = Date.now();
  await run();
  const seconds = Math.round((Date.now() - begun) / 1_000);
  printFigure(options, `acked_${name}`, scene.acknowledged.records.size - before, { seconds });
}

async function judge(stage: Stage): Promise<void> {
  const violations = await stage.judge();
  const { acknowledged } = stage.scene;
  totals.acked += acknowledged.records.size;
  totals.lost += violations.lost.length;
  totals.duplicates += violations.duplicates.length;
  totals.order += violations.order.length;
  totals.tables += violations.tables.length;
  for (const found of Object.values(violations).flat().slice(0, 20)) printProgress(`  ${found}`);
  for (const kind of KINDS) totals.kinds[kind] += acknowledged.count(kind);
}

function printTotals(to: CommandOptions): void {
  printFigure(to, 'kills', kills);
  printFigure(to, 'db_crashes', dbCrashes);
  printFigure(to, 'acked_lost', totals.lost, { of: totals.acked, ...totals.kinds });
  printFigure(to, 'duplicates', totals.duplicates);
  printFigure(to, 'order_violations', totals.order);
  printFigure(to, 'table_differences', totals.tables);
  printFigure(to, 'acked_while_away', totals.ackedWhileAway);
  printFigure(to, 'delivered_after_return_ms', Math.round(totals.deliveredMs), { goal: DELIVERED_GOAL_MS });
  const isGood =
    totals.acked > 0 &&
    totals.lost + totals.duplicates + totals.order + totals.tables + totals.ackedWhileAway === 0 &&
    totals.deliveredMs <= DELIVERED_GOAL_MS;
  if (!isGood) process.exitCode = 1;
}
