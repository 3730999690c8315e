import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase, type Database } from './database.ts';
import { lastBackup, noteBackup, noteFailedBackup } from './last-backup.ts';
import { migrate } from './migrate.ts';

let database: Database;
const dataDir = mkdtempSync(path.join(tmpdir(), 'cairn-last-backup-'));

beforeAll(async () => {
  database = await openDatabase({ dataDir });
  await migrate(database, fileURLToPath(new URL('../../../migrations', import.meta.url)));
});
afterAll(async () => {
  await database.close();
  rmSync(dataDir, { recursive: true, force: true });
});

test('a failure is known until a backup is made, and never hides the last that was', async () => {
  expect(await lastBackup(database)).toEqual({ made: null, failed: null });

  await noteFailedBackup(database.pool, 'The disk is full.');
  expect(await lastBackup(database)).toEqual({
    made: null,
    failed: { at: expect.any(Date) as Date, problem: 'The disk is full.' },
  });

  const made = { at: new Date('2026-11-20T03:00:00Z'), bytes: 123_456, ms: 1_500 };
  await noteBackup(database.pool, made);
  expect(await lastBackup(database)).toEqual({ made, failed: null });

  await noteFailedBackup(database.pool, 'The disk is full.');
  expect(await lastBackup(database)).toMatchObject({ made, failed: { problem: 'The disk is full.' } });
});
