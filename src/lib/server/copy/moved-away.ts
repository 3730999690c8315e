/** An embedded database that was moved to Postgres says so: two servers on two copies would grow apart unnoticed. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { StartError } from '../start-error.ts';

const markIn = (dataDir: string): string => path.join(dataDir, 'postgres', 'cairn-moved');

export const markMovedAway = (dataDir: string): void =>
  writeFileSync(markIn(dataDir), `${new Date().toISOString()}\n`, { flush: true });

export const isMovedAway = (dataDir: string): boolean => existsSync(markIn(dataDir));

/** @throws StartError for one that was moved away */
export function refuseMovedAway(dataDir: string): void {
  const mark = markIn(dataDir);
  if (!existsSync(mark)) return;
  const when = readFileSync(mark, 'utf8').trim();
  throw new StartError(
    `The database in ${dataDir} was moved to Postgres at ${when}: set DATABASE_URL. To go on with this older copy, delete ${mark}.`,
  );
}
