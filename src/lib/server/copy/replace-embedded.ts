/**
 * Puts a database that is whole in the place of the embedded one. A crash at any moment leaves the old one or the new
 * one: the new one is `postgres.next` from one rename on, and whoever opens the directory next goes on from there.
 */
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';

const place = (dataDir: string, name: string): string => path.join(dataDir, name);
const CURRENT = 'postgres';
const NEXT = 'postgres.next';
const OLD = 'postgres.old';
const MAKING = 'making';

/** An empty directory below `dataDir`, to make the new database in: as another `DATA_DIR`. */
export function beginReplacement(dataDir: string): string {
  const making = place(dataDir, MAKING);
  rmSync(making, { recursive: true, force: true });
  mkdirSync(making, { recursive: true, mode: 0o700 });
  return making;
}

/** Call it when the new database is closed, and with the lock on `dataDir`. */
export function commitReplacement(dataDir: string): void {
  renameSync(path.join(place(dataDir, MAKING), CURRENT), place(dataDir, NEXT));
  finishReplacement(dataDir);
}

/** Leaves everything as it was. */
export function abandonReplacement(dataDir: string): void {
  rmSync(place(dataDir, MAKING), { recursive: true, force: true });
}

/** Does what a crash left to do, if anything. */
export function finishReplacement(dataDir: string): void {
  if (existsSync(place(dataDir, NEXT))) {
    if (existsSync(place(dataDir, CURRENT))) {
      rmSync(place(dataDir, OLD), { recursive: true, force: true });
      renameSync(place(dataDir, CURRENT), place(dataDir, OLD));
    }
    renameSync(place(dataDir, NEXT), place(dataDir, CURRENT));
    abandonReplacement(dataDir);
  }
  rmSync(place(dataDir, OLD), { recursive: true, force: true });
}

/** Whether the directory has a database that was made to the end. */
export const hasEmbeddedDatabase = (dataDir: string): boolean =>
  existsSync(path.join(place(dataDir, CURRENT), 'cairn-complete')) || existsSync(place(dataDir, NEXT));
