/** What is owed after commits, counted in the database: it is the same for every instance. */
import type { Database } from '#server/database.ts';
import type { Log } from '#server/log.ts';
import { TASK_KINDS, type TaskKind } from './metrics.ts';

export interface OwedTasks {
  readonly kind: TaskKind;
  readonly waiting: number;
  /** Of those, how many were tried before and failed. */
  readonly retrying: number;
  /** How long the oldest is due; 0 where none is. */
  readonly oldestSeconds: number;
}

/** However often somebody asks. */
const KEEP_MS = 5_000;

export class TaskCounts {
  readonly #database: Database;
  readonly #log: Log;
  #known: Promise<readonly OwedTasks[]> | undefined;
  #askedAt = -Infinity;

  constructor(database: Database, log: Log) {
    this.#database = database;
    this.#log = log;
  }

  /** Empty while the database cannot say. */
  current(): Promise<readonly OwedTasks[]> {
    if (this.#known && performance.now() - this.#askedAt < KEEP_MS) return this.#known;
    this.#askedAt = performance.now();
    return (this.#known = this.#count().catch((error: unknown) => {
      this.#log.warn({ event: 'tasks-not-counted', error: (error as Error).message });
      return [];
    }));
  }

  async #count(): Promise<readonly OwedTasks[]> {
    const { rows } = await this.#database.pool.query<OwedTasks>(
      `select kind, waiting::int, retrying::int,
         greatest(0, coalesce(extract(epoch from now() - oldest), 0))::float8 as "oldestSeconds"
       from (
         select 'push' as kind, count(*) as waiting, 0 as retrying, min(due_at) as oldest from push_tasks
         union all
         select 'delivery', count(*), count(*) filter (where attempts > 0), min(next_at) from push_deliveries
         union all
         select 'erasure', count(*), 0, min(requested_at) from erasures where done_at is null
       ) as owed`,
    );
    return TASK_KINDS.flatMap((kind) => rows.filter((row) => row.kind === kind));
  }
}
