import { readArchive } from './archive.ts';
import { checked } from './checked-contents.ts';
import type { About, TableDigest } from './contents.ts';

/** What a backup holds. */
export interface Backup {
  readonly about: About;
  readonly digests: readonly TableDigest[];
  readonly rows: number;
}

/** Reads a backup from its first line to its last. @throws StartError where it is none, or damaged */
export async function readBackup(file: string): Promise<Backup> {
  let about: About | undefined;
  const digests: TableDigest[] = [];
  for await (const part of checked(readArchive(file))) {
    if ('about' in part) about = part.about;
    else if ('end' in part) digests.push(part.end);
  }
  return { about: about!, digests, rows: digests.reduce((sum, { rows }) => sum + rows, 0) };
}
