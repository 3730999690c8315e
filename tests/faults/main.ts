/**
 * `npm run faults`: breaks server and database while people write, and counts what was promised otherwise.
 * `--kills N` (8), `--db-crashes N` (1), `--long` (100 and 8, and longer absences), `--seed N`, `--json`; with
 * `--instances N` those of several instances on one Postgres.
 */
import { printFigure, printProgress, readOptions, type CommandOptions } from '../support/figures.ts';
import { startPostgres } from '../support/postgres.ts';
import { busCut, crashed, killed, outOfConnections, paused } from './absences.ts';
import { KINDS } from './acknowledged.ts';
import { runAway, runKillWhileAway, type Absence } from './run-away.ts';
import { runKills } from './run-kills.ts';
import { runOutage } from './run-outage.ts';
import { isGoodRestart, printRestart } from './print-restart.ts';
import { runRollingRestart, type Crowd, type RollingRestart } from './run-rolling-restart.ts';
import { setStage, type Stage } from './stage.ts';

const DELIVERED_GOAL_MS = 5_000;
const EQUAL_GOAL_MS = 5_000;

const options = readOptions(['kills', 'db-crashes', 'instances']);
const { isLong, seed } = options;
const kills = options.number('kills', isLong ? 100 : 8);
const dbCrashes = options.number('db-crashes', isLong ? 8 : 1);
const instances = options.number('instances', 1);
if (instances < 1 || instances > 8) {
  console.error('--instances takes a number from 1 to 8.');
  process.exit(2);
}
const crowd: Crowd = isLong
  ? { people: 10, groups: 30, perSecond: 100 }
  : { people: 5, groups: 6, perSecond: 20 };
let rolling: RollingRestart | undefined;
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
  equalMs: 0,
};

printProgress(`seed ${seed}`);
// One of the kills comes while the database is away; the others are shared between the two databases.
const onEmbedded = Math.floor(Math.max(kills - 1, 0) / 2);
const onPostgres = Math.max(kills - 1, 0) - onEmbedded;
if (instances > 1) await breakInstances();
else {
  await breakEmbedded();
  await breakPostgres();
}
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

/** Half of the kills end the writers' devices too, so that only the database can know what they were shown as sent. */
async function breakInstances(): Promise<void> {
  const postgres = await startPostgres({ fsync: true });
  const databaseUrl = await postgres.createDatabase();
  const stage = await setStage(seed, databaseUrl, instances);
  const { scene, servers } = stage;
  const anyInstance = () => servers[scene.chance.integer(0, servers.length - 1)]!;
  const outage = (name: string, absence: Absence, holdMs: number) =>
    phase(name, stage, async () => {
      totals.equalMs = Math.max(totals.equalMs, await runOutage(stage, databaseUrl, absence, holdMs));
    });
  for (let kill = 1; kill <= kills; kill++) {
    const server = anyInstance();
    if (kill % 2 === 0) await phase(`kill_${kill}`, stage, () => runKills(scene, server, 1));
    else await outage(`kill_${kill}`, killed(server), scene.chance.integer(0, awayMs));
  }
  for (let crash = 1; crash <= dbCrashes; crash++)
    await outage(`db_crash_${crash}`, crashed(postgres), scene.chance.integer(0, awayMs));
  await outage('db_paused', paused(postgres), pausedMs);
  await outage('bus_cut', busCut(postgres), pausedMs);
  await phase('rolling_restart', stage, async () => {
    rolling = await runRollingRestart(stage, crowd);
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
  if (rolling) printRestart(to, rolling);
  if (instances > 1)
    printFigure(to, 'equal_after_heal_ms', Math.round(totals.equalMs), { goal: EQUAL_GOAL_MS });
  else {
    printFigure(to, 'acked_while_away', totals.ackedWhileAway);
    printFigure(to, 'delivered_after_return_ms', Math.round(totals.deliveredMs), { goal: DELIVERED_GOAL_MS });
  }
  const isGood =
    totals.acked > 0 &&
    totals.lost + totals.duplicates + totals.order + totals.tables + totals.ackedWhileAway === 0 &&
    totals.deliveredMs <= DELIVERED_GOAL_MS &&
    totals.equalMs <= EQUAL_GOAL_MS &&
    (!rolling || isGoodRestart(rolling));
  if (!isGood) process.exitCode = 1;
}
