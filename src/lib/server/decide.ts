/**
 * Decides on admitted records in the order they arrived: what depends on others, because only the log sees all
 * of them. Pure; the rows it needs are read and locked by the caller, and are changed here as records are
 * decided, so that later ones of the same batch meet what earlier ones did.
 *
 * A message belongs into the live volume, anything else into the volume of the message it is about. What arrives
 * in another one is carried: it becomes deleted content there, and the server writes it where it belongs, in the
 * same commit.
 */
import type { Candidate } from '#domain/admission.ts';
import { CARRY_CLIENT } from '#domain/client-id.ts';
import type { DeletedRange, VolumeChange } from '#domain/encode-update.ts';
import type { GroupId, RecordId, UserId } from '#domain/ids.ts';
import type { Fate, LedgerEntry } from '#domain/ledger.ts';
import { VOLUME, type VolumeLimits } from '#domain/limits.ts';
import { isDeletion, sizeOf, targetOf, type Deletion, type Edit, type GroupRecord } from '#domain/records.ts';
import type { Refusal } from '#domain/refusal.ts';
import { actRefusal, type Actor } from '#domain/rules.ts';

/** What one device sent to one volume, admitted by the gate; or what the server writes itself. */
export interface Submission {
  readonly groupId: GroupId;
  /** Where the candidates stand; null when the server writes them, wherever they belong. */
  readonly volume: number | null;
  readonly author: UserId;
  /** The server erases what nobody need be asked about: a restored backup, for one. */
  readonly isByServer?: boolean;
  readonly candidates: readonly Candidate[];
  /** Milliseconds since 1970; only generated history sets it, else the database's clock counts. */
  readonly decidedAt?: number;
}

export interface GroupRow {
  readonly archived: boolean;
  lastSeq: number;
  liveVolume: number;
}
export interface VolumeRow {
  lastRev: number;
  messages: number;
  /** Characters, see `sizeOf`. */
  size: number;
  /** Records that the server wrote here. */
  carried: number;
}
export interface MessageRow {
  readonly by: UserId;
  readonly volume: number;
  /** Milliseconds since 1970 by the writer's clock. */
  readonly writtenAt: number;
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
  readonly volumes: Map<string, VolumeRow>;
  readonly actors: ReadonlyMap<string, Actor>;
  readonly messages: Map<string, MessageRow>;
  readonly outcomes: Map<string, OutcomeRow>;
  /** Where a message, its edits and its reactions stand: what a deletion erases. */
  readonly places: Map<string, DeletedRange[]>;
  /** Messages that were deleted and then lost by a restore, and ids for deletions of them, should they come. */
  readonly deletedBefore: ReadonlyMap<string, RecordId>;
  readonly now: number;
}

export type Kind = 'message' | 'edit' | 'deletion' | 'reaction';

/** One row for `outcomes`, and where it was accepted for the table of its kind. */
export interface Decided {
  readonly groupId: GroupId;
  readonly author: UserId;
  /** Where it stands now: as it came, or as it was carried. */
  readonly volume: number;
  readonly client: number;
  readonly clock: number;
  readonly id: string;
  readonly kind: Kind;
  readonly target: RecordId | null;
  /** Null when it was no record at all. */
  readonly record: GroupRecord | null;
  readonly refusal: Refusal | null;
  readonly rev: number;
  readonly seq: number | null;
  readonly at: number;
}

/** One row for `carried`: the place that a record was taken from. */
export interface Carried {
  readonly groupId: GroupId;
  readonly volume: number;
  readonly client: number;
  readonly clock: number;
  readonly id: string;
  readonly rev: number;
  readonly toVolume: number;
  readonly at: number;
}

export interface Decision {
  /** Null when nothing of it may be stored: its author is not, or no longer, a member. */
  readonly stored: {
    /** By volume, the one that was sent last: what was carried is in its new place before it leaves the old one. */
    readonly changes: ReadonlyMap<number, DecidedChange>;
    readonly decided: Decided[];
    readonly carried: Carried[];
    /** Why records of it are refused now, those included that nobody waits to be told of. */
    readonly refused: Refusal[];
  } | null;
}

export const key = (groupId: GroupId, part: string | number): string => `${groupId}/${part}`;

/**
 * Decides one submission and numbers what it accepts. The candidates that were handed in stay as the gate judged them:
 * a transaction that failed is decided again, perhaps without what had come before in its batch.
 */
export function decide(submission: Submission, state: State, limits: VolumeLimits = VOLUME): Decision {
  const { groupId, author } = submission;
  const group = state.groups.get(groupId);
  const actor = submission.isByServer
    ? ({ userId: author, role: 'admin', isOwner: true } as const)
    : state.actors.get(key(groupId, author));
  const isThere = submission.volume === null || state.volumes.has(key(groupId, submission.volume));
  if (!group || !isThere || !actor || actor.role === null) return { stored: null };
  return { stored: new Deciding(submission, state, limits, group, actor).run() };
}

/** What became of the candidates, those that were carried here included. */
export interface DecidedChange extends VolumeChange {
  readonly candidates: readonly Candidate[];
}

interface Change extends DecidedChange {
  readonly candidates: Candidate[];
  readonly ledger: LedgerEntry[];
  readonly erased: DeletedRange[];
}

class Deciding {
  readonly #submission: Submission;
  readonly #state: State;
  readonly #limits: VolumeLimits;
  readonly #group: GroupRow;
  readonly #actor: Actor;
  readonly #at: number;
  readonly #changes = new Map<number, Change>();
  readonly #decided: Decided[] = [];
  readonly #carried: Carried[] = [];
  readonly #refused: Refusal[] = [];

  constructor(submission: Submission, state: State, limits: VolumeLimits, group: GroupRow, actor: Actor) {
    this.#submission = submission;
    this.#state = state;
    this.#limits = limits;
    this.#group = group;
    this.#actor = actor;
    this.#at = submission.decidedAt ?? state.now;
  }

  run(): NonNullable<Decision['stored']> {
    const { volume } = this.#submission;
    const candidates = this.#submission.candidates.map((candidate) => ({ ...candidate }));
    const own = volume === null ? null : this.#change(volume);
    for (const candidate of candidates) this.#decide(candidate);
    if (volume !== null && own !== null) {
      own.candidates.push(...candidates);
      this.#changes.delete(volume);
      this.#changes.set(volume, own);
    }
    return { changes: this.#changes, decided: this.#decided, carried: this.#carried, refused: this.#refused };
  }

  #decide(candidate: Candidate): void {
    const { groupId, volume } = this.#submission;
    const known = this.#state.outcomes.get(key(groupId, candidate.id));
    if (known) {
      // The same place: delivered again after an acknowledgement was lost, or a commit of unknown outcome.
      const isRepeat =
        known.volume === volume && known.client === candidate.client && known.clock === candidate.clock;
      candidate.refusal = isRepeat ? known.refusal : 'duplicate';
      if (!isRepeat) this.#refused.push('duplicate');
      candidate.isKept = isRepeat && known.refusal === null && !this.#isErased(candidate);
      return;
    }
    const { record } = candidate;
    const refusal = candidate.refusal ?? this.#refusalOf(kindOf(candidate), record!);
    if (refusal !== null) {
      candidate.refusal = refusal;
      this.#refused.push(refusal);
      candidate.isKept = false;
      if (volume !== null) this.#note(candidate, volume, refusal, { refused: refusal });
      return;
    }
    const home = this.#homeOf(record!);
    if (home === volume) return this.#accept(candidate, home);
    candidate.isKept = false;
    if (volume !== null) {
      const { client, clock, id } = candidate;
      const rev = this.#enter(volume, id, { carried: home });
      this.#carried.push({ groupId, volume, client, clock, id, rev, toVolume: home, at: this.#at });
    }
    this.#accept(this.#write(candidate, home), home);
  }

  /** [S15] What was erased is not stored again, even when its device delivers it once more. */
  #isErased({ id, record }: Candidate): boolean {
    if (record === null || isDeletionRecord(record)) return false;
    return this.#message(targetOf(record) ?? id)?.deleted ?? false;
  }

  #refusalOf(kind: Kind, record: GroupRecord): Refusal | null {
    if (this.#group.archived && !this.#submission.isByServer) return 'group-archived';
    const to = targetOf(record);
    if (to === null) return null;
    const act = kind === 'edit' ? 'edit' : kind === 'deletion' ? 'delete' : 'react';
    const target = this.#message(to);
    const refusal = actRefusal(act, this.#actor, target);
    if (refusal !== null || act === 'delete') return refusal;
    return this.#exceeds(this.#volume(target!.volume), this.#limits.excess) ? 'volume-full' : null;
  }

  #homeOf(record: GroupRecord): number {
    const to = targetOf(record);
    return to === null ? this.#group.liveVolume : this.#message(to)!.volume;
  }

  #accept(candidate: Candidate, volume: number): void {
    const { groupId } = this.#submission;
    const { id, client, clock } = candidate;
    const record = candidate.record!;
    const row = this.#volume(volume);
    const target = targetOf(record);
    row.size += sizeOf(record);
    if (target === null) {
      row.messages++;
      const message = { by: record.by, volume, writtenAt: record.at, deleted: false };
      this.#state.messages.set(key(groupId, id), message);
      this.#note(candidate, volume, null, ++this.#group.lastSeq);
    } else if (isDeletionRecord(record)) {
      const { by, writtenAt: at } = this.#message(target)!;
      this.#erase(target, volume);
      this.#note(candidate, volume, null, { erased: { to: target, by, at } });
    } else this.#note(candidate, volume, null);
    const again = target === null ? this.#state.deletedBefore.get(key(groupId, id)) : undefined;
    if (again !== undefined) this.#deleteAgain(candidate, again, volume);
    else if (target === null || !isDeletionRecord(record))
      addTo(this.#state.places, key(groupId, target ?? id), { client, clock, length: 1 });
    if (volume === this.#group.liveVolume && this.#exceeds(row, 1)) this.#openNext();
  }

  /** [S15] A device brings what was deleted before the database was restored: it has its number, and no text. */
  #deleteAgain(candidate: Candidate, id: RecordId, volume: number): void {
    candidate.isKept = false;
    const [to, { by }] = [candidate.id as RecordId, candidate.record!];
    const record: Deletion = { id, by, to, deleted: true, at: this.#at };
    this.#accept(this.#write({ root: 'edits', id, record }, volume), volume);
  }

  #erase(id: RecordId, volume: number): void {
    const message = this.#message(id)!;
    if (message.deleted) return;
    message.deleted = true;
    const at = key(this.#submission.groupId, id);
    this.#change(volume).erased.push(...(this.#state.places.get(at) ?? []));
    this.#state.places.delete(at);
  }

  #openNext(): void {
    const next = ++this.#group.liveVolume;
    this.#state.volumes.set(key(this.#submission.groupId, next), {
      lastRev: 0,
      messages: 0,
      size: 0,
      carried: 0,
    });
  }

  /** The same record as the server writes it into the volume where it belongs. */
  #write({ root, id, record }: Pick<Candidate, 'root' | 'id' | 'record'>, volume: number): Candidate {
    const { candidates } = this.#change(volume);
    const before = candidates.findLast((one) => one.root === root && one.client === CARRY_CLIENT);
    const origin = before ? { client: CARRY_CLIENT, clock: before.clock } : null;
    const clock = this.#volume(volume).carried++;
    const carried = { client: CARRY_CLIENT, clock, root, origin, id, record, refusal: null, isKept: true };
    candidates.push(carried);
    return carried;
  }

  #note(candidate: Candidate, volume: number, refusal: Refusal | null, fate?: Fate): void {
    const { groupId, author } = this.#submission;
    const { id, client, clock, record } = candidate;
    const rev = this.#enter(volume, id, fate);
    this.#state.outcomes.set(key(groupId, id), { volume, client, clock, refusal });
    this.#decided.push({
      ...{ groupId, author, volume, client, clock, id, record, refusal, rev },
      kind: kindOf(candidate),
      target: record && targetOf(record),
      seq: typeof fate === 'number' ? fate : null,
      at: this.#at,
    });
  }

  /** One more ledger entry. @returns its `rev` */
  #enter(volume: number, id: string, fate?: Fate): number {
    this.#change(volume).ledger.push(fate === undefined ? [id, this.#at] : [id, this.#at, fate]);
    return ++this.#volume(volume).lastRev;
  }

  #change(volume: number): Change {
    const known = this.#changes.get(volume);
    if (known) return known;
    const firstRev = this.#volume(volume).lastRev + 1;
    const change = { candidates: [], ledger: [], firstRev, erased: [] };
    this.#changes.set(volume, change);
    return change;
  }

  #volume(volume: number): VolumeRow {
    return this.#state.volumes.get(key(this.#submission.groupId, volume))!;
  }

  /** Whether a volume holds so many times what closes it. */
  #exceeds({ messages, size, lastRev }: VolumeRow, times: number): boolean {
    const limits = this.#limits;
    return (
      messages >= limits.messages * times || size >= limits.size * times || lastRev >= limits.records * times
    );
  }

  #message(id: string): MessageRow | undefined {
    return this.#state.messages.get(key(this.#submission.groupId, id));
  }
}

const isDeletionRecord = (record: GroupRecord): record is Deletion =>
  'to' in record && !('emoji' in record) && isDeletion(record);

function kindOf({ root, record }: Candidate): Kind {
  if (root === 'messages') return 'message';
  if (root === 'reactions') return 'reaction';
  return record !== null && isDeletion(record as Edit | Deletion) ? 'deletion' : 'edit';
}

function addTo<T>(lists: Map<string, T[]>, at: string, value: T): void {
  const list = lists.get(at);
  if (list) list.push(value);
  else lists.set(at, [value]);
}
