/**
 * Decides on admitted records in the order they arrived: what depends on others, because only the log sees all
 * of them. Pure; the rows it needs are read and locked by the caller, and are changed here as records are
 * accepted, so that later ones of the same batch meet what earlier ones did.
 */
import type { Candidate } from '#domain/admission.ts';
import type { GroupId, UserId } from '#domain/ids.ts';
import type { LedgerEntry } from '#domain/ledger.ts';
import { isDeletion, type Deletion, type Edit, type Message, type Reaction } from '#domain/records.ts';
import type { Refusal } from '#domain/refusal.ts';
import { actRefusal, type Actor } from '#domain/rules.ts';

/** What one device sent to one volume, admitted by the gate. */
export interface Submission {
  readonly groupId: GroupId;
  readonly volume: number;
  readonly author: UserId;
  readonly candidates: readonly Candidate[];
  /** Milliseconds since 1970; only generated history sets it, else the database's clock counts. */
  readonly decidedAt?: number;
}

export interface GroupRow {
  readonly archived: boolean;
  lastSeq: number;
}
export interface VolumeRow {
  lastRev: number;
  messages: number;
}
export interface MessageRow {
  readonly by: UserId;
  readonly volume: number;
  deleted: boolean;
}
export interface OutcomeRow {
  readonly volume: number;
  readonly client: number;
  readonly clock: number;
  readonly refusal: Refusal | null;
}

/** The locked rows that a batch touches, by `groupId`, `groupId/volume` and `groupId/recordId`. */
export interface State {
  readonly groups: ReadonlyMap<GroupId, GroupRow>;
  readonly volumes: ReadonlyMap<string, VolumeRow>;
  readonly actors: ReadonlyMap<string, Actor>;
  readonly messages: Map<string, MessageRow>;
  readonly outcomes: Map<string, OutcomeRow>;
  readonly now: number;
}

export type Kind = 'message' | 'edit' | 'deletion' | 'reaction';

/** One row for `outcomes`, and with `rev` for the table of its kind. */
export interface Decided {
  readonly submission: Submission;
  readonly candidate: Candidate;
  readonly kind: Kind;
  readonly record: Message | Edit | Deletion | Reaction;
  readonly refusal: Refusal | null;
  readonly rev: number | null;
  readonly seq: number | null;
  readonly at: number;
}

export interface Decision {
  /** Null when nothing of it may be stored: its author is not, or no longer, a member. */
  readonly stored: {
    readonly ledger: LedgerEntry[];
    readonly firstRev: number;
    readonly decided: Decided[];
  } | null;
}

export const key = (groupId: GroupId, part: string | number): string => `${groupId}/${part}`;

/** Decides one submission, numbers what it accepts, and sets `refusal` on the candidates it refuses. */
export function decide(submission: Submission, state: State): Decision {
  const { groupId, author } = submission;
  const group = state.groups.get(groupId);
  const volume = state.volumes.get(key(groupId, submission.volume));
  const actor = state.actors.get(key(groupId, author));
  if (!group || !volume || !actor || actor.role === null) return { stored: null };

  const ledger: LedgerEntry[] = [];
  const firstRev = volume.lastRev + 1;
  const decided: Decided[] = [];
  for (const candidate of submission.candidates) {
    const { record } = candidate;
    if (record === null) continue; // Refused by its shape; there is no id to keep an outcome under.
    const id = key(groupId, record.id);
    const known = state.outcomes.get(id);
    if (known) {
      // The same place: delivered again after an acknowledgement was lost, or a commit of unknown outcome.
      const isRepeat =
        known.volume === submission.volume &&
        known.client === candidate.client &&
        known.clock === candidate.clock;
      candidate.refusal = isRepeat ? known.refusal : 'duplicate';
      continue;
    }
    const kind = kindOf(candidate);
    const refusal = group.archived ? 'group-archived' : refusalOf(kind, record, submission, actor, state);
    const at = submission.decidedAt ?? state.now;
    let rev: number | null = null;
    let seq: number | null = null;
    if (refusal === null) {
      rev = ++volume.lastRev;
      if (kind === 'message') {
        seq = ++group.lastSeq;
        volume.messages++;
        state.messages.set(id, { by: record.by, volume: submission.volume, deleted: false });
      }
      if (kind === 'deletion') state.messages.get(key(groupId, (record as Deletion).to))!.deleted = true;
      ledger.push(seq === null ? [record.id, at] : [record.id, at, seq]);
    }
    candidate.refusal = refusal;
    const { client, clock } = candidate;
    state.outcomes.set(id, { volume: submission.volume, client, clock, refusal });
    decided.push({ submission, candidate, kind, record, refusal, rev, seq, at });
  }
  return { stored: { ledger, firstRev, decided } };
}

function kindOf({ root, record }: Candidate): Kind {
  if (root === 'messages') return 'message';
  if (root === 'reactions') return 'reaction';
  return isDeletion(record as Edit | Deletion) ? 'deletion' : 'edit';
}

function refusalOf(
  kind: Kind,
  record: NonNullable<Candidate['record']>,
  submission: Submission,
  actor: Actor,
  state: State,
): Refusal | null {
  if (kind === 'message') return null;
  const target = state.messages.get(key(submission.groupId, (record as Edit | Reaction).to));
  const act = kind === 'edit' ? 'edit' : kind === 'deletion' ? 'delete' : 'react';
  return actRefusal(act, actor, target?.volume === submission.volume ? target : undefined);
}
