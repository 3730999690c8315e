/** When the database was last backed up: written by `npm run backup`, shown to administrators. */
import type pg from 'pg';
import type { Database } from './database.ts';

export interface LastBackup {
  /** Of when it holds the database, how large its file is, and how long it took; null when none was ever made. */
  readonly made: { readonly at: Date; readonly bytes: number; readonly ms: number } | null;
  /** The last attempt, when that failed; `problem` is a sentence. */
  readonly failed: { readonly at: Date; readonly problem: string } | null;
}

interface Row {
  readonly made_at: Date | null;
  readonly bytes: number;
  readonly took_ms: number;
  readonly failed_at: Date | null;
  readonly problem: string;
}

export async function lastBackup({ pool }: Pick<Database, 'pool'>): Promise<LastBackup> {
  const { rows } = await pool.query<Row>(
    'select made_at, bytes, took_ms, failed_at, problem from last_backup',
  );
  const { made_at = null, bytes = 0, took_ms = 0, failed_at = null, problem = '' } = rows[0] ?? {};
  return {
    made: made_at && { at: made_at, bytes, ms: took_ms },
    failed: failed_at && { at: failed_at, problem },
  };
}

type Asked = Pick<pg.Pool | pg.ClientBase, 'query'>;

/** A backup was made: what failed before is mended. */
export async function noteBackup(
  on: Asked,
  { at, bytes, ms }: NonNullable<LastBackup['made']>,
): Promise<void> {
  await on.query(
    `insert into last_backup (made_at, bytes, took_ms) values ($1, $2, $3)
     on conflict (is_only) do update
     set made_at = excluded.made_at, bytes = excluded.bytes, took_ms = excluded.took_ms,
         failed_at = null, problem = null`,
    [at, bytes, Math.round(ms)],
  );
}

/** A backup failed; the last one that was made stays known. */
export async function noteFailedBackup(on: Asked, problem: string): Promise<void> {
  await on.query(
    `insert into last_backup (failed_at, problem) values (now(), $1)
     on conflict (is_only) do update set failed_at = excluded.failed_at, problem = excluded.problem`,
    [problem],
  );
}
