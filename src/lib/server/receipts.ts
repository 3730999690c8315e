/**
 * [S10] Writes into the heads what members have received and read, from the rows that their devices' positions are
 * merged into. A group is written at once and then at most every two seconds, however many of its members read: so
 * what a reader costs does not grow with the number of readers. What a crash leaves unwritten is written with the next
 * position of that group.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { RECEIPTS_CLIENT } from '#domain/client-id.ts';
import { headDocument } from '#domain/document-names.ts';
import type { GroupId, UserId } from '#domain/ids.ts';
import { gatherReceipts, writeReceipts, type Receipt } from '#domain/receipts.ts';
import type pg from 'pg';
import { isTransient, type Database } from './database.ts';
import type { CommittedUpdate } from './log-rows.ts';
import type { Log } from './log.ts';
import { changeServerDocument } from './stored-documents.ts';
import type { UserSubmission } from './update-log.ts';

/** Between two writes of one group. */
export const RECEIPTS_MS = 2_000;

export class Receipts {
  readonly #database: Database;
  readonly #log: Log;
  readonly #announce: (committed: readonly CommittedUpdate[]) => void;
  /** Groups that were written lately, or wait for it; true for those that have moved since. */
  readonly #resting = new Map<GroupId, boolean>();
  readonly #due = new Set<GroupId>();
  readonly #timers = new Set<NodeJS.Timeout>();
  #writing: Promise<void> | null = null;
  #isClosed = false;

  constructor(database: Database, log: Log, announce: (committed: readonly CommittedUpdate[]) => void) {
    this.#database = database;
    this.#log = log;
    this.#announce = announce;
  }

  /** Takes in that a person is further, or has chosen who may see that. Call it after the commit. */
  note({ userId, positions, delivered, showsReceipts }: UserSubmission): void {
    for (const groupId of [...positions.keys(), ...(delivered?.keys() ?? [])]) this.noteGroup(groupId);
    if (showsReceipts !== undefined) void this.#noteGroups(userId);
  }

  /** The organisation has turned receipts on or off: every group is written anew. */
  noteAll(): Promise<void> {
    return this.#noteGroups(null);
  }

  noteGroup(groupId: GroupId): void {
    if (this.#isClosed) return;
    if (this.#resting.has(groupId)) this.#resting.set(groupId, true);
    else {
      this.#resting.set(groupId, false);
      this.#due.add(groupId);
      this.#writing ??= this.#write();
    }
  }

  /** Ends after the write under way. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const timer of this.#timers) clearTimeout(timer);
    await this.#writing;
  }

  /** @param userId whose groups; null for those of everybody */
  async #noteGroups(userId: UserId | null): Promise<void> {
    try {
      const { rows } = await this.#database.pool.query<{ group_id: GroupId }>(
        `select distinct group_id from read_positions where $1::text is null or user_id = $1`,
        [userId],
      );
      for (const { group_id } of rows) this.noteGroup(group_id);
    } catch (error) {
      this.#log.warn({ event: 'receipts-failed', user: userId, error: (error as Error).message });
    }
  }

  async #write(): Promise<void> {
    try {
      await delay(0); // What arrived together is written together.
      for (const groupId of this.#due) {
        if (this.#isClosed) return;
        this.#due.delete(groupId);
        await this.#writeGroup(groupId);
      }
    } finally {
      this.#writing = null;
    }
  }

  async #writeGroup(groupId: GroupId): Promise<void> {
    try {
      this.#announce(await this.#database.transaction((client) => writeGroupReceipts(client, groupId)));
    } catch (error) {
      // Again when it has rested, if the database is only away.
      if (isTransient(error)) this.#resting.set(groupId, true);
      this.#log.warn({ event: 'receipts-failed', group: groupId, error: (error as Error).message });
    }
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      const hasMoved = this.#resting.get(groupId);
      this.#resting.delete(groupId);
      if (hasMoved) this.noteGroup(groupId);
    }, RECEIPTS_MS);
    this.#timers.add(timer);
  }
}

/** Brings the receipts in a head up to the rows, inside the caller's transaction. */
async function writeGroupReceipts(client: pg.ClientBase, groupId: GroupId): Promise<CommittedUpdate[]> {
  // Like everybody who writes a head: first the group, then its document.
  await client.query(`select 1 from groups where id = $1 for update`, [groupId]);
  const { rows: counted } = await client.query<{ members: number }>(
    `select count(*)::int as members from group_members where group_id = $1`,
    [groupId],
  );
  const { rows } = await client.query<Receipt>(
    `select user_id as "userId", greatest(read_positions.delivered, seq) as delivered, seq as read
     from read_positions join users on users.id = user_id
     where group_id = $1 and shows_receipts and (select receipts from organisation) order by user_id`,
    [groupId],
  );
  const receipts = gatherReceipts(rows, counted[0]!.members);
  return changeServerDocument(
    client,
    headDocument(groupId),
    (doc) => writeReceipts(doc, receipts),
    RECEIPTS_CLIENT,
  );
}
