import { constants, copyFileSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';

/** How coarse a file system may be about when a file was written. */
const MARGIN_MS = 2_000;

/**
 * Makes `to` a copy of the folder `from`. What `to` has already, in the same size and not written since, stays: copied
 * once while it is written to, the second time takes only as long as what was written in between.
 * @param since milliseconds since 1970: when the time before began; 0 copies everything
 */
export function copyChangedFiles(from: string, to: string, since: number): void {
  mkdirSync(to, { recursive: true });
  const entries = readdirSync(from, { withFileTypes: true });
  const names = new Set(entries.map(({ name }) => name));
  for (const name of readdirSync(to)) if (!names.has(name)) rmSync(path.join(to, name), { recursive: true });
  for (const entry of entries) {
    const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)];
    if (entry.isDirectory()) orGone(() => copyChangedFiles(source, target, since));
    else if (entry.isFile()) orGone(() => copyChanged(source, target, since));
  }
}

function copyChanged(source: string, target: string, since: number): void {
  const { mtimeMs, size } = statSync(source);
  const copy = statSync(target, { throwIfNoEntry: false });
  if (copy?.size === size && mtimeMs < since - MARGIN_MS) return;
  copyFileSync(source, target, constants.COPYFILE_FICLONE);
}

/** What is deleted while it is copied is not there the second time. */
function orGone(copy: () => void): void {
  try {
    copy();
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT' || syscall === 'mkdir') throw error;
  }
}
