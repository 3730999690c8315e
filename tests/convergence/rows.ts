/** What the database holds of one group and its volume, in memory. It decides and encodes by the real code. */
import type { Author, Candidate } from '#domain/admission.ts';
import { encodeChange } from '#domain/encode-update.ts';
import type { LedgerEntry } from '#domain/ledger.ts';
import type { Refusal } from '#domain/refusal.ts';
import { decide, key, type Decided, type State } from '#server/decide.ts';
import { groupId, people, type Person } from './people.ts';

export const VOLUME = 1;

export interface Submitted {
  readonly author: Author;
  readonly candidates: readonly Candidate[];
}

export class Rows {
  readonly log: Uint8Array[] = [];
  readonly decided: Decided[] = [];
  readonly state: State & { now: number };
  readonly #ledger: LedgerEntry[] = [];
  #counts = { repeats: 0, duplicates: 0, malformed: 0 };

  constructor(members: readonly Person[] = people) {
    this.state = {
      groups: new Map([[groupId, { archived: false, lastSeq: 0, liveVolume: VOLUME }]]),
      volumes: new Map([[key(groupId, VOLUME), { lastRev: 0, messages: 0, size: 0, carried: 0 }]]),
      actors: new Map(members.map((member) => [key(groupId, member.userId), member])),
      messages: new Map(),
      outcomes: new Map(),
      places: new Map(),
      now: 10_000,
    };
  }

  /** Commits one submission as the log does. @returns the update as everybody gets it; null: no member */
  commit({ author, candidates }: Submitted): Uint8Array | null {
    this.state.now += 1;
    const { stored } = decide({ groupId, volume: VOLUME, author: author.userId, candidates }, this.state);
    if (stored === null) return null;
    const decidedNow = new Set(stored.decided.map(({ id }) => id));
    for (const candidate of candidates) {
      if (candidate.record === null) this.#counts.malformed++;
      else if (candidate.refusal === 'duplicate') this.#counts.duplicates++;
      else if (!decidedNow.has(candidate.id)) this.#counts.repeats++;
    }
    this.decided.push(...stored.decided);
    const change = stored.changes.get(VOLUME)!;
    this.#ledger.push(...change.ledger);
    const update = encodeChange(change);
    this.log.push(update);
    return update;
  }

  /** What was committed since the last call and has no row of its own. */
  takeCounts(): { repeats: number; duplicates: number; malformed: number } {
    const counts = this.#counts;
    this.#counts = { repeats: 0, duplicates: 0, malformed: 0 };
    return counts;
  }

  /** The ledger as it is rebuilt from the rows. */
  get ledger(): readonly LedgerEntry[] {
    return this.#ledger;
  }

  /** What became of a record; undefined when it has never arrived. */
  outcomeOf(record: string): Refusal | 'accepted' | undefined {
    const outcome = this.state.outcomes.get(key(groupId, record));
    return outcome && (outcome.refusal ?? 'accepted');
  }
}
