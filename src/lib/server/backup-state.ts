import type { Database } from './database.ts';
import { lastBackup, type LastBackup } from './last-backup.ts';

/** A day, and what a nightly backup may take longer than the one before. */
const OLD_AFTER_MS = 26 * 3_600_000;

export interface BackupState extends LastBackup {
  /** Whether there is one, and of when. */
  readonly state: 'none' | 'old' | 'good';
}

export async function backupState(database: Pick<Database, 'pool'>): Promise<BackupState> {
  const last = await lastBackup(database);
  const ageMs = last.made === null ? null : Date.now() - last.made.at.getTime();
  return { ...last, state: ageMs === null ? 'none' : ageMs > OLD_AFTER_MS ? 'old' : 'good' };
}
