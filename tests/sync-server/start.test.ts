import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../../sync-server/set-up/root.mjs';
import { findNode, toolEnvironment } from '../../sync-server/set-up/runtime.mjs';
import { freePort, startServer, type ServerProcess } from '../support/server-process.ts';

let server: ServerProcess;

beforeAll(async () => {
  server = await startServer();
});
afterAll(async () => {
  await server?.stop();
});

/** Starts a second server that must not come up. @returns its exit code and the last line it wrote */
async function startBeside(env: NodeJS.ProcessEnv): Promise<{ code: number; says: string }> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'cairn-beside-'));
  const child = spawn(findNode(), ['sync-server/main.ts'], {
    cwd: root,
    env: {
      ...toolEnvironment(),
      LOG_LEVEL: 'silent',
      PORT: String(await freePort()),
      DATA_DIR: dataDir,
      ...env,
    },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
  const [code] = (await once(child, 'close')) as [number];
  await rm(dataDir, { recursive: true, force: true });
  const lines = output.trim().split('\n');
  expect(lines, 'one sentence, no stack').toHaveLength(1);
  return { code, says: lines[0]! };
}

test('a port that is taken is named, with what to do', async () => {
  const { code, says } = await startBeside({ PORT: String(server.port) });
  expect(code).toBe(1);
  expect(says).toContain(`port ${server.port}`);
  expect(says).toContain('PORT');
});

test('a directory in use by another process is refused, and the first goes on', async () => {
  const { code, says } = await startBeside({ DATA_DIR: server.dataDir });
  expect(code).toBe(1);
  expect(says).toMatch(/in use by another Cairn process/);
  expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
});

test('a database that cannot be reached is said without its password', async () => {
  const DATABASE_URL = `postgres://cairn:s3cret@127.0.0.1:${await freePort()}/cairn`;
  const { code, says } = await startBeside({ DATABASE_URL });
  expect(code).toBe(1);
  expect(says).not.toContain('s3cret');
  expect(says).toMatch(/database|Postgres|DATABASE_URL/);
});

test.each([
  ['PORT', 'eighty'],
  ['PORT', '70000'],
  ['ORIGIN', 'chat.example.org'],
])('%s=%s is named as the fault', async (name, value) => {
  const { code, says } = await startBeside({ [name]: value });
  expect(code).toBe(1);
  expect(says).toContain(name);
});

test('health is JSON; SIGTERM stops within 5 s with code 0, and the same data starts again', async () => {
  const health = await fetch(`${server.url}/readyz`);
  const all = { database: 'ok', migrations: 'ok', sync: 'ok' };
  expect(await health.json()).toEqual({ status: 'ok', ...all });
  const begun = performance.now();
  expect(await server.stop()).toBe(0);
  expect(performance.now() - begun).toBeLessThan(5_000);
  await server.restart();
  expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
});
