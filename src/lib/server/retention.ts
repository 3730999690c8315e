/**
 * [S15] Takes messages away that are older than their group keeps them: deletions that nobody wrote, by the road of every
 * other one. A slice is one transaction of a few messages, so that whoever writes waits for no more than that; and
 * every instance may do it, since the group's lock makes them follow one another.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import type { GroupId } from '#domain/ids.ts';
import { EXPIRED_AT } from '#domain/records.ts';
import type { Database } from './database.ts';
import { writeHead } from './heads.ts';
import type { Log } from './log.ts';
import type { CommittedUpdate } from './log-rows.ts';
import { serverDeletions, type ToDelete } from './server-deletion.ts';
import { writeBatch } from './write-batch.ts';

const EVERY_MS = 10 * 60_000;
/** About 20 ms of one transaction on the embedded database. */
const SLICE_MAX = 50;

export interface RetentionHooks {
  readonly announce: (committed: readonly CommittedUpdate[]) => void;
  readonly erasureOwed: () => void;
}

export class Retention {
  readonly #database: Database;
  readonly #log: Log;
  readonly #hooks: RetentionHooks;
  readonly #closing = new AbortController();
  #waking = new AbortController();
  /** Those of the organisation, as the heads have them. */
  #rules: string | undefined;
  #working: Promise<void> = Promise.resolve();

  constructor(database: Database, log: Log, hooks: RetentionHooks) {
    this.#database = database;
    this.#log = log;
    this.#hooks = hooks;
  }

  /** Looks from now on, now and then. */
  start(): void {
    this.#working = this.#work();
  }

  /** Looks soon, since messages are kept for another time now. Where it was not started, another instance looks later. */
  wake(): void {
    this.#waking.abort();
  }

  /** Ends after the slice that is under way. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.#working;
  }

  async #work(): Promise<void> {
    const closing = this.#closing.signal;
    while (!closing.aborted) {
      this.#waking = new AbortController();
      try {
        await this.#tellOfRules();
        await this.#expireAll();
      } catch (error) {
        this.#log.warn({ event: 'retention-failed', error: (error as Error).message });
      }
      const signal = AbortSignal.any([closing, this.#waking.signal]);
      await delay(EVERY_MS, undefined, { signal, ref: false }).catch(() => {}); // Woken, or closed.
    }
  }

  /** Every group tells its members, in case the organisation has other rules than at the last look. */
  async #tellOfRules(): Promise<void> {
    const before = this.#rules;
    this.#rules = await readRules(this.#database.pool);
    if (before === undefined || before === this.#rules) return;
    const { rows } = await this.#database.pool.query<{ id: GroupId }>('select id from groups order by id');
    for (const { id } of rows) {
      if (this.#closing.signal.aborted) return;
      this.#hooks.announce(
        await this.#database.transaction(async (client) => {
          await lock(client, id);
          return writeHead(client, id);
        }),
      );
    }
  }

  async #expireAll(): Promise<void> {
    const { rows } = await this.#database.pool.query<{ id: GroupId }>(
      `select id from groups cross join lateral (
         select accepted_at from messages where group_id = groups.id and seq > expired_seq order by seq limit 1
       ) as oldest
       where kept_days(retention_days) > 0 and accepted_at < now() - make_interval(days => kept_days(retention_days))
       order by id`,
    );
    let messages = 0;
    for (const { id } of rows)
      for (
        let expired = SLICE_MAX;
        expired === SLICE_MAX && !this.#closing.signal.aborted;
        messages += expired
      )
        expired = await this.#expireSlice(id);
    if (messages > 0) this.#log.info({ event: 'messages-expired', groups: rows.length, messages });
  }

  /** @returns how many messages were looked at */
  async #expireSlice(groupId: GroupId): Promise<number> {
    const { due, committed } = await this.#database.transaction(async (client) => {
      await lock(client, groupId);
      const due = await readDue(client, groupId);
      if (due.length === 0) return { due, committed: [] };
      const standing = due.filter(({ isDeleted }) => !isDeleted);
      const { updates, heads } = await writeBatch(client, serverDeletions(groupId, standing, EXPIRED_AT));
      await client.query('update groups set expired_seq = $2 where id = $1', [groupId, due.at(-1)!.seq]);
      return { due, committed: [...updates.flatMap((one) => one ?? []), ...heads] };
    });
    this.#hooks.announce(committed);
    this.#hooks.erasureOwed();
    return due.length;
  }
}

async function readRules(on: Pick<pg.Pool, 'query'>): Promise<string> {
  const { rows } = await on.query(
    'select retention_days, retention_least_days, retention_most_days from organisation',
  );
  return JSON.stringify(rows);
}

const lock = (client: pg.ClientBase, groupId: GroupId): Promise<unknown> =>
  client.query('select 1 from groups where id = $1 for update', [groupId]);

interface Due extends ToDelete {
  readonly seq: number;
  readonly isDeleted: boolean;
}

/** The oldest of those that were not looked at yet, up to the first that stays. */
async function readDue(client: pg.ClientBase, groupId: GroupId): Promise<Due[]> {
  const { rows } = await client.query<Due & { isDue: boolean }>(
    `select messages.id, author, seq, deleted_at is not null as "isDeleted",
       kept_days(retention_days) > 0
         and accepted_at < now() - make_interval(days => kept_days(retention_days)) as "isDue"
     from messages join groups on groups.id = group_id
     where group_id = $1 and seq > expired_seq order by seq limit ${SLICE_MAX}`,
    [groupId],
  );
  const stays = rows.findIndex(({ isDue }) => !isDue);
  return stays === -1 ? rows : rows.slice(0, stays);
}
