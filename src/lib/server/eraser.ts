/**
 * [S15] Takes deleted text out of the database: at the commit of a deletion its rows are blank and its document has
 * lost it, but the log still holds the update that brought it. This compacts the document at once, in a transaction
 * of its own that also notes that it is done. What a crash leaves owed is done at the next start, or within a minute by
 * another instance.
 */
import { setTimeout as delay } from 'node:timers/promises';
import * as Y from 'yjs';
import { groupDocument } from '#domain/document-names.ts';
import { volumeOf } from '#domain/group-document.ts';
import type { GroupId, RecordId } from '#domain/ids.ts';
import type { Database } from './database.ts';
import { keepErasedIds } from './erased-ids.ts';
import type { Log } from './log.ts';
import { readDocument, writeState } from './stored-documents.ts';

const RETRY_MS = 2_000;
const OTHERS_MS = 60_000;

interface Owed {
  readonly group_id: GroupId;
  readonly volume: number;
  readonly messages: RecordId[];
}

export class Eraser {
  readonly #database: Database;
  readonly #log: Log;
  readonly #dataDir: string;
  readonly #settled: (outcome: 'done' | 'failed', messages: number) => void;
  #working: Promise<void> | null = null;
  #isAsked = false;
  #isClosed = false;
  readonly #closing = new AbortController();
  readonly #others: NodeJS.Timeout | undefined;

  /**
   * @param dataDir where the list of erased ids is kept beside the database, for a restore from a backup
   * @param settled is told how many messages were erased, or that it failed and is owed still
   */
  constructor(
    database: Database,
    log: Log,
    dataDir: string,
    settled: (outcome: 'done' | 'failed', messages: number) => void = () => {},
  ) {
    this.#settled = settled;
    this.#database = database;
    this.#log = log;
    this.#dataDir = dataDir;
    if (database.kind === 'postgres') this.#others = setInterval(() => this.wake(), OTHERS_MS).unref();
  }

  /** Erases what is owed, soon. */
  wake(): void {
    this.#isAsked = true;
    this.#working ??= this.#work();
  }

  /** Ends what is under way, and takes nothing more. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#closing.abort();
    clearInterval(this.#others);
    await this.#working;
  }

  async #work(): Promise<void> {
    try {
      while (this.#isAsked && !this.#isClosed) {
        this.#isAsked = false;
        try {
          await this.#eraseAll();
        } catch (error) {
          this.#isAsked = true;
          this.#settled('failed', 1);
          this.#log.warn({ event: 'erasure-failed', error: (error as Error).message });
          await delay(RETRY_MS, undefined, { signal: this.#closing.signal }).catch(() => {});
        }
      }
    } finally {
      this.#working = null;
    }
  }

  async #eraseAll(): Promise<void> {
    const { rows } = await this.#database.pool.query<Owed>(
      `select group_id, volume, array_agg(message_id) as messages from erasures
       where done_at is null group by group_id, volume`,
    );
    for (const owed of rows) {
      if (this.#isClosed) return;
      await keepErasedIds(
        this.#dataDir,
        owed.messages.map((messageId) => ({ groupId: owed.group_id, messageId })),
      );
      await this.#compact(owed);
      this.#settled('done', owed.messages.length);
    }
  }

  async #compact({ group_id, volume, messages }: Owed): Promise<void> {
    const name = groupDocument(group_id, volume);
    await this.#database.transaction(async (client) => {
      await client.query(`select 1 from documents where name = $1 for update`, [name]);
      const { rowCount } = await client.query(
        `select 1 from erasures where group_id = $1 and message_id = any ($2) and done_at is null`,
        [group_id, messages],
      );
      if (rowCount === 0) return; // By another instance, which had the document before.
      const stored = await readDocument(client, name);
      const doc = new Y.Doc();
      volumeOf(doc);
      for (const update of stored.updates) Y.applyUpdate(doc, update);
      await writeState(client, name, { ...stored, state: Y.encodeStateAsUpdate(doc) });
      doc.destroy();
      await client.query(
        `update erasures set done_at = now() where group_id = $1 and message_id = any ($2)`,
        [group_id, messages],
      );
    });
  }
}
