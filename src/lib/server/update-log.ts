/**
 * The log: every change is in the database before anybody sees it or is told that it was taken. One flusher
 * writes; what arrives meanwhile goes into the next transaction (group commit), so a busy server makes larger
 * commits and not more of them.
 *
 * - Transient errors (database away, deadlock) are retried for as long as the process lives. After a commit of
 *   unknown outcome the database is asked what became of it: repeated, it would be decided as a repetition, and the
 *   ledger entries that the first one wrote would be announced to nobody. Nothing is acknowledged meanwhile.
 * - Any other error halves the batch until the submission that causes it stands alone and is rejected: one
 *   poisoned record never stops the rest.
 * - Above `QUEUED_RECORDS_MAX` waiting records `submit` rejects with `LogBusy`: the device keeps what it has.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import type { GroupId, UserId } from '#domain/ids.ts';
import type { Refusal } from '#domain/refusal.ts';
import type { NotificationRule } from '#domain/user-document.ts';
import type { Submission } from './decide.ts';
import { isTransient, UnknownOutcome, type Database } from './database.ts';
import type { Log } from './log.ts';
import { insertUpdates, type CommittedUpdate } from './log-rows.ts';
import { outsideRequests } from './request-scope.ts';
import { openPart, type OpenSpan } from './trace.ts';
import { NOTHING_WRITTEN, writeBatch, type WrittenBatch } from './write-batch.ts';
import { writeRules } from './push/write-rules.ts';
import { writePositions } from './write-positions.ts';

export type { CommittedUpdate, Submission };

/** Records waiting for the database, over all sockets; about 10 MB. */
export const QUEUED_RECORDS_MAX = 50_000;
/** Records in one transaction: larger ones gain nothing and hold the groups' locks longer. */
const BATCH_RECORDS_MAX = 2_000;
const RETRY_MS = [50, 100, 200, 500, 1_000];

/** The database does not keep up or is away; the device is asked to come back. */
export class LogBusy extends Error {
  override readonly name = 'LogBusy';
}

/** Of one transaction. */
export interface CommittedBatch {
  /** From the first try, with what was repeated. */
  readonly ms: number;
  readonly records: number;
  /** Of groups. */
  readonly accepted: number;
  readonly refused: ReadonlyMap<Refusal, number>;
}

/** What a person's own devices wrote in `user/<userId>`. */
export interface UserSubmission {
  readonly document: string;
  readonly userId: UserId;
  readonly payload: Uint8Array;
  readonly positions: ReadonlyMap<GroupId, number>;
  readonly delivered?: ReadonlyMap<GroupId, number>;
  /** What the person chose, if they did. */
  readonly showsReceipts?: boolean | undefined;
  /** Of which messages they want to be told now. */
  readonly rules?: ReadonlyMap<GroupId, NotificationRule>;
}

interface Waiting {
  readonly submission: Submission | UserSubmission;
  readonly records: number;
  /** Until it is committed. */
  readonly span: OpenSpan | null;
  resolve(committed: readonly CommittedUpdate[] | null): void;
  reject(error: unknown): void;
}

export class UpdateLog {
  readonly #database: Database;
  readonly #log: Log;
  readonly #announce: (committed: CommittedUpdate) => void;
  readonly #erasureOwed: () => void;
  readonly #moved: (submission: UserSubmission) => void;
  readonly #committed: (batch: CommittedBatch) => void;
  #queue: Waiting[] = [];
  #queuedRecords = 0;
  #flushing: Promise<void> | null = null;
  #closed = false;

  /**
   * @param hooks.announce called once for each committed update, in the order committed, before `submit` resolves
   * @param hooks.moved called after a commit of what says how far a person is
   * @param hooks.committed called after each commit, when it was announced
   * @param hooks.erasureOwed called after a commit that deleted messages whose text the log still holds
   */
  constructor(
    database: Database,
    log: Log,
    hooks: {
      announce: (committed: CommittedUpdate) => void;
      erasureOwed: () => void;
      moved?: (submission: UserSubmission) => void;
      committed?: (batch: CommittedBatch) => void;
    },
  ) {
    this.#database = database;
    this.#log = log;
    this.#announce = hooks.announce;
    this.#erasureOwed = hooks.erasureOwed;
    this.#moved = hooks.moved ?? (() => {});
    this.#committed = hooks.committed ?? (() => {});
  }

  /**
   * Commits what a device sent.
   * @returns the updates as everybody gets them, or null when the author may not write there
   * @throws LogBusy when too much waits or the log is closed; any database error that is not transient
   */
  submit(submission: Submission | UserSubmission): Promise<readonly CommittedUpdate[] | null> {
    const records = 'candidates' in submission ? submission.candidates.length : 1;
    if (this.#closed || this.#queuedRecords + records > QUEUED_RECORDS_MAX)
      return Promise.reject(new LogBusy('the database does not keep up'));
    this.#queuedRecords += records;
    const span = openPart('commit', { attributes: { 'cairn.records': records } });
    return new Promise((resolve, reject) => {
      this.#queue.push({ submission, records, span, resolve, reject });
      this.#flushing ??= outsideRequests(() => this.#flush());
    });
  }

  get waitingRecords(): number {
    return this.#queuedRecords;
  }

  /** Tells about updates that somebody else's transaction committed: those of server-written documents. */
  announce(committed: readonly CommittedUpdate[]): void {
    for (const update of committed) this.#announce(update);
  }

  /** Writes what is queued, unless the database is away, and takes nothing more. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#flushing;
  }

  async #flush(): Promise<void> {
    try {
      // One turn of the event loop: frames that arrived together commit together.
      await delay(0);
      while (this.#queue.length > 0) {
        let records = 0;
        let count = 0;
        do records += this.#queue[count++]!.records;
        while (count < this.#queue.length && records + this.#queue[count]!.records <= BATCH_RECORDS_MAX);
        const batch = this.#queue.splice(0, count);
        await this.#write(batch);
        this.#queuedRecords -= records;
      }
    } finally {
      // In the same turn as the look at the queue: what is submitted a moment later must start a flusher.
      this.#flushing = null;
    }
  }

  async #write(batch: readonly Waiting[]): Promise<void> {
    const begunAt = performance.now();
    const attempt = new Attempt(this.#database, batch);
    for (let attempts = 0; ; attempts++) {
      try {
        const { updates, heads, owesErasure, accepted, refused } = await attemptIn(batch, attempt);
        const ms = performance.now() - begunAt;
        batch.forEach((waiting, at) => {
          const committed = updates[at] ?? null;
          waiting.span?.end();
          const applying = waiting.span?.beside('apply');
          this.announce(committed ?? []);
          applying?.end();
          waiting.resolve(committed);
        });
        this.announce(heads);
        for (const { submission } of batch) if ('payload' in submission) this.#moved(submission);
        if (owesErasure) this.#erasureOwed();
        const records = batch.reduce((sum, one) => sum + one.records, 0);
        this.#committed({ ms, records, accepted, refused });
        return;
      } catch (error) {
        if (!isTransient(error)) {
          await this.#writeHalves(batch, error);
          return;
        }
        if (this.#closed) {
          for (const waiting of batch)
            fail(waiting, new LogBusy('the server stops while the database is away'));
          return;
        }
        if (attempts === 0)
          this.#log.warn({ event: 'log-retry', code: codeOf(error), waiting: batch.length });
        await delay(RETRY_MS[Math.min(attempts, RETRY_MS.length - 1)]);
      }
    }
  }

  async #writeHalves(batch: readonly Waiting[], error: unknown): Promise<void> {
    if (batch.length === 1) {
      this.#log.error({ event: 'log-rejected', code: codeOf(error) });
      fail(batch[0]!, error);
      return;
    }
    const half = Math.ceil(batch.length / 2);
    await this.#write(batch.slice(0, half));
    await this.#write(batch.slice(half));
  }
}

/** What is asked for several is a part of the first. */
const attemptIn = (batch: readonly Waiting[], attempt: Attempt): Promise<WrittenBatch> => {
  const span = batch.find((waiting) => waiting.span)?.span;
  return span ? span.inside(() => attempt.make()) : attempt.make();
};

function fail({ span, reject }: Waiting, error: unknown): void {
  span?.end({ failed: true });
  reject(error);
}

/** A batch on its way into the database, once and not twice. */
class Attempt {
  readonly #database: Database;
  readonly #batch: readonly Waiting[];
  /** Of a commit that was not answered: what it wrote, if it came to pass. */
  #unanswered: { readonly written: WrittenBatch; readonly outcome: UnknownOutcome } | null = null;

  constructor(database: Database, batch: readonly Waiting[]) {
    this.#database = database;
    this.#batch = batch;
  }

  /** Writes it, or finds that it is written. May be called again after it threw a transient error. */
  async make(): Promise<WrittenBatch> {
    if (this.#unanswered) {
      const { written, outcome } = this.#unanswered;
      const became = await this.#database.outcomeOf(outcome);
      if (became === 'committed') return written;
      if (became === 'open') throw outcome;
      this.#unanswered = null;
    }
    let written: WrittenBatch | undefined;
    try {
      return await this.#database.transaction(
        async (client) => (written = await commit(client, this.#batch)),
      );
    } catch (error) {
      if (error instanceof UnknownOutcome && written) this.#unanswered = { written, outcome: error };
      throw error;
    }
  }
}

const codeOf = (error: unknown): string => (error as { code?: string }).code ?? (error as Error).name;

async function commit(client: pg.ClientBase, batch: readonly Waiting[]): Promise<WrittenBatch> {
  const submissions = batch.map(({ submission }) => submission);
  const ofGroups = submissions.filter((one): one is Submission => 'candidates' in one);
  const ofUsers = submissions.filter((one): one is UserSubmission => 'payload' in one);
  const written = ofGroups.length > 0 ? await writeBatch(client, ofGroups) : NOTHING_WRITTEN;
  const groups = [...written.updates];
  const users = ofUsers.length > 0 ? await writeUserUpdates(client, ofUsers) : [];
  const updates = submissions.map((one) => ('candidates' in one ? groups.shift()! : [users.shift()!]));
  return { ...written, updates };
}

async function writeUserUpdates(
  client: pg.ClientBase,
  submissions: readonly UserSubmission[],
): Promise<CommittedUpdate[]> {
  await client.query(
    `insert into documents (name) select distinct unnest($1::text[]) on conflict do nothing`,
    [submissions.map(({ document }) => document)],
  );
  const rows = await insertUpdates(client, submissions);
  await writePositions(client, submissions);
  for (const { userId, showsReceipts, rules } of submissions) {
    if (rules?.size) await writeRules(client, userId, rules);
    if (showsReceipts !== undefined)
      await client.query(`update users set shows_receipts = $2 where id = $1`, [userId, showsReceipts]);
  }
  return submissions.map(({ document, payload }, at) => ({ document, payload, row: rows[at]! }));
}
