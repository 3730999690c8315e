/**
 * What a restore lost, and what of it devices have brought back since. Where the database that was replaced could still
 * be read, it is known by id; else what was written before the restore and accepted after it is counted.
 */
import type pg from 'pg';
import type { Database } from './database.ts';

/** Of one group: what the database that was replaced had more than the backup, and what of that is here again. */
export interface LostRecords {
  readonly group: string;
  /** Null for one that nobody knows any more, and empty for a conversation of two. */
  readonly name: string | null;
  readonly records: number;
  readonly broughtBack: number;
}

export interface RestoreState {
  readonly epoch: number;
  /** Of when the backup holds the database, and when it was restored. */
  readonly madeAt: Date;
  readonly restoredAt: Date;
  /** Null where the database that was replaced could not be read. */
  readonly lost: readonly LostRecords[] | null;
  /** Messages, edits and reactions that were written before the restore and came after it. */
  readonly broughtBack: number;
}

/** Notes a restore and, when the previous database is noted, what is lost. Inside the restore's transaction. */
export async function noteRestore(
  client: pg.ClientBase,
  { epoch, madeAt, isPreviousKnown }: { epoch: number; madeAt: string; isPreviousKnown: boolean },
): Promise<void> {
  await client.query('insert into restores (epoch, made_at) values ($1, $2)', [epoch, madeAt]);
  if (!isPreviousKnown) return;
  await client.query(
    `insert into lost_records (epoch, group_id, id)
     select $1, group_id, id from (
       select group_id, id from previous_records except select group_id, id from outcomes) as missing`,
    [epoch],
  );
  await client.query(
    `update restores set lost = (
       select coalesce(json_agg(json_build_object('group', group_id, 'name', name, 'records', records)), '[]')
       from (select group_id, count(*) as records from lost_records where epoch = $1 group by group_id) as counted
       left join previous_groups on id = group_id)
     where epoch = $1`,
    [epoch],
  );
}

interface Row {
  readonly epoch: number;
  readonly made_at: Date;
  readonly restored_at: Date;
  readonly lost: Omit<LostRecords, 'broughtBack'>[] | null;
}

/** Of the last restore; null when there was none. */
export async function lastRestore({ pool }: Pick<Database, 'pool'>): Promise<RestoreState | null> {
  const { rows } = await pool.query<Row>(
    'select epoch, made_at, restored_at, lost from restores order by epoch desc limit 1',
  );
  const row = rows[0];
  if (!row) return null;
  const { epoch, made_at: madeAt, restored_at: restoredAt } = row;
  if (row.lost === null)
    return { epoch, madeAt, restoredAt, lost: null, broughtBack: await countLate(pool, restoredAt) };
  const here = await countFound(pool, epoch);
  const lost = row.lost.map((one) => ({ ...one, broughtBack: here.get(one.group) ?? 0 }));
  return { epoch, madeAt, restoredAt, lost, broughtBack: [...here.values()].reduce((a, b) => a + b, 0) };
}

async function countFound(pool: pg.Pool, epoch: number): Promise<Map<string, number>> {
  const { rows } = await pool.query<{ group_id: string; count: number }>(
    `select group_id, count(*) from lost_records join outcomes using (group_id, id)
     where epoch = $1 and outcome = 'accepted' group by group_id`,
    [epoch],
  );
  return new Map(rows.map(({ group_id, count }) => [group_id, count]));
}

async function countLate(pool: pg.Pool, restoredAt: Date): Promise<number> {
  const late = ['messages', 'message_edits', 'reactions'].map(
    (table) => `(select count(*) from ${table} where written_at < $1 and accepted_at >= $1)`,
  );
  const { rows } = await pool.query<{ count: number }>(`select ${late.join(' + ')} as count`, [restoredAt]);
  return rows[0]!.count;
}
