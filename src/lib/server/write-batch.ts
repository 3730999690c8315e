/**
 * One transaction for a batch of submissions: locks the groups, reads what the decisions need, and writes log,
 * ledger and normalized rows together. Every list travels as an array parameter, so that a batch costs a dozen
 * statements whatever its size; and they are sent in two goes, since waiting for each answer cost more than all the
 * rest of a message (2026-11). When one fails, those behind it fail because of it: the first to reject is the reason.
 */
import type pg from 'pg';
import { groupDocument } from '#domain/document-names.ts';
import { encodeChange } from '#domain/encode-update.ts';
import { decide, type Decision, type Submission } from './decide.ts';
import type { Refusal } from '#domain/refusal.ts';
import { writeHead } from './heads.ts';
import { owePush } from './push/push-tasks.ts';
import { insertUpdates, type CommittedUpdate } from './log-rows.ts';
import { readState } from './read-state.ts';
import { writeRecords } from './write-records.ts';
import { advanceGroups, writeVolumes } from './write-volumes.ts';

export interface WrittenBatch {
  /** For each submission what it changed, in the order to announce; null when its author is no member. */
  readonly updates: readonly (readonly CommittedUpdate[] | null)[];
  /** Of heads that tell of new volumes and of changes in closed ones: to be announced last. */
  readonly heads: readonly CommittedUpdate[];
  /** Whether messages were deleted whose text is still to leave the log. */
  readonly owesErasure: boolean;
  /** How many records were decided; what came again counts for nothing. */
  readonly accepted: number;
  readonly refused: ReadonlyMap<Refusal, number>;
}

export const NOTHING_WRITTEN: WrittenBatch = {
  updates: [],
  heads: [],
  owesErasure: false,
  accepted: 0,
  refused: new Map(),
};

/** Decides and writes a batch inside the caller's transaction. */
export async function writeBatch(client: pg.ClientBase, batch: readonly Submission[]): Promise<WrittenBatch> {
  const state = await readState(client, batch);
  const before = new Map([...state.volumes].map(([at, row]) => [at, { ...row }]));
  const stored = batch.map((submission) => decide(submission, state).stored);
  const decided = stored.flatMap((one) => one?.decided ?? []);
  const changes = batch.map(({ groupId }, at) =>
    [...(stored[at]?.changes ?? [])].map(([volume, change]) => ({
      document: groupDocument(groupId, volume),
      payload: encodeChange(change),
    })),
  );
  // Sent in this order, all at once: what comes later in it may refer to what comes before.
  const [changedHeads, rows] = await Promise.all([
    writeVolumes(client, state, before),
    insertUpdates(client, changes.flat()),
    writeRecords(
      client,
      decided,
      stored.flatMap((one) => one?.carried ?? []),
    ),
    advanceGroups(client, state),
    owePush(
      client,
      decided.filter(({ kind, refusal }) => kind === 'message' && refusal === null),
    ),
  ]);
  const heads: CommittedUpdate[] = [];
  for (const groupId of [...changedHeads].sort()) heads.push(...(await writeHead(client, groupId)));
  return {
    updates: changes.map((updates, at) =>
      stored[at] ? updates.map((update) => ({ ...update, row: rows.shift()! })) : null,
    ),
    heads,
    owesErasure: decided.some(({ kind, refusal }) => kind === 'deletion' && refusal === null),
    accepted: decided.filter(({ refusal }) => refusal === null).length,
    refused: countRefusals(batch, stored),
  };
}

function countRefusals(
  batch: readonly Submission[],
  stored: readonly Decision['stored'][],
): Map<Refusal, number> {
  const refused = new Map<Refusal, number>();
  for (const [at, { candidates }] of batch.entries())
    for (const refusal of stored[at]?.refused ?? candidates.map(() => 'not-member' as const))
      refused.set(refusal, (refused.get(refusal) ?? 0) + 1);
  return refused;
}
