/** Runs `fill-group.ts` against a database that no server has open. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { root } from '../../sync-server/set-up/root.mjs';
import { findNode } from '../../sync-server/set-up/runtime.mjs';
import type { GroupId, RecordId } from '#domain/ids.ts';

const endWithParent = new URL('../../sync-server/set-up/end-with-parent.mjs', import.meta.url).href;

export interface FilledGroup {
  readonly id: GroupId;
  readonly name: string;
  readonly newest: RecordId;
}

export interface Filled {
  /** Who can sign in, with the password of all test people. */
  readonly employeeId: string;
  /** In the order of the numbers asked for. */
  readonly groups: readonly FilledGroup[];
}

/** @param messages how many there are to be in each group */
export async function fillGroups(
  databaseUrl: string,
  messages: readonly number[],
  seed: number,
): Promise<Filled> {
  const options = ['--messages', messages.join(), '--seed', String(seed)];
  const child = spawn(findNode(), ['--import', endWithParent, 'tests/bench/fill-group.ts', ...options], {
    cwd: root,
    env: { ...process.env, DATABASE_URL: databaseUrl, LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const [said] = await Promise.all([text(child.stdout!), once(child, 'exit')]);
  if (child.exitCode !== 0) throw new Error(`filling the groups ended with ${child.exitCode}`);
  return JSON.parse(said) as Filled;
}
