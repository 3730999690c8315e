import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { lockDirectory } from './directory-lock.ts';
import { StartError } from './start-error.ts';

let root: string;
let directory: string;
let holder: ChildProcess | undefined;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'cairn-lock-'));
  directory = join(root, 'data');
});
afterEach(async () => {
  holder?.kill('SIGKILL');
  await rm(root, { recursive: true, force: true });
});

it('makes the directory, and gives it to the next one after release', async () => {
  await (await lockDirectory(directory)).release();
  await (await lockDirectory(directory)).release();
});

it('refuses a second lock in one sentence, also by another path to the same directory', async () => {
  const lock = await lockDirectory(directory);
  await symlink(directory, join(root, 'other'));
  for (const path of [directory, join(root, 'other')]) {
    const refused = await lockDirectory(path).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(StartError);
    expect((refused as Error).message).toBe(`The data directory ${path} is in use by another Cairn process.`);
  }
  await lock.release();
});

it('does not mind other directories', async () => {
  const locks = [await lockDirectory(directory), await lockDirectory(join(root, 'another'))];
  for (const lock of locks) await lock.release();
});

it('is held by another process until that is killed, however it is killed', async () => {
  holder = await lockInAnotherProcess(directory);
  await expect(lockDirectory(directory)).rejects.toThrow('is in use by another Cairn process');
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  await (await lockDirectory(directory)).release();
});

async function lockInAnotherProcess(path: string): Promise<ChildProcess> {
  const source = `
    const { lockDirectory } = await import(${JSON.stringify(new URL('./directory-lock.ts', import.meta.url).href)});
    await lockDirectory(${JSON.stringify(path)});
    process.stdout.write('locked');
    setInterval(() => {}, 1_000);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', source], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  expect(said.toString()).toBe('locked');
  return child;
}
