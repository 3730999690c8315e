/** What happens to the server: commits, crashes, compaction, a restore from a backup. */
import { isDeletion } from '#domain/records.ts';
import type { Device } from '../device.ts';
import type { Backup } from '../rows.ts';
import type { Server } from '../server.ts';
import { SITUATIONS } from '../situations.ts';
import type { World } from '../world.ts';
import { noticeClosed } from './network.ts';

export function commit(world: World, how?: Parameters<Server['commit']>[0]): void {
  const { server } = world;
  if (server.waiting === 0) return;
  world.note(`commit of ${server.waiting}${how ? `, ${how}` : ''}`);
  if (server.waiting > 1) world.saw('several submissions in one commit');
  if (how === 'killed') world.saw('server killed between commit and broadcast');
  const { decided, carried } = server.rows.tables;
  const before = { decided: decided.length, carried: carried.length, live: server.rows.volumes.length };
  server.commit(how);
  noteRows(world, before);
  if (how === 'killed') noticeClosed(world);
}

function noteRows(world: World, before: { decided: number; carried: number; live: number }): void {
  const { rows } = world.server;
  const { decided, carried } = rows.tables;
  const { repeats, duplicates, malformed, carriedAgain, afterRemoval } = rows.takeCounts();
  world.saw('committed again at the same place', repeats);
  world.saw('refused: duplicate', duplicates);
  world.saw('refused: malformed', malformed);
  world.saw('carried record delivered again', carriedAgain);
  world.saw('submitted after the removal', afterRemoval);
  world.saw('volume opened', rows.volumes.length - before.live);
  const moved = new Set(carried.map(({ id }) => id));
  for (const { id } of carried.slice(before.carried)) {
    const { kind } = decided.find((one) => one.id === id)!;
    world.saw(kind === 'message' ? 'message carried' : 'change carried');
  }
  for (const one of decided.slice(before.decided)) {
    const { refusal, record, target, volume } = one;
    const situation = SITUATIONS.find((name) => name === `refused: ${refusal}`);
    if (situation && refusal !== 'malformed') world.saw(situation);
    if (refusal !== null || record === null || target === null || !('to' in record)) continue;
    if (moved.has(target)) world.saw('carried message changed');
    if ('text' in record) noteEdit(world, target, one.id);
    if ('emoji' in record || !isDeletion(record)) continue;
    world.saw('erased');
    if (volume < rows.volumes.length) world.saw('erased in an old volume');
    const changes = decided.filter((other) => other.target === target && other.kind !== 'deletion');
    if (new Set(changes.map(({ kind }) => kind)).size > 1) world.saw('erased with its edits and reactions');
  }
}

const editors = new WeakMap<World, Map<string, Set<Device>>>();
function noteEdit(world: World, target: string, edit: string): void {
  const all = editors.get(world) ?? new Map<string, Set<Device>>();
  editors.set(world, all);
  const device = world.written.find(({ id }) => id === edit)?.device;
  const devices = all.get(target) ?? new Set();
  all.set(target, devices);
  if (device) devices.add(device);
  if (devices.size > 1) world.saw('edited by two devices at once');
}

export function kill(world: World): void {
  world.note('server killed');
  if (world.server.waiting > 0) world.saw('server killed before a commit');
  world.server.restart();
  noticeClosed(world);
}

export function compact(world: World): void {
  world.note('compacted');
  world.saw('compacted');
  world.server.compact();
}

const backups = new WeakMap<World, Backup>();
export function backUp(world: World): void {
  world.note('backed up');
  backups.set(world, world.server.rows.backup());
}

export function restore(world: World): void {
  const backup = backups.get(world);
  if (!backup) return;
  world.note('restored');
  world.saw('restored from a backup');
  const { server, written } = world;
  const accepted = written.filter(({ id }) => server.rows.outcomeOf(id) === 'accepted');
  server.restore(backup);
  const gone = accepted.filter(({ id }) => server.rows.outcomeOf(id) !== 'accepted');
  world.saw('restore took accepted records back', gone.length);
  for (const one of gone) one.fate = 'forgotten';
  noticeClosed(world);
}
