import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import type { DatabasePlace } from '#server/database.ts';
import { root } from '../../sync-server/set-up/root.mjs';
import { findNode, toolEnvironment } from '../../sync-server/set-up/runtime.mjs';

export interface Ran {
  readonly code: number | null;
  /** What it said with --json, by name. */
  readonly figures: Readonly<Record<string, unknown>>;
  /** What it said to people, and what is wrong. */
  readonly words: string;
  readonly complaint: string;
}

/** Runs `npm run backup`, `restore`, `move` or `verify` on a database, without the set-up. */
export async function runCommand(
  name: 'backup' | 'restore' | 'move' | 'verify',
  args: readonly string[],
  { dataDir, databaseUrl }: DatabasePlace,
  { fileBlocksMax }: { fileBlocksMax?: number } = {},
): Promise<Ran> {
  const program = [findNode(), `sync-server/${name}/main.ts`, ...args];
  // A file size limit is the one way to a full disk that needs no rights.
  const limit = fileBlocksMax === undefined ? '' : `ulimit -f ${fileBlocksMax}; `;
  const child = spawn('bash', ['-c', `${limit}exec "$@"`, 'bash', ...program], {
    cwd: root,
    env: { ...toolEnvironment(), DATA_DIR: dataDir, DATABASE_URL: databaseUrl ?? '', LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [[code], words, complaint] = await Promise.all([
    once(child, 'close') as Promise<[number | null]>,
    text(child.stdout),
    text(child.stderr),
  ]);
  return { code, words, complaint: complaint.trim(), figures: figuresIn(words) };
}

function figuresIn(words: string): Record<string, unknown> {
  const lines = words.split('\n').filter((line) => line.startsWith('{"name"'));
  return Object.fromEntries(
    lines.map((line) => {
      const { name, value } = JSON.parse(line) as { name: string; value: unknown };
      return [name, value];
    }),
  );
}
